import { payload } from '../fixtures.ts';
import { channelJson, guildJson, memberJson, userJson } from '../json-of.ts';
import type { Json } from '../wire.ts';
import type { GuildState, World } from '../world.ts';

/** @see https://docs.discord.com/developers/events/gateway-events#ready */
export function readyJson(world: World, about: { sessionId: string; url: string; shard: unknown }): Json {
  const guilds = [...world.guilds.values()].filter((guild) => guild.botIsIn);
  return payload('ready', {
    user: { ...userJson(world, world.botId), mfa_enabled: true, verified: true, email: null },
    session_id: about.sessionId,
    resume_gateway_url: about.url,
    guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
    application: { id: world.applicationId, flags: 0 },
    shard: about.shard ?? [0, 1],
  });
}

/** @see https://docs.discord.com/developers/events/gateway-events#guild-create */
export function guildCreateJson(world: World, guild: GuildState): Json {
  const channels = [...world.channels.values()].filter(
    (channel) => channel.guildId === guild.id && channel.botCanSee && !channel.deleted,
  );
  // Without the members intent only the bot itself is among the members.
  const bot = memberJson(world, guild, world.botId);
  return {
    ...guildJson(guild),
    ...payload('guild-create', {
      member_count: guild.members.size,
      members: [bot],
      channels: channels.map((channel) => channelJson(world, channel)),
    }),
  };
}
