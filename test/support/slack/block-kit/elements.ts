import { LIMITS } from '../limits.ts';
import { asString, type Dict, type Surface } from '../types.ts';
import {
  confirm,
  conversationFilter,
  dispatchActionConfig,
  imageSource,
  initialAmongOptions,
  maxSelected,
  option,
  optionGroups,
  options,
  plainText,
  webUrl,
} from './objects.ts';
import { richText } from './rich-text.ts';
import {
  all,
  boolean,
  byType,
  check,
  exactlyOne,
  integer,
  list,
  object,
  oneOf,
  type Rule,
  report,
  string,
} from './rules.ts';

const id: Rule = string({ max: LIMITS.actionId });
const userId = string({ like: /^[UW][A-Z0-9]+$/ });
const conversationId = string({ like: /^[CGD][A-Z0-9]+$/ });

/** One element: its own properties, with those that all interactive ones have. */
function element(required: Record<string, Rule>, optional: Record<string, Rule>, ...more: Rule[]): Rule {
  return all(object({ type: string(), ...required }, { action_id: id, ...optional }), ...more);
}

const confirmable = { confirm };
const focusable = { focus_on_load: boolean };
const placeholder = { placeholder: plainText(LIMITS.placeholder) };
const menu = { ...confirmable, ...focusable, ...placeholder };
const typed = { ...focusable, ...placeholder, dispatch_action_config: dispatchActionConfig };
const conversations = { default_to_current_conversation: boolean, filter: conversationFilter };
const listed = { options: options('select', LIMITS.selectOptions), option_groups: optionGroups };
const searched = { min_query_length: integer({ min: 0 }) };
const several = { max_selected_items: maxSelected };
const oneSource = exactlyOne('options', 'option_groups');

const initialFits = check((input) => {
  const initial = asString(input.initial_value);
  const most = Number(input.max_length ?? LIMITS.plainTextInput);
  return initial.length > most ? `initial_value must be less than ${most + 1} characters` : undefined;
});
const lengthsFit = check((input) =>
  Number(input.min_length ?? 0) > Number(input.max_length ?? LIMITS.plainTextInput)
    ? 'min_length is more than max_length'
    : undefined,
);

