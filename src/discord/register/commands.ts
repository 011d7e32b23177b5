import {
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandOption,
  type APIApplicationCommandSubcommandOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
  type RESTPostAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { type Catalogue, type NamedOption, optionsOf } from '#chat/catalogue.ts';
import type { Command } from '#chat/command.ts';
import { LIMITS } from '../limits.ts';
import { completes } from '../read/command.ts';
import { memberMenus } from '../read/member-menu.ts';
import { describe, menuName, named } from './texts.ts';

/** A command as Discord's API takes it. */
export type CommandBody = RESTPostAPIApplicationCommandsJSONBody;

/** How long descriptions may be, until the whole command has at most 8000 characters. */
const WIDTHS = [100, 80, 64, 52, 42, 34] as const;

/**
 * All commands of the catalogue as Discord knows commands: one `/hexa` with groups and subcommands, and the entries of
 * a member's menu. In the guild only, and hidden from those without Manage Server: a default that a guild may
 * change and that is never relied upon. Throws RangeError where the catalogue is too large for `/hexa`.
 */
export function discordCommands(catalogue: Catalogue): CommandBody[] {
  const slash = WIDTHS.map((width) => slashCommand(catalogue, width));
  const fitting = slash.find((command) => sizeOf(command) <= LIMITS.command.total);
  if (fitting === undefined) throw new RangeError(`/hexa has more than ${LIMITS.command.total} characters`);
  return [fitting, ...memberMenus(catalogue).map(memberMenu)];
}

const COMMON = {
  default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

function memberMenu(menu: Parameters<typeof menuName>[0]): CommandBody {
  return { type: ApplicationCommandType.User, ...menuName(menu), ...COMMON };
}

function slashCommand(catalogue: Catalogue, width: number): CommandBody {
  const groups = new Map<string, Command[]>();
  for (const command of catalogue.commands) {
    const [first = ''] = command.path.split(' ');
    groups.set(first, [...(groups.get(first) ?? []), command]);
  }
  const options = named(
    [...groups].map(([name, commands]): APIApplicationCommandOption => {
      const [only] = commands;
      if (commands.length === 1 && only?.path === name) return subcommand(only, name, width);
      return {
        type: ApplicationCommandOptionType.SubcommandGroup,
        name,
        ...describe(({ discord }) => discord.groups[name], width),
        options: named(commands.map((command) => subcommand(command, lastOf(command.path), width))),
      };
    }),
  );
  return {
    type: ApplicationCommandType.ChatInput,
    name: 'hexa',
    ...describe(({ screens }) => screens.common.appName, width),
    options,
    ...COMMON,
  };
}

/** A command whose first word is a group of others too would be its own group; no catalogue has one. */
function lastOf(path: string): string {
  return path.split(' ').slice(1).join('-') || path;
}

function subcommand(command: Command, name: string, width: number): APIApplicationCommandSubcommandOption {
  const options = optionsOf(command).filter(({ ask }) => ask === 'option');
  // Required ones must come first ("Application Commands", Application Command Option Structure).
  const sorted = [...options.filter((each) => each.required), ...options.filter((each) => !each.required)];
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name,
    ...describe(({ commands }) => commands[command.path]?.summary, width),
    options: named(sorted.map((each) => option(command, each, width))),
  };
}

/**
 * Every option is text: a user is named by mention, email, name or id, and so is no option of type USER, which takes
 * members only; suggestions help to find them.
 */
function option(
  command: Command,
  { name, kind, required, choices }: NamedOption,
  width: number,
): APIApplicationCommandBasicOption {
  const base = {
    type: ApplicationCommandOptionType.String as const,
    name,
    ...describe(({ commands }) => commands[command.path]?.options[name], width),
    required,
  };
  if (kind === 'choice') return { ...base, choices: named(choices.map((value) => ({ name: value, value }))) };
  return completes(kind) ? { ...base, autocomplete: true } : base;
}

interface Sized {
  name: string;
  name_localizations?: Localised;
  description?: string | undefined;
  description_localizations?: Localised;
  value?: string | number;
  options?: readonly Sized[] | undefined;
  choices?: readonly Sized[] | undefined;
}
type Localised = Readonly<Record<string, string | null | undefined>> | null | undefined;

/** As Discord counts: names, descriptions and values, each in its longest language. */
function sizeOf(item: Sized): number {
  const longest = (text = '', others?: Localised): number =>
    Math.max(text.length, ...Object.values(others ?? {}).map((other) => other?.length ?? 0));
  const inner = [...(item.options ?? []), ...(item.choices ?? [])];
  return inner.reduce(
    (sum, each) => sum + sizeOf(each),
    longest(item.name, item.name_localizations) +
      longest(item.description, item.description_localizations) +
      String(item.value ?? '').length,
  );
}
