import type {
  BlockAction,
  BlockSuggestion,
  GlobalShortcut,
  SlashCommand,
  ViewSubmitAction,
} from '@slack/bolt';
import { decodeAction } from '#chat/action-ref.ts';
import type { Input } from '#chat/invocation.ts';
import type { ActionRef } from '#chat/screen.ts';
import { readFieldId } from '../field-ids.ts';
import { LINK_ID, MENU_ID } from '../render/actions.ts';
import { decodeMetadata } from '../view-metadata.ts';
import { unwrapTyped } from './typed-text.ts';
import { readValues } from './values.ts';

/** What no catalogue has: the core answers it as out of date, in the person's language. */
export const OUTDATED = 'outdated';

/** What was typed, as people meant it. */
export function readTyped({ text }: SlashCommand): Input {
  return { type: 'line', text: unwrapTyped(text ?? '') };
}

/**
 * What was pressed or chosen. Null where nothing is to be done: a link that opened in the browser, an input
 * that is read with its form.
 */
export function readPress({ actions, view, state }: BlockAction): Input | null {
  const action = actions[0];
  if (action === undefined) return null;
  const values = readValues(view?.state.values ?? state?.values);
  const field = readFieldId(action.block_id, action.action_id);
  if (field !== null)
    return field.presses === null
      ? null
      : { type: 'action', name: field.presses, ids: [], selected: [], values, draft: null };
  if (action.type === 'button' && (action.url !== undefined || action.action_id.startsWith(`${LINK_ID}-`)))
    return readLink(action.action_id);
  const isMenu = action.type === 'overflow' && action.action_id === MENU_ID;
  const ref = decodeAction(isMenu ? action.selected_option.value : action.action_id);
  const selected = action.type === 'static_select' ? [action.selected_option.value] : [];
  const draft = view?.type === 'modal' ? decodeMetadata(view.private_metadata).draft : null;
  return { type: 'action', name: ref?.name ?? OUTDATED, ids: ref?.ids ?? [], selected, values, draft };
}

/** A link opened in the browser; what else is to be done, if anything is, stands in its id. */
function readLink(actionId: string): Input | null {
  const ref = decodeAction(actionId.replace(/^[a-z]+-\d+-/, ''));
  return ref && { type: 'action', ...ref, selected: [], values: {}, draft: null };
}

/** A submitted form: its name from the `callback_id`, its draft from the `private_metadata`. */
export function readForm({ view }: ViewSubmitAction): Input {
  const values = readValues(view.state.values);
  const name = decodeAction(view.callback_id)?.name ?? OUTDATED;
  return { type: 'form', name, draft: decodeMetadata(view.private_metadata).draft ?? '', values };
}

/** Null for a search that no field of ours asks for. */
export function readSearch({ block_id, action_id, value }: BlockSuggestion): Input | null {
  const source = readFieldId(block_id, action_id)?.source ?? null;
  return source === null ? null : { type: 'search', source, text: value };
}

/** A shortcut's `callback_id` is a command's path: `users_list` is `/hexa users list`. */
export function readShortcut({ callback_id }: GlobalShortcut): Input {
  return { type: 'command', path: callback_id.replaceAll('_', ' '), options: {} };
}

/** The Home tab is what this action shows: what it showed before, where that is known, else all users. */
export function readHomeOpened(shows: ActionRef | null): Extract<Input, { type: 'action' }> {
  const { name, ids = [] } = shows ?? { name: 'home.open' };
  return { type: 'action', name, ids, selected: [], values: {}, draft: null };
}
