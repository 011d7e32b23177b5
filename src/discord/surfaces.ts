import { randomUUID } from 'node:crypto';
import type { APIGuildMember } from 'discord.js';
import { essence } from '#chat/essence.ts';
import type { PlatformLog as Log } from '#chat/platform.ts';
import type { Screen } from '#chat/screen.ts';
import type { Delivery, Profile, Surfaces } from '#chat/surfaces.ts';
import { wordsFor } from '#words/index.ts';
import type { Api, Outcome } from './api.ts';
import type { Dialogs } from './dialogs.ts';
import { sendDirect } from './direct.ts';
import { isRefusedAsMade } from './error-code.ts';
import type { Members } from './members.ts';
import { renderMessage } from './render/message.ts';
import { flat } from './render/text.ts';

type Sending = Outcome<{ id: string; channel_id: string }>;

interface Parts {
  api: Api;
  members: Members;
  dialogs: Dialogs;
  log: Log;
  /** Discord accepts the token no more: asking would only add to the 401s that it bans for. */
  isRefused(): boolean;
}

/** Discord for the core: direct messages, channels and profiles, all by REST and so independent of the gateway. */
export function createSurfaces({ api, members, dialogs, log, isRefused }: Parts): Surfaces {
  const refused: Delivery = { result: 'failed', reason: 'token_refused' };
  const outcomeOf = (outcome: Sending, what: string): Delivery => {
    if (outcome.ok) {
      const { id, channel_id } = outcome.value;
      return { result: 'sent', posted: { platform: 'discord', channel: channel_id, message: id } };
    }
    log.warn({ code: outcome.code, reason: outcome.reason }, what);
    return { result: FINAL.has(outcome.code) ? 'gone' : 'failed', reason: outcome.code };
  };
  const made = async (send: () => Promise<Sending>): Promise<Sending> => {
    try {
      return await send();
    } catch (error) {
      // A screen that does not fit, say: no later try will change that.
      log.error({ err: error }, 'a message could not be made');
      return { ok: false, code: UNMADE };
    }
  };
  /** What Discord refuses as it was made, or what cannot be made, goes as text alone, so that nobody misses it. */
  const delivered = async (
    screen: Screen,
    send: (screen: Screen) => Promise<Sending>,
    what: string,
  ): Promise<Delivery> => {
    const outcome = await made(() => send(screen));
    const isAsMade = !outcome.ok && (outcome.code === UNMADE || isRefusedAsMade(outcome.code));
    if (!isAsMade) return outcomeOf(outcome, what);
    const reference = randomUUID().slice(0, 8);
    const { code, reason } = outcome;
    log.error({ reference, code, reason }, 'Discord refuses a message as it was made');
    const text = essence(screen, wordsFor(screen.language ?? null), reference, flat);
    return outcomeOf(await made(() => send(text)), what);
  };
  return {
    async direct({ workspace, user }, screen: Screen, key) {
      if (isRefused()) return refused;
      if (!members.isServed(workspace)) return { result: 'gone', reason: 'foreign' };
      dialogs.remember(screen, user);
      const whom = { guildId: workspace, userId: user };
      const send = (one: Screen) => sendDirect(api, whom, one, key);
      return perhapsOlder(await delivered(screen, send, 'a direct message was not sent'), key);
    },

    /** A channel belongs to one guild and is shared with no other; whose it is, is asked before every post. */
    async post(channelId, screen, key) {
      if (isRefused()) return refused;
      const channel = await api.channel(channelId);
      if (!channel.ok) return outcomeOf(channel, 'a channel could not be read');
      const guildId = 'guild_id' in channel.value ? channel.value.guild_id : undefined;
      if (guildId === undefined || !members.isServed(guildId)) return { result: 'gone', reason: 'foreign' };
      dialogs.remember(screen, null);
      const send = (one: Screen) => api.post(channelId, renderMessage(one), key);
      return perhapsOlder(await delivered(screen, send, 'a message was not posted'), key);
    },

    async update({ channel, message }, screen) {
      if (isRefused()) return refused;
      dialogs.remember(screen, null);
      // A direct message must go on saying which guild it is about.
      const guildId = await members.guildOf(channel, message);
      const send = (one: Screen) =>
        api.edit(channel, message, renderMessage(one, guildId === null ? {} : { guildId }));
      return delivered(screen, send, 'a message was not updated');
    },

    async isMember({ platform, workspace, user }) {
      return platform === 'discord' && !isRefused() ? members.isMember(workspace, user) : null;
    },

    async profile({ platform, workspace, user }) {
      if (platform !== 'discord' || isRefused() || !members.isServed(workspace)) return null;
      const outcome = await api.member(workspace, user);
      if (outcome.ok) return profileOf(workspace, outcome.value);
      log.info({ code: outcome.code }, 'a profile could not be read');
      return null;
    },
  };
}

/** Discord does not say whether a message is the one that an earlier call with the same key has posted. */
function perhapsOlder(delivery: Delivery, key: string | undefined): Delivery {
  return delivery.result === 'sent' && key !== undefined ? { ...delivery, mayBeOlder: true } : delivery;
}

/** Ours: the renderer threw. */
const UNMADE = 'unmade';

/**
 * "Opcodes and Status Codes": what no later try will change. Unknown Channel, Guild, Member, Message, User; Missing
 * Access; Cannot send messages to this user; Cannot send messages in a non-text channel; Missing Permissions. What is not known as final may be repaired.
 */
const FINAL: ReadonlySet<string> = new Set([
  UNMADE,
  '10003',
  '10004',
  '10007',
  '10008',
  '10013',
  '50001',
  '50007',
  '50008',
  '50013',
]);

/** "Reference", Image Formatting; people without a picture have none here. The locale comes with each interaction. */
function profileOf(guildId: string, { user, nick, avatar }: APIGuildMember): Profile {
  const cdn = 'https://cdn.discordapp.com';
  const pictures = [
    avatar ? `${cdn}/guilds/${guildId}/users/${user.id}/avatars/${avatar}.png?size=128` : null,
    user.avatar ? `${cdn}/avatars/${user.id}/${user.avatar}.png?size=128` : null,
  ];
  return {
    name: nick || user.global_name || user.username,
    avatar: pictures.find((picture) => picture !== null) ?? null,
    locale: null,
    zone: null,
    // Bots are not told the email of anybody ("User Resource", User Object).
    email: null,
  };
}
