import type {
  ActionsBlock,
  InputBlock,
  InputBlockElement,
  KnownBlock,
  PlainTextInput,
  StaticSelect,
} from '@slack/types';
import { oneLine, shorten } from '#chat/clean-text.ts';
import type { Action, Field } from '#chat/screen.ts';
import { fieldActionId, fieldBlockId, pressingId, rowBlockId } from '../field-ids.ts';
import { LIMITS } from '../limits.ts';
import {
  actionBlocks,
  actionElements,
  disabledNotes,
  grouped,
  type PlainOption,
  plainOptions,
} from './actions.ts';
import type { Frame } from './frame.ts';
import { literal, richText } from './rich-text.ts';
import { label, NOTHING, plain } from './text.ts';

/** One input with its label and hint. A choice that offers nothing is said, as Slack refuses empty selects. */
export function fieldBlock(field: Field, revision: number, colon: string): KnownBlock[] {
  const element = elementOf(field);
  if (element === null)
    return richText([...literal(`${oneLine(field.label)}${colon} `, { bold: true }), ...literal(NOTHING)]);
  const hint = hintOf(field);
  const block: InputBlock = {
    type: 'input',
    block_id: fieldBlockId(field.name, revision),
    label: label(field.label, LIMITS.input.label),
    element,
    // A box that must be ticked is asked for by the form's own check: Slack's would name no reason.
    optional: !field.required || field.type === 'check',
    ...(hint === undefined || hint === '' ? {} : { hint: plain(hint, LIMITS.input.hint) }),
  };
  return [block];
}

/**
 * Fields that narrow what is listed below, with their buttons: what is typed in lines of its own, all that is chosen in
 * one row. Each presses the row's first button as soon as it is filled in.
 */
export function searchBlocks(
  fields: readonly Field[],
  actions: readonly Action[],
  { revision, frame }: { revision: number; frame: Frame },
): KnownBlock[] {
  const [first] = actions;
  if (first?.type !== 'button') return actionBlocks(actions, frame);
  const { name } = first.action;
  const choices = fields.flatMap((field) => {
    const element = field.type === 'choice' ? select(field) : null;
    return element === null ? [] : [{ ...element, action_id: pressingId(field, name) }];
  });
  const typed = fields
    .filter(({ type }) => type !== 'choice')
    .map((field): KnownBlock => {
      const element = textInput(field, false, 'initial' in field ? String(field.initial ?? '') : '');
      return {
        type: 'input',
        block_id: fieldBlockId(field.name, revision),
        label: label(field.label, LIMITS.input.label),
        element: {
          ...element,
          action_id: pressingId(field, name),
          ...(field.hint === undefined ? {} : { placeholder: label(field.hint, LIMITS.select.placeholder) }),
          dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
        },
        dispatch_action: true,
        optional: true,
      };
    });
  const row: ActionsBlock = {
    type: 'actions',
    block_id: rowBlockId(revision),
    elements: [...choices, ...actionElements(actions, frame)],
  };
  return [...typed, row, ...disabledNotes(actions, frame)];
}

function select(field: Extract<Field, { type: 'choice' }>): StaticSelect | null {
  const options = plainOptions(field.options);
  const initial = options.find(({ value }) => value === field.initial);
  if (options.length === 0) return null;
  return {
    type: 'static_select',
    ...grouped(options),
    placeholder: label(field.label, LIMITS.select.placeholder),
    ...(initial === undefined ? {} : { initial_option: initial }),
  };
}

/** Of a box it is its text. Slack has no masked input (slackapi/node-slack-sdk#607), which a password's hint says. */
function hintOf(field: Field): string | undefined {
  if (field.type === 'check') return undefined;
  if (field.type !== 'password' || field.exposed === undefined) return field.hint;
  return [field.hint, field.exposed].filter(Boolean).join(' ');
}

function elementOf(field: Field): InputBlockElement | null {
  switch (field.type) {
    case 'text':
    case 'email':
      return textInput(field, false, field.initial, field.maxLength);
    case 'long_text':
      return textInput(field, true, field.initial, field.maxLength);
    case 'password':
      return textInput(field, false);
    case 'choice':
      return choice(field);
    case 'choices':
      return choices(field);
    case 'person':
      return { type: 'users_select', action_id: fieldActionId(field, false) };
    case 'check':
      return check(field);
  }
}

function textInput(field: Field, multiline: boolean, initial = '', maxLength?: number): PlainTextInput {
  const value = shorten(initial, LIMITS.input.value);
  const max =
    maxLength === undefined ? undefined : Math.min(LIMITS.input.value, Math.max(maxLength, value.length, 1));
  return {
    type: 'plain_text_input',
    action_id: fieldActionId(field, false),
    multiline,
    ...(value === '' ? {} : { initial_value: value }),
    ...(max === undefined ? {} : { max_length: max }),
  };
}

/** More than 100 options are searched where the core can search them, else they stand in groups. */
function isSearched(field: Extract<Field, { type: 'choice' | 'choices' }>): boolean {
  return field.source !== undefined && field.options.length > LIMITS.select.options;
}

function choice(field: Extract<Field, { type: 'choice' }>): InputBlockElement | null {
  const options = plainOptions(field.options);
  if (options.length === 0) return null;
  const initial = options.find(({ value }) => value === field.initial);
  const base = {
    action_id: fieldActionId(field, isSearched(field)),
    ...(initial && { initial_option: initial }),
  };
  return isSearched(field)
    ? { type: 'external_select', min_query_length: 0, ...base }
    : { type: 'static_select', ...grouped(options), ...base };
}

function choices(field: Extract<Field, { type: 'choices' }>): InputBlockElement | null {
  const options = plainOptions(field.options);
  if (options.length === 0) return null;
  const chosen = options.filter(({ value }) => field.initial?.includes(value));
  const base = {
    action_id: fieldActionId(field, isSearched(field)),
    ...(chosen.length > 0 && { initial_options: chosen }),
  };
  return isSearched(field)
    ? { type: 'multi_external_select', min_query_length: 0, ...base }
    : { type: 'multi_static_select', ...grouped(options), ...base };
}

function check(field: Extract<Field, { type: 'check' }>): InputBlockElement {
  const option: PlainOption = { text: label(field.hint || field.label, LIMITS.option.text), value: 'true' };
  return {
    type: 'checkboxes',
    action_id: fieldActionId(field, false),
    options: [option],
    ...(field.initial ? { initial_options: [option] } : {}),
  };
}