/** Every element, by type (docs.slack.dev: "Block Elements", one page each). */
const ELEMENTS: Record<string, Rule> = {
  button: element(
    { text: plainText(LIMITS.buttonText) },
    {
      ...confirmable,
      url: webUrl(LIMITS.buttonUrl),
      value: string({ max: LIMITS.buttonValue }),
      style: oneOf('primary', 'danger'),
      accessibility_label: string({ max: LIMITS.accessibilityLabel }),
    },
  ),
  overflow: element({ options: options('overflow', LIMITS.overflowOptions) }, confirmable),
  checkboxes: element(
    { options: options('marked', LIMITS.checkboxOptions) },
    { ...confirmable, ...focusable, initial_options: options('marked', LIMITS.checkboxOptions) },
    initialAmongOptions,
  ),
  radio_buttons: element(
    { options: options('marked', LIMITS.radioOptions) },
    { ...confirmable, ...focusable, initial_option: option('marked') },
    initialAmongOptions,
  ),
  static_select: element(
    {},
    { ...menu, ...listed, initial_option: option('select') },
    oneSource,
    initialAmongOptions,
  ),
  multi_static_select: element(
    {},
    { ...menu, ...listed, ...several, initial_options: options('select', LIMITS.selectOptions) },
    oneSource,
    initialAmongOptions,
  ),
  external_select: element({}, { ...menu, ...searched, initial_option: option('select') }),
  multi_external_select: element(
    {},
    { ...menu, ...searched, ...several, initial_options: options('select', LIMITS.selectOptions) },
  ),
  users_select: element({}, { ...menu, initial_user: userId }),
  multi_users_select: element({}, { ...menu, ...several, initial_users: list(userId) }),
  conversations_select: element(
    {},
    { ...menu, ...conversations, initial_conversation: conversationId, response_url_enabled: boolean },
  ),
  multi_conversations_select: element(
    {},
    { ...menu, ...conversations, ...several, initial_conversations: list(conversationId) },
  ),
  channels_select: element({}, { ...menu, initial_channel: conversationId, response_url_enabled: boolean }),
  multi_channels_select: element({}, { ...menu, ...several, initial_channels: list(conversationId) }),
  datepicker: element({}, { ...menu, initial_date: string({ like: /^\d{4}-\d\d-\d\d$/ }) }),
  timepicker: element(
    {},
    { ...menu, initial_time: string({ like: /^([01]\d|2[0-3]):[0-5]\d$/ }), timezone: string() },
  ),
  datetimepicker: element(
    {},
    { ...confirmable, ...focusable, initial_date_time: integer({ min: 1_000_000_000, max: 9_999_999_999 }) },
  ),
  plain_text_input: element(
    {},
    {
      ...typed,
      initial_value: string({ min: 0 }),
      multiline: boolean,
      min_length: integer({ min: 0, max: LIMITS.plainTextInput }),
      max_length: integer({ min: 1, max: LIMITS.plainTextInput }),
    },
    initialFits,
    lengthsFit,
  ),
  email_text_input: element({}, { ...typed, initial_value: string({ min: 0 }) }),
  url_text_input: element({}, { ...typed, initial_value: string({ min: 0 }) }),
  number_input: element(
    { is_decimal_allowed: boolean },
    { ...typed, initial_value: string(), min_value: string(), max_value: string() },
  ),
  rich_text_input: element(
    {},
    {
      ...typed,
      initial_value: richText,
      min_lines: integer({ min: 1, max: 100 }),
      max_lines: integer({ min: 1, max: 100 }),
    },
  ),
  file_input: element(
    {},
    { filetypes: list(string()), max_files: integer({ min: 1, max: LIMITS.inputFiles }) },
  ),
  image: all(
    object({ type: string(), alt_text: string({ max: LIMITS.altText }) }, imageSource),
    exactlyOne('image_url', 'slack_file'),
  ),
};

/** Elements that not every surface has (docs.slack.dev: "Block Elements", column "Surfaces"). */
const SURFACES: Record<string, Surface[]> = {
  email_text_input: ['modal'],
  url_text_input: ['modal'],
  number_input: ['modal'],
  file_input: ['modal'],
  datetimepicker: ['modal', 'message'],
  rich_text_input: ['modal', 'home'],
};

const SELECTS = [
  'static_select',
  'external_select',
  'users_select',
  'conversations_select',
  'channels_select',
].flatMap((type) => [type, `multi_${type}`]);

/** What may stand in an actions block. */
export const actionsElement = elementOf([
  ...['button', 'checkboxes', 'datepicker', 'datetimepicker', 'overflow', 'radio_buttons'],
  ...['timepicker', 'rich_text_input'],
  ...SELECTS,
]);

/** What may stand beside a section. */
export const accessory = elementOf([
  ...['button', 'checkboxes', 'datepicker', 'image', 'overflow', 'radio_buttons', 'timepicker'],
  ...SELECTS,
]);

/** What may stand in an input block. */
export const inputElement = elementOf([
  ...['checkboxes', 'datepicker', 'datetimepicker', 'email_text_input', 'file_input', 'number_input'],
  ...['plain_text_input', 'radio_buttons', 'rich_text_input', 'timepicker', 'url_text_input'],
  ...SELECTS,
]);

export const buttonElement = elementOf(['button']);
export const imageElement = elementOf(['image']);

function elementOf(types: string[]): Rule {
  const known = byType(Object.fromEntries(types.map((type) => [type, ELEMENTS[type] as Rule])));
  return all(known, (value, place) => {
    const type = asString((value as Dict | undefined)?.type);
    const surfaces = SURFACES[type];
    if (surfaces && !surfaces.includes(place.surface)) report(place, `${type} is not for a ${place.surface}`);
  });
}
