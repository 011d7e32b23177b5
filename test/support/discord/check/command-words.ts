import { type ChoiceJson, OptionType } from '../wire.ts';
import { type Findings, lengthOf } from './findings.ts';
import { limits } from './limits.ts';

/** @see https://docs.discord.com/developers/interactions/application-commands#application-command-object-application-command-naming */
const typedName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

/** @see https://docs.discord.com/developers/reference#locales */
const locales: ReadonlySet<string> = new Set(
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  ),
);

type Translations = Record<string, string> | null | undefined;

interface Named {
  name: string;
  name_localizations?: Translations;
  description?: string;
  description_localizations?: Translations;
}

/** @param typed Names that people type are lower case and have no spaces; those of context menus are free. */
export function checkName(found: Findings, path: string, named: Named, typed: boolean): void {
  for (const [at, name] of translated(found, path, named.name, named.name_localizations)) {
    if (!found.required(at, name)) continue;
    if (!typed) found.text(at, name, limits.command.name, 1);
    else if (!typedName.test(name) || name !== name.toLowerCase())
      found.add(at, 'APPLICATION_COMMAND_INVALID_NAME', `Command name is invalid: ${name}`);
  }
}

export function checkLocalizedText(found: Findings, path: string, item: Named, field: 'description'): void {
  for (const [at, text] of translated(found, path, item[field], item.description_localizations))
    if (found.required(at, text)) found.text(at, text, limits.command.description, 1);
}

/** The value itself and each translation, with the paths to them; complains of languages that Discord has not. */
function* translated(
  found: Findings,
  path: string,
  value: string | undefined,
  others: Translations,
): Generator<[path: string, value: string | undefined]> {
  yield [path, value];
  for (const [locale, text] of Object.entries(others ?? {})) {
    const at = `${path}_localizations.${locale}`;
    if (!locales.has(locale)) found.add(at, 'BASE_TYPE_CHOICES', `Not a locale of Discord's: ${locale}`);
    yield [at, text];
  }
}

/** Choices of a command's option, and those that answer an autocomplete. */
export function checkChoices(
  found: Findings,
  path: string,
  choices: readonly ChoiceJson[],
  type: number,
): void {
  found.count(path, choices.length, 0, limits.command.choices);
  for (const [index, choice] of choices.entries()) {
    const at = `${path}.${index}`;
    for (const [where, name] of translated(found, `${at}.name`, choice.name, choice.name_localizations))
      if (found.required(where, name)) found.text(where, name, limits.command.choiceName, 1);
    checkChoiceValue(found, `${at}.value`, choice.value, type);
  }
  found.unique(
    choices.map(({ name }, index) => ({ path: `${path}.${index}.name`, value: name })),
    'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATE',
    'Choice names must be unique',
  );
}

function checkChoiceValue(found: Findings, path: string, value: unknown, type: number): void {
  if (type === OptionType.string) {
    if (found.required(path, value)) found.text(path, value, limits.command.choiceValue, 1);
  } else if (typeof value !== 'number' || (type === OptionType.integer && !Number.isInteger(value)))
    found.add(path, 'NUMBER_TYPE_COERCE', `Not a number of this option's type: ${String(value)}`);
}

/** How much a text counts: its longest language. */
export function longest(text: string, others: Translations): number {
  return Math.max(lengthOf(text), ...Object.values(others ?? {}).map(lengthOf));
}
