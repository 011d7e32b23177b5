import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  KnownBlock,
  Overflow,
  PlainTextOption,
  StaticSelect,
} from '@slack/types';
import { encodeAction } from '#chat/action-ref.ts';
import { clean, oneLine, shorten } from '#chat/clean-text.ts';
import { hasPublicHost } from '#chat/public-host.ts';
import type { Action, Confirm, Option } from '#chat/screen.ts';
import { LIMITS } from '../limits.ts';
import type { Frame } from './frame.ts';
import { literal, richText } from './rich-text.ts';
import { label, plain } from './text.ts';

/** Prefix of the ids of links: Slack tells of their presses too; what is to be done then follows, if anything is. */
export const LINK_ID = 'link';
/** Prefix of the ids of overflow menus: what was chosen is in the option's value. */
export const MENU_ID = 'menu';

/** A sentence says little when it is shorter than this, however crowded the message. */
const PROSE = 80;

type Element = Button | StaticSelect;
type ActionFrame = Pick<Frame, 'width' | 'colon'>;
/** An option of a select, whose value Slack sends back. */
export type PlainOption = PlainTextOption & { value: string };

/**
 * Actions as rows of buttons and selects. What is disabled follows as text, as Slack cannot grey a button, and so do links
 * that Slack may refuse as buttons.
 */
export function actionBlocks(actions: readonly Action[], frame: ActionFrame): KnownBlock[] {
  const elements = actionElements(actions, frame);
  const blocks: KnownBlock[] = [];
  for (let at = 0; at < elements.length; at += LIMITS.actions.elements) {
    const row: ActionsBlock = { type: 'actions', elements: elements.slice(at, at + LIMITS.actions.elements) };
    blocks.push(row);
  }
  return [...blocks, ...disabledNotes(actions, frame)];
}

/** What can be pressed or chosen. */
export function actionElements(actions: readonly Action[], { width }: ActionFrame): Element[] {
  return actions.flatMap((action, index) => elementOf(action, index, width));
}

/** The reasons of what cannot be pressed, and the addresses of links that are no buttons. */
export function disabledNotes(actions: readonly Action[], { width, colon }: ActionFrame): KnownBlock[] {
  const note = (text: string, said: string, style: { italic?: true }): KnownBlock[] =>
    richText([
      ...literal(`${shorten(oneLine(text), width)}${colon} `, { bold: true }),
      ...literal(said, style),
    ]);
  return actions.flatMap((action) => {
    if (action.type === 'link' && !isButtonUrl(action.url)) return note(action.label, action.url, {});
    if (action.type !== 'button' || action.disabled === undefined) return [];
    return note(action.label, shorten(oneLine(action.disabled), Math.max(PROSE, width)), { italic: true });
  });
}

function isButtonUrl(url: string): boolean {
  return url.length <= LIMITS.button.url && hasPublicHost(url);
}

/**
 * A menu in the corner of a row, or the only button itself. Null where the row needs buttons of its own: a
 * menu has one confirm dialog for all, at most 5 options, and values of at most 75 characters.
 */
export function accessory(actions: readonly Action[], { width }: ActionFrame): Button | Overflow | null {
  const shown = actions.filter((action) => action.type !== 'button' || action.disabled === undefined);
  if (shown.length === 1) {
    const only = elementOf(shown[0]!, 0, width)[0];
    return only?.type === 'button' ? only : null;
  }
  if (shown.length < LIMITS.overflow.minimum || shown.length > LIMITS.overflow.options) return null;
  const options = shown.map(menuOption);
  return options.includes(null)
    ? null
    : { type: 'overflow', action_id: MENU_ID, options: options as PlainOption[] };
}

function menuOption(action: Action): PlainOption | null {
  if (action.type !== 'button' || action.confirm !== undefined) return null;
  const value = encodeAction(action.action);
  return value.length > LIMITS.option.value ? null : { text: label(action.label, LIMITS.option.text), value };
}

function elementOf(action: Action, index: number, width: number): Element[] {
  switch (action.type) {
    case 'button':
      return action.disabled === undefined ? [button(action, width)] : [];
    case 'link':
      return isButtonUrl(action.url) ? [link(action, index)] : [];
    case 'select':
      return [select(action, width)];
  }
}

function button(action: Extract<Action, { type: 'button' }>, width: number): Button {
  return {
    type: 'button',
    text: label(action.label, LIMITS.button.text),
    action_id: encodeAction(action.action),
    ...(action.style === undefined ? {} : { style: action.style }),
    ...(action.confirm === undefined ? {} : { confirm: confirm(action.confirm, width, action.style) }),
  };
}

function link(action: Extract<Action, { type: 'link' }>, index: number): Button {
  return {
    type: 'button',
    text: label(action.label, LIMITS.button.text),
    action_id: [LINK_ID, index, ...(action.pressed ? [encodeAction(action.pressed)] : [])].join('-'),
    url: action.url,
  };
}

function select(action: Extract<Action, { type: 'select' }>, width: number): StaticSelect {
  const options = plainOptions(action.options, width);
  const initial = options.find(({ value }) => value === action.initial);
  return {
    type: 'static_select',
    action_id: encodeAction(action.action),
    placeholder: label(action.label, LIMITS.select.placeholder),
    ...grouped(options),
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** Options of selects. A value that is too long would not come back as it was, so it is an error of ours. */
export function plainOptions(options: readonly Option[], width = Number.POSITIVE_INFINITY): PlainOption[] {
  return options.map(({ value, label: text, description }) => {
    if (value.length > LIMITS.option.value)
      throw new RangeError(`an option's value has ${value.length} characters`);
    return {
      text: label(text, Math.min(width, LIMITS.option.text)),
      value,
      ...(description === undefined
        ? {}
        : { description: label(description, Math.min(width, LIMITS.option.description)) }),
    };
  });
}

/** A select holds 100 options, or 100 groups of 100: more than 100 stand in groups named by their first. */
export function grouped(
  options: PlainOption[],
):
  | { options: PlainOption[] }
  | { option_groups: { label: ReturnType<typeof plain>; options: PlainOption[] }[] } {
  const { options: most, groups } = LIMITS.select;
  if (options.length <= most) return { options };
  if (options.length > most * groups) throw new RangeError(`${options.length} options in one select`);
  const parts = Array.from({ length: Math.ceil(options.length / most) }, (_, index) =>
    options.slice(index * most, (index + 1) * most),
  );
  return {
    option_groups: parts.map((part) => ({ label: { ...part[0]!.text }, options: part })),
  };
}

function confirm(dialog: Confirm, width: number, style?: 'primary' | 'danger'): ConfirmationDialog {
  return {
    title: label(dialog.title, LIMITS.confirm.title),
    text: plain(clean(dialog.text), Math.min(LIMITS.confirm.text, Math.max(PROSE, width))),
    confirm: label(dialog.confirm, LIMITS.confirm.button),
    deny: label(dialog.cancel, LIMITS.confirm.button),
    ...(style === undefined ? {} : { style }),
  };
}
