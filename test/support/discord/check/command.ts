import type { Problem } from '../api-error.ts';
import { type CommandJson, type CommandOptionJson, OptionType } from '../wire.ts';
import { checkChoices, checkLocalizedText, checkName, longest } from './command-words.ts';
import { Findings, lengthOf } from './findings.ts';
import { limits } from './limits.ts';

export type CommandBody = Partial<Omit<CommandJson, 'name'>> & { name: string };

const isFolder = (option: CommandOptionJson) =>
  option.type === OptionType.subcommand || option.type === OptionType.group;

const withChoices: readonly number[] = [OptionType.string, OptionType.integer, OptionType.number];

/**
 * What Discord would refuse in a command of one guild.
 * @see https://docs.discord.com/developers/interactions/application-commands
 */
export function checkCommand(command: CommandBody, path = ''): Problem[] {
  const found = new Findings();
  const at = path === '' ? '' : `${path}.`;
  const typed = (command.type ?? 1) === 1;
  checkName(found, `${at}name`, command, typed);
  if (typed) checkLocalizedText(found, `${at}description`, command, 'description');
  else if (command.description)
    found.add(
      `${at}description`,
      'APPLICATION_COMMANDS_DESCRIPTION_NOT_ALLOWED',
      'Only slash commands have a description',
    );
  if (!typed && command.options?.length)
    found.add(`${at}options`, 'APPLICATION_COMMANDS_OPTIONS_NOT_ALLOWED', 'Only slash commands have options');
  if (typed) checkOptionList(found, `${at}options`, command.options ?? [], 0);
  checkPermissions(found, `${at}default_member_permissions`, command.default_member_permissions);
  if (command.contexts?.some((context) => context !== 0))
    found.add(
      `${at}contexts`,
      'APPLICATION_COMMAND_CONTEXT_NOT_SUPPORTED',
      'Guild commands are for the guild only (0)',
    );
  const total = sizeOf(command);
  if (total > limits.command.total)
    found.add(
      path,
      'APPLICATION_COMMAND_TOO_LARGE',
      `Command exceeds maximum size (${limits.command.total}). (It has ${total}.)`,
    );
  return found.problems;
}

/** Sent as a string of digits: the set has more bits than a number holds. */
function checkPermissions(found: Findings, path: string, value: unknown): void {
  if (value === undefined || value === null) return;
  if (typeof value !== 'string' || !/^\d+$/.test(value))
    found.add(path, 'BITFIELD_TYPE_CONVERT', 'A set of permissions is a string of digits');
}

function checkOptionList(
  found: Findings,
  path: string,
  options: readonly CommandOptionJson[],
  depth: number,
): void {
  found.count(path, options.length, 0, limits.command.options);
  if (options.some(isFolder) && !options.every(isFolder))
    found.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Subcommands and groups cannot stand beside other options',
    );
  const firstOptional = options.findIndex((option) => !option.required);
  for (const [index, option] of options.entries()) {
    const at = `${path}.${index}`;
    checkName(found, `${at}.name`, option, true);
    checkLocalizedText(found, `${at}.description`, option, 'description');
    if (option.required && firstOptional !== -1 && index > firstOptional && !isFolder(option))
      found.add(
        at,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
      );
    if (isFolder(option)) checkFolder(found, at, option, depth);
    else checkPlainOption(found, at, option);
  }
  checkUniqueNames(found, path, options);
}

/** Command, group, subcommand: that is the only nesting. */
function checkFolder(found: Findings, path: string, option: CommandOptionJson, depth: number): void {
  const children = option.options ?? [];
  const tooDeep = option.type === OptionType.group ? depth > 0 : depth > 1;
  const holdsWrong =
    option.type === OptionType.group
      ? children.some((child) => child.type !== OptionType.subcommand)
      : children.some(isFolder);
  if (tooDeep || holdsWrong)
    found.add(
      path,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'A group holds subcommands, a subcommand holds options, and no more',
    );
  checkOptionList(found, `${path}.options`, children, depth + 1);
}

function checkPlainOption(found: Findings, path: string, option: CommandOptionJson): void {
  if (option.options?.length)
    found.add(
      `${path}.options`,
      'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
      'Only groups and subcommands hold options',
    );
  const choosable = withChoices.includes(option.type);
  if (option.choices?.length) {
    if (!choosable)
      found.add(`${path}.choices`, 'APPLICATION_COMMAND_OPTION_CHOICES_TYPE', 'This type has no choices');
    checkChoices(found, `${path}.choices`, option.choices, option.type);
  }
  if (option.autocomplete && !choosable)
    found.add(
      `${path}.autocomplete`,
      'APPLICATION_COMMAND_AUTOCOMPLETE_TYPE',
      'This type has no autocomplete',
    );
  if (option.autocomplete && option.choices?.length)
    found.add(
      path,
      'APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES',
      'Autocomplete and choices exclude each other',
    );
  const { min_length: min = 0, max_length: max = limits.command.optionText } = option;
  if (min < 0 || max < 1 || min > max || max > limits.command.optionText)
    found.add(path, 'NUMBER_TYPE_RANGE', `From ${min} to ${max} is no range of lengths`);
}

/** Names are unique, and unique within each locale, where a name without translation counts as it is. */
function checkUniqueNames(found: Findings, path: string, options: readonly CommandOptionJson[]): void {
  const locales = new Set(options.flatMap((option) => Object.keys(option.name_localizations ?? {})));
  for (const locale of ['', ...locales])
    found.unique(
      options.map((option, index) => ({
        path: `${path}.${index}.name${locale && '_localizations.'}${locale}`,
        value: option.name_localizations?.[locale] ?? option.name,
      })),
      'APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
      'Option names must be unique',
    );
}

/** Characters counted against 8000: of every name and description the longest language, and the choices' values. */
function sizeOf(item: CommandBody | CommandOptionJson): number {
  const choices = 'choices' in item ? (item.choices ?? []) : [];
  const own =
    longest(item.name, item.name_localizations) +
    longest(item.description ?? '', item.description_localizations);
  const chosen = choices.reduce(
    (sum, choice) => sum + longest(choice.name, choice.name_localizations) + lengthOf(String(choice.value)),
    0,
  );
  return (item.options ?? []).reduce((sum, option) => sum + sizeOf(option), own + chosen);
}
