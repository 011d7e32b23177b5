import { elementsOf, type Found, optionsOf } from './elements.ts';
import { plain } from './text-of.ts';
import { asDict, asDicts, asString, type Block, type Dict, isDict, type StateValues } from './types.ts';

/**
 * What a person puts into an element: text, a number, the text or value of an option, several of them, a user or
 * channel id, a date; null empties it.
 */
export type Value = string | number | string[] | null;

/** The property that holds the value, and the element's property that holds the first value. */
const KEYS: Record<string, { key: string; initial: string; empty: unknown }> = {
  plain_text_input: { key: 'value', initial: 'initial_value', empty: null },
  email_text_input: { key: 'value', initial: 'initial_value', empty: null },
  url_text_input: { key: 'value', initial: 'initial_value', empty: null },
  number_input: { key: 'value', initial: 'initial_value', empty: null },
  rich_text_input: { key: 'rich_text_value', initial: 'initial_value', empty: null },
  static_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  external_select: { key: 'selected_option', initial: 'initial_option', empty: null },
  radio_buttons: { key: 'selected_option', initial: 'initial_option', empty: null },
  multi_static_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  multi_external_select: { key: 'selected_options', initial: 'initial_options', empty: [] },
  checkboxes: { key: 'selected_options', initial: 'initial_options', empty: [] },
  users_select: { key: 'selected_user', initial: 'initial_user', empty: null },
  multi_users_select: { key: 'selected_users', initial: 'initial_users', empty: [] },
  conversations_select: { key: 'selected_conversation', initial: 'initial_conversation', empty: null },
  multi_conversations_select: {
    key: 'selected_conversations',
    initial: 'initial_conversations',
    empty: [],
  },
  channels_select: { key: 'selected_channel', initial: 'initial_channel', empty: null },
  multi_channels_select: { key: 'selected_channels', initial: 'initial_channels', empty: [] },
  datepicker: { key: 'selected_date', initial: 'initial_date', empty: null },
  timepicker: { key: 'selected_time', initial: 'initial_time', empty: null },
  datetimepicker: { key: 'selected_date_time', initial: 'initial_date_time', empty: null },
  file_input: { key: 'files', initial: 'files', empty: [] },
};

/** True for an element whose value is part of `state.values`; buttons and overflow menus are not. */
function keepsState(found: Found): boolean {
  return found.type in KEYS;
}

/** The element's entry in `state.values` before anybody touched it. */
function initialState(element: Dict): Dict {
  const { key, initial, empty } = keysOf(element);
  return { type: element.type, [key]: structuredClone(element[initial] ?? empty) };
}

/** The element's entry after a person put a value in. `searched` holds the options that a search has shown. */
export function stateFor(element: Dict, value: Value, searched: Dict[] = []): Dict {
  const { key, empty } = keysOf(element);
  return {
    type: element.type,
    [key]: value === null || value === '' ? empty : chosen(element, value, searched),
  };
}

function chosen(element: Dict, value: Exclude<Value, null>, searched: Dict[]): unknown {
  const type = asString(element.type);
  if (type === 'rich_text_input') return richText(String(value));
  if (/^(static_select|external_select|radio_buttons|overflow)$/.test(type)) {
    return option(element, String(value), searched);
  }
  if (/^(multi_static_select|multi_external_select|checkboxes)$/.test(type)) {
    return [value].flat().map((one) => option(element, String(one), searched));
  }
  if (type.startsWith('multi_')) return [value].flat().map(String);
  if (type === 'datetimepicker') return Number(value);
  return String(value);
}

/** An option that the person can see: of the element, chosen at first, or shown by a search. */
export function option(element: Dict, wanted: string, searched: Dict[] = []): Dict {
  const initial = asDicts([element.initial_option, ...asDicts(element.initial_options)]);
  const visible = [...optionsOf(element), ...searched, ...initial];
  const found = visible.find((one) => plain(asDict(one.text)) === wanted || one.value === wanted);
  if (found) return structuredClone(found);
  const seen = visible.map((one) => JSON.stringify(plain(asDict(one.text)))).join(', ') || 'none';
  const hint = asString(element.type).includes('external') ? ' (an external select is searched first)' : '';
  throw new Error(`no option ${JSON.stringify(wanted)}; there are: ${seen}${hint}`);
}

/** True when nothing is typed or chosen. */
export function isEmptyState(state: Dict): boolean {
  const value = state[keysOf(state).key];
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}

/** The typed or chosen value itself. */
export function enteredIn(state: Dict): unknown {
  return state[keysOf(state).key];
}

/** `state.values` of blocks, with what the person typed in place of the first values. */
export function stateValues(blocks: Block[], typed: StateValues = {}): StateValues {
  const values: StateValues = {};
  for (const found of elementsOf(blocks).filter(keepsState)) {
    const entry = typed[found.blockId]?.[found.actionId];
    const state =
      isDict(entry) && entry.type === found.type ? structuredClone(entry) : initialState(found.element);
    values[found.blockId] = { ...values[found.blockId], [found.actionId]: state };
  }
  return values;
}

/** What was typed into elements that are still there, under the same ids and of the same type. */
export function stillThere(blocks: Block[], typed: StateValues): StateValues {
  const kept: StateValues = {};
  for (const { blockId, actionId, type } of elementsOf(blocks)) {
    const entry = typed[blockId]?.[actionId];
    if (entry?.type === type) kept[blockId] = { ...kept[blockId], [actionId]: entry };
  }
  return kept;
}

/**
 * Elements that got another initial value under the same ids: Slack keeps what was entered (docs.slack.dev: "Modal
 * views", "Preserving input entry"), so the new one is not seen. A form that is shown again with what was entered
 * as its initial values is seen as it is meant.
 */
export function changedInitials(before: Block[], after: Block[], typed: StateValues): string[] {
  const initial = (blocks: Block[]): Map<string, string> =>
    new Map(
      elementsOf(blocks)
        .filter(keepsState)
        .map((one) => [`${one.blockId} ${one.actionId}`, JSON.stringify(initialState(one.element))]),
    );
  const old = initial(before);
  const entered = new Map(
    Object.entries(typed).flatMap(([blockId, entries]) =>
      Object.entries(entries).map(([actionId, entry]) => [`${blockId} ${actionId}`, JSON.stringify(entry)]),
    ),
  );
  return [...initial(after)]
    .filter(([ids, value]) => old.has(ids) && old.get(ids) !== value && entered.get(ids) !== value)
    .map(([ids]) => `another initial value under the same ids (${ids}): Slack keeps what was entered`);
}

function keysOf(element: Dict): { key: string; initial: string; empty: unknown } {
  const keys = KEYS[asString(element.type)];
  if (!keys) throw new Error(`an element of type ${asString(element.type)} has no state`);
  return keys;
}

function richText(text: string): Dict {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}
