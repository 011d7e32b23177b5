import { lengthOf } from '../check/findings.ts';
import { type CommandJson, type CommandOptionJson, type Json, OptionType } from '../wire.ts';
import type { World } from '../world.ts';
import { ClientRefusal, refuseUnless } from './refusal.ts';
import { resolve } from './resolved.ts';

/** A person, role or channel stands for its id. */
export type OptionValue = string | number | boolean | { readonly id: string };

export interface Typed {
  command: CommandJson;
  /** Of APPLICATION_COMMAND, or of APPLICATION_COMMAND_AUTOCOMPLETE when something is focused. */
  data: Json;
  focusedType?: number;
}

interface Typing {
  world: World;
  guildId: string | undefined;
  /** What stands in the picker of this person. */
  commands: readonly CommandJson[];
  values: Readonly<Record<string, OptionValue>>;
  /** The option that is being typed. */
  focused?: string;
  /** Sends also what the client would not. */
  force: boolean;
}

/** Turns `/hexa users list` and its options into what Discord's client would send, or refuses like it. */
export function typeCommand(line: string, typing: Typing): Typed {
  const [name = '', ...path] = line.trim().replace(/^\//, '').split(/\s+/);
  const command = typing.commands.find((one) => one.type === 1 && one.name === name);
  refuseUnless(command, `No command /${name} is registered there: ${listOf(typing.commands)}`);
  const folders: CommandOptionJson[] = [];
  let level: readonly CommandOptionJson[] = command.options ?? [];
  for (const part of path) {
    const folder = level.find((option) => option.name === part && isFolder(option));
    refuseUnless(folder, `${line}: there is no "${part}", only ${level.map((option) => option.name)}`);
    folders.push(folder);
    level = folder.options ?? [];
  }
  refuseUnless(!level.some(isFolder), `${line} cannot be used alone, only with ${level.map((o) => o.name)}`);

  const ids: string[] = [];
  const options = optionsOf(line, level, typing, ids);
  const nested = folders.reduceRight<Json[]>(
    (inner, folder) => [{ type: folder.type, name: folder.name, options: inner }],
    options,
  );
  const focusedType = level.find((option) => option.name === typing.focused)?.type;
  return {
    command,
    ...(focusedType !== undefined && { focusedType }),
    data: {
      id: command.id,
      name: command.name,
      type: command.type,
      ...(command.guild_id !== undefined && { guild_id: command.guild_id }),
      options: nested,
      ...(ids.length > 0 && { resolved: resolve(typing.world, typing.guildId, ids) }),
    },
  };
}

const isFolder = ({ type }: CommandOptionJson) => type === OptionType.subcommand || type === OptionType.group;

function listOf(commands: readonly CommandJson[]): string {
  return commands.map((command) => `/${command.name}`).join(', ') || 'none at all';
}

function optionsOf(
  line: string,
  registered: readonly CommandOptionJson[],
  { values, focused, force }: Typing,
  ids: string[],
): Json[] {
  for (const name of [...Object.keys(values), ...(focused === undefined ? [] : [focused])])
    refuseUnless(
      registered.some((option) => option.name === name),
      `${line} has no option "${name}", only ${registered.map((option) => option.name)}`,
    );
  const missing = registered.filter((option) => option.required && values[option.name] === undefined);
  refuseUnless(
    force || focused !== undefined || missing.length === 0,
    `${line} cannot be sent without ${missing.map((option) => option.name)}`,
  );
  return registered.flatMap((option) => {
    const value = values[option.name] ?? (option.name === focused ? '' : undefined);
    if (value === undefined) return [];
    const isFocused = option.name === focused;
    if (isFocused) refuseUnless(option.autocomplete, `${line}: "${focused}" has no autocomplete`);
    const sent = force || isFocused ? raw(value) : typed(`${line} ${option.name}`, option, value);
    if (typeof value === 'object') ids.push(value.id);
    return [{ name: option.name, type: option.type, value: sent, ...(isFocused && { focused: true }) }];
  });
}

const raw = (value: OptionValue) => (typeof value === 'object' ? value.id : value);

/** The value as the client sends it, after the checks that the client makes. */
function typed(where: string, option: CommandOptionJson, value: OptionValue): string | number | boolean {
  const choice = option.choices?.find((one) => one.name === value || one.value === value);
  refuseUnless(
    !option.choices?.length || choice,
    `${where}: ${raw(value)} is not among ${option.choices?.map((one) => one.name)}`,
  );
  if (choice) return choice.value;
  switch (option.type) {
    case OptionType.string:
      refuseUnless(typeof value === 'string', `${where} takes a text`);
      refuseUnless(
        lengthOf(value) >= (option.min_length ?? 0) && lengthOf(value) <= (option.max_length ?? 6000),
        `${where} takes ${option.min_length ?? 0} to ${option.max_length ?? 6000} characters`,
      );
      return value;
    case OptionType.integer:
    case OptionType.number:
      refuseUnless(
        typeof value === 'number' && (option.type === OptionType.number || Number.isInteger(value)),
        `${where} takes a number`,
      );
      refuseUnless(
        value >= (option.min_value ?? -Infinity) && value <= (option.max_value ?? Infinity),
        `${where} takes ${option.min_value} to ${option.max_value}`,
      );
      return value;
    case OptionType.boolean:
      refuseUnless(typeof value === 'boolean', `${where} takes true or false`);
      return value;
    case OptionType.user:
    case OptionType.role:
    case OptionType.channel:
    case OptionType.mentionable:
      refuseUnless(typeof value === 'object', `${where} takes a person, role or channel, picked from a list`);
      return value.id;
    default:
      throw new ClientRefusal(`${where}: the double cannot fill in options of type ${option.type}`);
  }
}
