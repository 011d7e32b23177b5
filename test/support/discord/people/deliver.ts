import { randomBytes } from 'node:crypto';
import { limits } from '../check/limits.ts';
import { payload } from '../fixtures.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { botPermissions, channelJson, memberJson, userJson } from '../json-of.ts';
import type { AppRecord } from '../record.ts';
import type { Json } from '../wire.ts';
import type { ChannelState, InteractionState, World } from '../world.ts';

/** Everything that the people act on. */
export interface Stage {
  world: World;
  gateway: Gateway;
  record: AppRecord;
}

export interface Act {
  type: number;
  data: Json;
  userId: string;
  channel: ChannelState;
  sourceId?: string;
  openedBy?: string;
  focusedType?: number;
}

/** Sends INTERACTION_CREATE, and counts 3 seconds. */
export function deliver(stage: Stage, act: Act): InteractionState {
  const { world, gateway } = stage;
  const { type, userId, channel, sourceId, openedBy, focusedType } = act;
  const id = world.ids.next();
  const token = Buffer.from(`interaction:${id}:${randomBytes(32).toString('hex')}`).toString('base64url');
  const interaction: InteractionState = {
    id,
    token,
    type,
    payload: interactionJson(world, act, { id, token }),
    userId,
    channelId: channel.id,
    ...(channel.guildId !== undefined && { guildId: channel.guildId }),
    createdAt: world.clock.now(),
    ...(sourceId !== undefined && { sourceId }),
    ...(openedBy !== undefined && { openedBy }),
    ...(focusedType !== undefined && { focusedType }),
    expired: false,
    followUps: [],
  };
  world.interactions.set(id, interaction);
  world.interactionsByToken.set(token, interaction);
  world.clock.after(limits.firstResponse, () => {
    interaction.expired = interaction.first === undefined;
    world.changed();
  });
  gateway.dispatch('INTERACTION_CREATE', interaction.payload);
  return interaction;
}

/** @see https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-object */
function interactionJson(world: World, act: Act, { id, token }: { id: string; token: string }): Json {
  const { channel, userId } = act;
  const guild = world.guilds.get(channel.guildId ?? '');
  const source = world.messages.get(act.sourceId ?? '');
  const where = guild
    ? {
        guild_id: guild.id,
        guild: { id: guild.id, locale: guild.locale, features: [] },
        guild_locale: guild.locale,
        member: memberJson(world, guild, userId),
        context: 0,
        authorizing_integration_owners: { 0: guild.id },
      }
    : { user: userJson(world, userId), context: 1, authorizing_integration_owners: { 0: '0' } };
  const permissions = guild && { permissions: guild.members.get(userId)?.permissions.toString() };
  return payload('interaction', {
    id,
    application_id: world.applicationId,
    type: act.type,
    data: act.data,
    token,
    channel_id: channel.id,
    channel: { ...channelJson(world, channel), ...permissions },
    app_permissions: botPermissions,
    locale: world.users.get(userId)?.locale,
    ...(source && { message: source.json }),
    ...where,
  });
}
