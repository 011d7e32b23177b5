import { payload } from './fixtures.ts';
import type { Json } from './wire.ts';
import type { ChannelState, GuildState, World } from './world.ts';

/** What the bot may do in every channel that it sees: the permissions of a usual invite link. */
export const botPermissions = (
  (1n << 10n) |
  (1n << 11n) |
  (1n << 14n) |
  (1n << 16n) |
  (1n << 31n)
).toString();

/** @see https://docs.discord.com/developers/resources/user#user-object */
export function userJson(world: World, userId: string): Json {
  const user = world.users.get(userId);
  if (!user) throw new Error(`No user ${userId} in the double`);
  return payload('user', {
    id: user.id,
    username: user.username,
    global_name: user.globalName,
    avatar: user.avatar,
    bot: user.bot,
  });
}

/**
 * @see https://docs.discord.com/developers/resources/guild#guild-member-object
 * @param whole True in interactions and REST; in resolved data `user`, `deaf` and `mute` are missing.
 */
export function memberJson(world: World, guild: GuildState, userId: string, whole = true): Json {
  const member = guild.members.get(userId);
  if (!member) throw new Error(`User ${userId} is no member of ${guild.name}`);
  const json = payload('member', {
    nick: member.nick,
    roles: member.roles,
    permissions: member.permissions.toString(),
  });
  if (whole) return { ...json, user: userJson(world, userId) };
  const { deaf, mute, ...partial } = json;
  return partial;
}

/** @see https://docs.discord.com/developers/resources/guild#guild-object */
export function guildJson(guild: GuildState): Json {
  return payload('guild', {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    roles: guild.roles,
  });
}

/** @see https://docs.discord.com/developers/resources/channel#channel-object */
export function channelJson(world: World, channel: ChannelState): Json {
  if (channel.recipientId !== undefined)
    return payload('dm-channel', { id: channel.id, recipients: [userJson(world, channel.recipientId)] });
  // Send Messages, denied to everybody, as a server's settings do it.
  const denied = { id: channel.guildId, type: 0, allow: '0', deny: String(1n << 11n) };
  return payload('channel', {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    permission_overwrites: channel.botCanSend ? [] : [denied],
  });
}

/** @see https://docs.discord.com/developers/resources/application#application-object */
export function applicationJson(world: World): Json {
  const bot = userJson(world, world.botId);
  return payload('application', { id: world.applicationId, bot, owner: bot });
}
