import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { Dict, Message } from './types.ts';
import { asString } from './types.ts';
import { toStoredBlocks } from './wire.ts';

interface Kept extends Message {
  deleted: boolean;
  /** What callers got, until it is edited: they look often. */
  seen?: Message;
}

interface Posting {
  channel: string;
  args: Dict;
  via: string;
  ephemeralTo?: string;
}

/** All messages of the app. Callers get copies: what a person saw then does not change under them. */
export class Messages {
  readonly #clock: Clock;
  readonly #kept: Kept[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  post({ channel, args, via, ephemeralTo }: Posting): Message {
    const message: Kept = {
      channel,
      ts: this.#clock.ts(),
      text: asString(args.text),
      blocks: toStoredBlocks(args.blocks),
      via,
      args,
      edits: 0,
      deleted: false,
      ...(ephemeralTo === undefined ? {} : { ephemeralTo }),
      ...(typeof args.thread_ts === 'string' ? { threadTs: args.thread_ts } : {}),
    };
    this.#kept.push(message);
    return copy(message);
  }

  /**
   * chat.update. Ephemeral messages are not found by it (docs.slack.dev: "Modifying messages"). Blocks that are
   * not sent stay (docs.slack.dev: chat.update, `blocks`).
   */
  update(channel: string, ts: string, args: Dict): Message {
    const message = this.#shared(channel, ts);
    if (args.text !== undefined) message.text = asString(args.text);
    if (args.blocks !== undefined) message.blocks = toStoredBlocks(args.blocks);
    message.args = args;
    message.edits += 1;
    delete message.seen;
    return copy(message);
  }

  /** What a response_url does with `replace_original`: the whole message, also an ephemeral one. */
  replace(channel: string, ts: string, args: Dict): Message {
    const message = this.#any(channel, ts);
    message.text = asString(args.text);
    message.blocks = toStoredBlocks(args.blocks);
    message.args = args;
    message.edits += 1;
    delete message.seen;
    return copy(message);
  }

  /** chat.delete: as chat.update, not for ephemeral messages. */
  delete(channel: string, ts: string): void {
    this.#shared(channel, ts).deleted = true;
  }

  /** What a response_url does with `delete_original`. */
  remove(channel: string, ts: string): void {
    this.#any(channel, ts).deleted = true;
  }

  find(channel: string, ts: string): Message | undefined {
    const found = this.#kept.find((one) => one.channel === channel && one.ts === ts && !one.deleted);
    return found ? copy(found) : undefined;
  }

  in(channel: string): Message[] {
    return this.#kept
      .filter((one) => one.channel === channel && one.ephemeralTo === undefined && !one.deleted)
      .map(copy);
  }

  ephemeralTo(userId: string): Message[] {
    return this.#kept.filter((one) => one.ephemeralTo === userId && !one.deleted).map(copy);
  }

  /** Drops what only one person saw, but the last message of each: after thousands, looking takes long. */
  forgetEphemerals(): void {
    const seen = new Set<string>();
    for (let index = this.#kept.length - 1; index >= 0; index -= 1) {
      const { ephemeralTo } = this.#kept[index]!;
      if (ephemeralTo === undefined) continue;
      if (seen.has(ephemeralTo)) this.#kept.splice(index, 1);
      seen.add(ephemeralTo);
    }
  }

  #any(channel: string, ts: string): Kept {
    const found = this.#kept.find((one) => one.channel === channel && one.ts === ts && !one.deleted);
    if (!found) throw new ApiError('message_not_found');
    return found;
  }

  #shared(channel: string, ts: string): Kept {
    const found = this.#any(channel, ts);
    if (found.ephemeralTo !== undefined) throw new ApiError('message_not_found');
    return found;
  }
}

function copy(message: Kept): Message {
  const { deleted: _deleted, seen, ...rest } = message;
  message.seen = seen ?? structuredClone(rest);
  return message.seen;
}
