import { LIMITS } from '../limits.ts';
import { asDict, asDicts, type Dict, isDict } from '../types.ts';
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

/** Text object (docs.slack.dev: "Text object"). `emoji` is for plain_text, `verbatim` for mrkdwn. */
export function plainText(max: number): Rule {
  return object({ type: oneOf('plain_text'), text: string({ max }) }, { emoji: boolean });
}

function mrkdwn(max: number): Rule {
  return object({ type: oneOf('mrkdwn'), text: string({ max }) }, { verbatim: boolean });
}

export function anyText(max: number): Rule {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) });
}

/** Confirmation dialog object: all but `style` is required by its page. */
export const confirm: Rule = object(
  {
    title: plainText(LIMITS.confirmTitle),
    text: anyText(LIMITS.confirmText),
    confirm: plainText(LIMITS.confirmButton),
    deny: plainText(LIMITS.confirmButton),
  },
  { style: oneOf('primary', 'danger') },
);

type OptionKind = 'select' | 'overflow' | 'marked';

/** Option object: mrkdwn only in radio buttons and checkboxes, `url` only in overflow menus. */
export function option(kind: OptionKind): Rule {
  const text = kind === 'marked' ? anyText : plainText;
  return object(
    { text: text(LIMITS.optionText), value: string({ max: LIMITS.optionValue }) },
    {
      description: text(LIMITS.optionDescription),
      ...(kind === 'overflow' ? { url: webUrl(LIMITS.optionUrl) } : {}),
    },
  );
}

/** A list of options whose values differ. */
export function options(kind: OptionKind, max: number, min = 1): Rule {
  return all(list(option(kind), { min, max }), (value, place) => {
    const values = asDicts(value).map((one) => one.value);
    const twice = values.find((one, index) => values.indexOf(one) !== index);
    if (twice !== undefined) report(place, `two options have the value ${String(twice)}`);
  });
}

/** Option group object. */
export const optionGroups: Rule = list(
  object({
    label: plainText(LIMITS.optionGroupLabel),
    options: options('select', LIMITS.groupOptions),
  }),
  { max: LIMITS.optionGroups },
);

/** The initial options are among the options, to the letter, and not more than may be chosen. */
export const initialAmongOptions: Rule = all(
  check((element) => {
    const listed = [
      ...asDicts(element.options),
      ...asDicts(element.option_groups).flatMap((group) => asDicts(group.options)),
    ];
    const initial = asDicts([element.initial_option, ...asDicts(element.initial_options)]);
    const stray = initial.find((one) => !listed.some((other) => sameOption(one, other)));
    return stray && `initial option ${String(asDict(stray.text).text)} is not one of the options`;
  }),
  check((element) => {
    const chosen = asDicts(element.initial_options).length;
    const most = Number(element.max_selected_items ?? Number.POSITIVE_INFINITY);
    return chosen > most ? `more initial options than max_selected_items` : undefined;
  }),
);

function sameOption(one: Dict, other: Dict): boolean {
  const key = (option: Dict): string =>
    JSON.stringify([
      textKey(option.text),
      option.value,
      isDict(option.description) ? textKey(option.description) : '',
    ]);
  return key(one) === key(other);
}

function textKey(text: unknown): unknown[] {
  return [asDict(text).type, asDict(text).text];
}

/** A link that a person may open. */
export function webUrl(max: number): Rule {
  return all(string({ max }), (value, place) => {
    const good = typeof value === 'string' && URL.canParse(value) && /^(https?|mailto|slack):/.test(value);
    if (!good) report(place, 'must be a valid url');
  });
}

const PRIVATE_HOST =
  /^(localhost|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|0\.0\.0\.0|\[)|\.(local|internal|localhost|test)$/;

/** An address that Slack's servers can fetch an image from. */
const publicImageUrl: Rule = all(string({ max: LIMITS.imageUrl }), (value, place) => {
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : undefined;
  if (url?.protocol !== 'https:') return report(place, 'image url must be https');
  if (PRIVATE_HOST.test(url.hostname) || !url.hostname.includes('.'))
    report(place, 'image url must be public');
});

/** The two ways to say which image: an address, or a file in Slack. */
export const imageSource: Record<string, Rule> = {
  image_url: publicImageUrl,
  slack_file: all(object({}, { id: string(), url: string() }), exactlyOne('id', 'url')),
};

/** Dispatch action configuration object. */
export const dispatchActionConfig: Rule = object({
  trigger_actions_on: list(oneOf('on_enter_pressed', 'on_character_entered'), { max: 2 }),
});

/** Conversation filter object. */
export const conversationFilter: Rule = object(
  {},
  {
    include: list(oneOf('im', 'mpim', 'private', 'public')),
    exclude_external_shared_channels: boolean,
    exclude_bot_users: boolean,
  },
);

export const maxSelected: Rule = integer({ min: 1 });
