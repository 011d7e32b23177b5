import { elementsOf, type Found } from '../elements.ts';
import { LIMITS } from '../limits.ts';
import { enteredIn, isEmptyState } from '../state-values.ts';
import type { Dict, StateValues, View } from '../types.ts';

/** Slack's own client would not send this form. */
export class ClientRefusal extends Error {
  override readonly name = 'ClientRefusal';
}

/** What Slack's client checks before it sends a view_submission: required inputs, lengths, formats. */
export function checkBeforeSubmit(view: View, values: StateValues): void {
  if (!view.submit) throw new ClientRefusal(`the view ${view.callback_id} has no submit button`);
  for (const found of elementsOf(view.blocks).filter((one) => one.holder === 'input')) {
    const state = values[found.blockId]?.[found.actionId] ?? {};
    if (isEmptyState({ ...state, type: found.type })) {
      if (found.block.optional !== true) throw new ClientRefusal(`${JSON.stringify(found.name)} is required`);
    } else checkValue(found, enteredIn(state));
  }
}

function checkValue({ element, type, name }: Found, value: unknown): void {
  const refuse = (why: string): never => {
    throw new ClientRefusal(`${JSON.stringify(name)} ${why}`);
  };
  if (typeof value === 'string') checkText(element, type, value, refuse);
  const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
  if (Array.isArray(value) && value.length > most) refuse(`takes at most ${most} items`);
}

function checkText(element: Dict, type: string, value: string, refuse: (why: string) => never): void {
  const least = Number(element.min_length ?? 0);
  const most = Number(element.max_length ?? LIMITS.plainTextInput);
  if (value.length < least) refuse(`needs at least ${least} characters`);
  if (value.length > most) refuse(`takes at most ${most} characters`);
  if (type === 'email_text_input' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value))
    refuse('is not an email address');
  if (type === 'url_text_input' && !URL.canParse(value)) refuse('is not a link');
  if (type === 'number_input' && !/^-?\d+(\.\d+)?$/.test(value)) refuse('is not a number');
}
