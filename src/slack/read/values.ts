import type { ViewOutput } from '@slack/bolt';
import type { RawValues } from '#domain/draft.ts';
import { readFieldId } from '../field-ids.ts';

/** What stands in the fields of a view or message. */
export type State = ViewOutput['state']['values'];
/** What stands in one of them. */
export type StateValue = State[string][string];

/**
 * The values of a form or message by field name. Text comes back as it was typed, not as Slack would show it:
 * a password may contain `&amp;`. A person comes as a mention token, `<@U123>`.
 */
export function readValues(state: State | undefined): RawValues {
  const values: Record<string, string | string[] | boolean> = {};
  for (const [blockId, elements] of Object.entries(state ?? {})) {
    for (const [actionId, value] of Object.entries(elements)) {
      const id = readFieldId(blockId, actionId);
      const read = id === null ? undefined : entered(value);
      if (id !== null && read !== undefined) values[id.name] = read;
    }
  }
  return values;
}

function entered(value: StateValue): string | string[] | boolean | undefined {
  switch (value.type) {
    case 'plain_text_input':
      return value.value ?? '';
    case 'static_select':
    case 'external_select':
      return value.selected_option?.value;
    case 'multi_static_select':
    case 'multi_external_select':
      return (value.selected_options ?? []).map((option) => option.value);
    case 'users_select':
      return value.selected_user ? `<@${value.selected_user}>` : undefined;
    case 'checkboxes':
      return (value.selected_options ?? []).length > 0;
    default:
      return undefined;
  }
}

/** How often the form was shown anew: the highest number behind its block ids. */
export function revisionOf(state: State | undefined): number {
  const revisions = Object.entries(state ?? {}).flatMap(([blockId, elements]) =>
    Object.keys(elements).map((actionId) => readFieldId(blockId, actionId)?.revision ?? 1),
  );
  return Math.max(1, ...revisions);
}

/** Block ids by field name, for errors beside the fields. */
export function blockIdsOf(state: State | undefined): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [blockId, elements] of Object.entries(state ?? {})) {
    for (const actionId of Object.keys(elements)) {
      const id = readFieldId(blockId, actionId);
      if (id !== null) ids.set(id.name, blockId);
    }
  }
  return ids;
}
