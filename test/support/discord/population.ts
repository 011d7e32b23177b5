import { payload } from './fixtures.ts';
import { type PermissionName, permissionsOf } from './people/permissions.ts';
import type { ChannelState, GuildState, MemberState, World } from './world.ts';

export interface GuildOptions {
  id?: string;
  name: string;
  locale?: string;
  /** Names of roles beside @everyone. */
  roles?: readonly string[];
  /** False: the app is not installed there. */
  botIsIn?: boolean;
}

export interface ChannelOptions {
  id?: string;
  name: string;
  guildId: string;
  /** "Channel Types"; text by default. */
  type?: number;
  /** False: 50001. */
  botCanSee?: boolean;
  /** False: 50013. */
  botCanSend?: boolean;
}

export interface MemberOptions {
  id?: string;
  name: string;
  guildId: string;
  /** Beside what every member may do; a bigint says all. */
  permissions?: readonly PermissionName[] | bigint;
  locale?: string;
  avatar?: string | null;
  nick?: string | null;
  roles?: readonly string[];
  bot?: boolean;
  /** Was a member once. */
  left?: boolean;
  /** False: direct messages to them fail with 50007. */
  dmsOpen?: boolean;
  /** The server's settings show them the app's commands, whatever default_member_permissions says. */
  seesCommands?: boolean;
}

/** A guild with the bot as its first member and a channel #general. */
export function addGuild(world: World, options: GuildOptions): GuildState {
  const id = options.id ?? world.ids.next();
  const everyone = payload('role', { id, permissions: permissionsOf([]).toString() });
  const roles = (options.roles ?? []).map((name, index) =>
    payload('role', { id: world.ids.next(), name, position: index + 1 }),
  );
  const guild: GuildState = {
    id,
    name: options.name,
    locale: options.locale ?? 'en-US',
    ownerId: world.ids.next(),
    botIsIn: options.botIsIn ?? true,
    roles: [everyone, ...roles],
    members: new Map([[world.botId, membership(world.botId, {})]]),
    commands: [],
    creates: [],
  };
  world.guilds.set(id, guild);
  addChannel(world, { name: 'general', guildId: id });
  return guild;
}

export function addChannel(world: World, options: ChannelOptions): ChannelState {
  const channel: ChannelState = {
    id: options.id ?? world.ids.next(),
    name: options.name,
    type: options.type ?? 0,
    guildId: options.guildId,
    botCanSee: options.botCanSee ?? true,
    botCanSend: options.botCanSend ?? true,
    deleted: false,
  };
  world.channels.set(channel.id, channel);
  return channel;
}

/** A person, known from then on, as member of a guild. Returns their id. */
export function addMember(world: World, options: MemberOptions): string {
  const guild = world.guilds.get(options.guildId);
  if (!guild) throw new Error(`The double has no guild ${options.guildId}`);
  const id = options.id ?? world.ids.next();
  world.users.set(id, {
    id,
    username: options.name.toLowerCase().replaceAll(/[^a-z0-9._]/g, ''),
    globalName: options.name,
    bot: options.bot ?? false,
    avatar: options.avatar ?? null,
    locale: options.locale ?? 'en-US',
    dmsOpen: options.dmsOpen ?? true,
  });
  guild.members.set(id, membership(id, options));
  return id;
}

function membership(userId: string, options: Partial<MemberOptions>): MemberState {
  return {
    userId,
    permissions: permissionsOf(options.permissions ?? []),
    nick: options.nick ?? null,
    roles: [...(options.roles ?? [])],
    left: options.left ?? false,
    seesCommands: options.seesCommands ?? false,
  };
}
