import { ApiError, refuse } from '../api-error.ts';
import { checkAgainstSpec } from '../check/spec.ts';
import { channelJson } from '../json-of.ts';
import { createMessage, deleteMessage, editMessage } from '../messages.ts';
import type { MessageBody } from '../wire.ts';
import type { ChannelState, MessageState, World } from '../world.ts';
import { noContent, ok, type Route, type RouteContext } from './route.ts';

/** Routes of channels and of what the bot posts in them by its own token. */
export const messageRoutes: readonly Route[] = [
  {
    method: 'POST',
    pattern: '/users/@me/channels',
    run({ world, body }) {
      refuse(checkAgainstSpec('open direct message', body));
      const id = String(body.recipient_id);
      if (!world.users.has(id)) throw new ApiError('unknown_user');
      if (id === world.botId) throw new ApiError('cannot_message_user');
      return ok(channelJson(world, world.directChannel(id)));
    },
  },
  {
    method: 'GET',
    pattern: '/channels/:channel',
    run: (context) => ok(channelJson(context.world, visibleChannel(context))),
  },
  {
    method: 'POST',
    pattern: '/channels/:channel/messages',
    run(context) {
      const { world, files } = context;
      const body = context.body as MessageBody;
      const channel = visibleChannel(context);
      if (channel.recipientId !== undefined) assertReachable(world, channel.recipientId);
      else if (!channel.botCanSend) throw new ApiError('missing_permissions');
      const nonce = body.enforce_nonce === true && body.nonce != null ? String(body.nonce) : null;
      const earlier = nonce === null ? undefined : sentWith(world, nonce);
      if (earlier !== undefined) return ok(earlier.json);
      const sent = { body, files, place: 'channel', spec: ['create message', body] } as const;
      const message = createMessage(world, sent, { channelId: channel.id });
      if (nonce !== null) message.nonce = nonce;
      return ok(message.json);
    },
  },
  {
    method: 'GET',
    pattern: '/channels/:channel/messages/:message',
    run: (context) => ok(messageIn(context).json),
  },
  {
    method: 'PATCH',
    pattern: '/channels/:channel/messages/:message',
    run(context) {
      const { world, files } = context;
      const body = context.body as MessageBody;
      const message = messageIn(context);
      if ((message.json.author as { id: string }).id !== world.botId) throw new ApiError('not_author');
      editMessage(world, message, { body, files, place: 'edit', spec: ['edit message', body] });
      return ok(message.json);
    },
  },
  {
    method: 'DELETE',
    pattern: '/channels/:channel/messages/:message',
    run(context) {
      deleteMessage(messageIn(context));
      return noContent;
    },
  },
];

/** How long a nonce is remembered: the documentation says "the past few minutes". */
const NONCE_MS = 3 * 60_000;

/**
 * "If another message was created by the same author with the same nonce, that message will be returned and no new
 * message will be created": in whichever channel.
 * @see https://docs.discord.com/developers/resources/message#create-message (enforce_nonce)
 */
function sentWith(world: World, nonce: string): MessageState | undefined {
  const since = world.clock.now() - NONCE_MS;
  return [...world.messages.values()].find(
    (message) => message.nonce === nonce && Date.parse(message.json.timestamp) >= since,
  );
}

/**
 * A bot can write to people with whom it shares a guild and who have not closed their direct messages.
 * @see https://docs.discord.com/developers/topics/opcodes-and-status-codes#json (50007)
 */
function assertReachable(world: World, userId: string): void {
  const shared = [...world.guilds.values()].some(
    (guild) => guild.botIsIn && guild.members.get(userId)?.left === false,
  );
  if (!shared || !world.users.get(userId)?.dmsOpen) throw new ApiError('cannot_message_user');
}

function visibleChannel({ world, params }: RouteContext): ChannelState {
  const channel = world.channels.get(params.channel ?? '');
  if (!channel || channel.deleted) throw new ApiError('unknown_channel');
  const guild = world.guilds.get(channel.guildId ?? '');
  if (!channel.botCanSee || guild?.botIsIn === false) throw new ApiError('missing_access');
  return channel;
}

/** Ephemeral messages are in no channel: only their interaction's token reaches them. */
function messageIn(context: RouteContext): MessageState {
  const channel = visibleChannel(context);
  const message = context.world.messages.get(context.params.message ?? '');
  if (!message || message.deleted || message.channelId !== channel.id || message.onlyFor !== undefined)
    throw new ApiError('unknown_message');
  return message;
}
