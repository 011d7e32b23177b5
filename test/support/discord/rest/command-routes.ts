import { isDeepStrictEqual } from 'node:util';
import { ApiError, refuse } from '../api-error.ts';
import { type CommandBody, checkCommand } from '../check/command.ts';
import { Findings } from '../check/findings.ts';
import { limits } from '../check/limits.ts';
import { problemsIn } from '../check/sound.ts';
import { checkAgainstSpec } from '../check/spec.ts';
import { asCommand, withoutDictionaries } from '../command-json.ts';
import type { CommandJson } from '../wire.ts';
import type { GuildState, World } from '../world.ts';
import { noContent, ok, type Route, type RouteContext } from './route.ts';

const guildCommands = '/applications/:application/guilds/:guild/commands';

/** @see https://docs.discord.com/developers/interactions/application-commands#endpoints */
export const commandRoutes: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/applications/:application/commands',
    run: ({ world }) => ok(world.globalCommands),
  },
  {
    method: 'GET',
    pattern: guildCommands,
    run(context) {
      const { commands } = guildOf(context);
      const whole = context.query.get('with_localizations') === 'true';
      return ok(whole ? commands : commands.map((command) => withoutDictionaries(command)));
    },
  },
  {
    method: 'PUT',
    pattern: guildCommands,
    run(context) {
      const { world, raw } = context;
      const guild = guildOf(context);
      if (!Array.isArray(raw)) throw new ApiError('bad_json');
      const bodies = raw as CommandBody[];
      refuse(bodies.flatMap((body, index) => problemsOf('overwrite command', body, String(index))));
      refuse(duplicates(bodies));
      const commands = bodies.map((body) => made(world, guild, body));
      assertCounts(commands);
      countCreates(world, guild, bodies.filter((body) => !existing(guild, body)).length);
      guild.commands = commands;
      return ok(commands);
    },
  },
  {
    method: 'POST',
    pattern: guildCommands,
    run(context) {
      const { world } = context;
      const guild = guildOf(context);
      const body = context.body as unknown as CommandBody;
      refuse(problemsOf('create command', body));
      const before = existing(guild, body);
      const command = made(world, guild, body);
      const commands = [...guild.commands.filter((one) => one.id !== command.id), command];
      assertCounts(commands);
      if (!before) countCreates(world, guild, 1);
      guild.commands = commands;
      return { status: before ? 200 : 201, body: command };
    },
  },
  {
    method: 'GET',
    pattern: `${guildCommands}/:command`,
    run: (context) => ok(commandOf(context).command),
  },
  {
    method: 'PATCH',
    pattern: `${guildCommands}/:command`,
    run(context) {
      const { guild, command } = commandOf(context);
      refuse(checkAgainstSpec('edit command', context.body));
      const body = { ...command, ...context.body } as CommandBody;
      refuse(checkCommand(body));
      const next = { ...asCommand(body, command), version: context.world.ids.next() };
      guild.commands = guild.commands.map((one) => (one.id === command.id ? next : one));
      return ok(next);
    },
  },
  {
    method: 'DELETE',
    pattern: `${guildCommands}/:command`,
    run(context) {
      const { guild, command } = commandOf(context);
      guild.commands = guild.commands.filter((one) => one.id !== command.id);
      return noContent;
    },
  },
];

function guildOf({ world, params }: RouteContext): GuildState {
  if (params.application !== world.applicationId) throw new ApiError('unknown_application');
  const guild = world.guilds.get(params.guild ?? '');
  if (!guild?.botIsIn) throw new ApiError('missing_access');
  return guild;
}

function commandOf(context: RouteContext): { guild: GuildState; command: CommandJson } {
  const guild = guildOf(context);
  const command = guild.commands.find(({ id }) => id === context.params.command);
  if (!command) throw new ApiError('unknown_command');
  return { guild, command };
}

function problemsOf(spec: 'overwrite command' | 'create command', body: CommandBody, path = '') {
  return problemsIn(() => checkCommand(body, path), checkAgainstSpec(spec, body, path));
}

const keyOf = ({ name, type }: CommandBody) => `${type ?? 1} ${name}`;

function existing(guild: GuildState, body: CommandBody): CommandJson | undefined {
  return guild.commands.find((command) => keyOf(command) === keyOf(body));
}

/** The command that the body makes: the old one when nothing differs, else with a new version. */
function made(world: World, guild: GuildState, body: CommandBody): CommandJson {
  const before = existing(guild, body);
  const frame = {
    id: before?.id ?? world.ids.next(),
    application_id: world.applicationId,
    guild_id: guild.id,
    version: before?.version ?? world.ids.next(),
  };
  const command = asCommand(body, frame);
  return before && isDeepStrictEqual(before, command) ? before : { ...command, version: world.ids.next() };
}

function duplicates(bodies: readonly CommandBody[]) {
  const found = new Findings();
  const named = bodies.map((body, index) => ({ path: `${index}.name`, value: keyOf(body) }));
  found.unique(named, 'APPLICATION_COMMANDS_DUPLICATE_NAME', 'Application command names must be unique');
  return found.problems;
}

function assertCounts(commands: readonly CommandJson[]): void {
  for (const [type, max] of Object.entries(limits.command.perType))
    if (commands.filter((command) => String(command.type) === type).length > max)
      throw new ApiError('too_many_commands');
}

/** "There is a global rate limit of 200 application command creates per day, per guild." */
function countCreates(world: World, guild: GuildState, created: number): void {
  const dayAgo = world.clock.now() - 24 * 60 * 60_000;
  guild.creates = guild.creates.filter((at) => at > dayAgo);
  if (guild.creates.length + created > limits.command.createsPerDay) throw new ApiError('too_many_creates');
  guild.creates.push(...Array.from({ length: created }, () => world.clock.now()));
}
