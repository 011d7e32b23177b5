import { ApiError } from '../api-error.ts';
import type { Core } from '../core.ts';
import { LIMITS } from '../limits.ts';
import { asString, type Dict, type Message } from '../types.ts';
import { type Method, type MethodEntry, postable, required } from './method.ts';

const post: Method = (args, core) => {
  const channel = postable(core, required(args, 'channel'));
  checkContent(core, 'chat.postMessage', args);
  if (args.thread_ts !== undefined && !core.messages.find(channel, asString(args.thread_ts))) {
    throw new ApiError('thread_not_found');
  }
  const message = core.messages.post({ channel, args, via: 'chat.postMessage' });
  return { channel, ts: message.ts, message: wireMessage(core, message) };
};

const update: Method = (args, core) => {
  const channel = reachable(core, required(args, 'channel'));
  const ts = required(args, 'ts');
  checkContent(core, 'chat.update', args);
  const message = core.messages.update(channel, ts, args);
  return { channel, ts, text: message.text, message: wireMessage(core, message) };
};

const remove: Method = (args, core) => {
  const channel = reachable(core, required(args, 'channel'));
  const ts = required(args, 'ts');
  core.messages.delete(channel, ts);
  return { channel, ts };
};

const postEphemeral: Method = (args, core) => {
  const channel = postable(core, required(args, 'channel'));
  const userId = required(args, 'user');
  const found = core.workspace.channels.get(channel);
  if (!found || !core.workspace.people.has(userId) || !core.workspace.isMember(found, userId)) {
    throw new ApiError('user_not_in_channel');
  }
  checkContent(core, 'chat.postEphemeral', args);
  const message = core.messages.post({ channel, args, via: 'chat.postEphemeral', ephemeralTo: userId });
  return { message_ts: message.ts };
};

const getPermalink: Method = (args, core) => {
  const channel = required(args, 'channel');
  const ts = required(args, 'message_ts');
  if (!core.messages.find(channel, ts)) throw new ApiError('message_not_found');
  const { domain } = core.workspace.team;
  return { channel, permalink: `https://${domain}.slack.com/archives/${channel}/p${ts.replace('.', '')}` };
};

/** chat.*: "Errors" of docs.slack.dev chat.postMessage, chat.update, chat.postEphemeral, chat.delete. */
export const chat: Record<string, MethodEntry> = {
  'chat.postMessage': { run: post, scopes: ['chat:write'] },
  'chat.update': { run: update, scopes: ['chat:write'] },
  'chat.delete': { run: remove, scopes: ['chat:write'] },
  'chat.postEphemeral': { run: postEphemeral, scopes: ['chat:write'] },
  'chat.getPermalink': { run: getPermalink, scopes: [] },
};

/** A conversation whose messages the bot can change. */
function reachable({ workspace }: Core, id: string): string {
  const channel = workspace.channels.get(id);
  if (!channel || (channel.isPrivate && !channel.botIsMember)) throw new ApiError('channel_not_found');
  if (channel.isArchived) throw new ApiError('is_inactive');
  return id;
}

/** Text or blocks must be there and must be good. Throws; the problems are noted as violations too. */
export function checkContent(core: Core, where: string, args: Dict): void {
  const text = asString(args.text);
  const hasBlocks = Array.isArray(args.blocks) ? args.blocks.length > 0 : args.blocks !== undefined;
  const removesBlocks = Array.isArray(args.blocks) && text !== '';
  if (text === '' && !hasBlocks && args.attachments === undefined && !removesBlocks) {
    throw new ApiError('no_text');
  }
  if (text.length > LIMITS.messageText) {
    core.note(where, [`text is longer than ${LIMITS.messageText} characters`], text);
    throw new ApiError('msg_too_long');
  }
  if (args.blocks === undefined) return;
  const problems = core.checkBlocks(where, args.blocks, 'message');
  if (problems.length === 0) return;
  throw problems.some((problem) => problem.includes('characters, more than'))
    ? new ApiError('msg_blocks_too_long', problems)
    : new ApiError('invalid_blocks', problems);
}

/** A message as Slack puts it into answers and payloads. */
export function wireMessage({ workspace }: Core, message: Message): Dict {
  return {
    user: workspace.bot.userId,
    type: 'message',
    ts: message.ts,
    bot_id: workspace.bot.botId,
    app_id: workspace.appId,
    text: message.text,
    team: workspace.team.id,
    blocks: message.blocks,
    ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
    ...(message.edits === 0 ? {} : { edited: { user: workspace.bot.botId, ts: message.ts } }),
  };
}
