import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import { newToken } from './ids.ts';
import { LIMITS } from './limits.ts';
import type { Messages } from './messages.ts';
import type { Dict, Message } from './types.ts';

interface ResponseUrl {
  userId: string;
  channel: string;
  /** The message that was interacted with; none for a slash command. */
  source: Message | undefined;
  issuedAt: number;
  uses: number;
}

/**
 * The `response_url` of slash commands and of interactions with messages (docs.slack.dev: "Handling user
 * interaction", "Message responses"). A command's url has no original message: `replace_original` posts a new one
 * (slackapi/bolt-js#2287, bolt-python#1268).
 */
export class ResponseUrls {
  readonly #clock: Clock;
  readonly #messages: Messages;
  readonly #urls = new Map<string, ResponseUrl>();

  constructor(clock: Clock, messages: Messages) {
    this.#clock = clock;
    this.#messages = messages;
  }

  /** The path of a new response_url. */
  issue(userId: string, channel: string, source?: Message): string {
    const kind = source ? 'actions' : 'commands';
    const path = `/${kind}/${newToken(24)}`;
    this.#urls.set(path, { userId, channel, source, issuedAt: this.#clock.now(), uses: 0 });
    return path;
  }

  /** True for a path that was given out, whether or not it is still good. */
  has(path: string): boolean {
    return this.#urls.has(path);
  }

  /** Counts the use; throws `used_url` or `expired_url`, which Slack answers with HTTP 404. */
  take(path: string): ResponseUrl {
    const url = this.#urls.get(path);
    if (!url) throw new ApiError('invalid_url');
    if (this.#clock.now() - url.issuedAt > LIMITS.responseUrlLife) throw new ApiError('expired_url');
    if (url.uses >= LIMITS.responseUrlUses) throw new ApiError('used_url');
    url.uses += 1;
    return url;
  }

  /** Does what the body says: deletes or replaces the original, or posts, ephemeral unless told otherwise. */
  apply(url: ResponseUrl, body: Dict): void {
    const { channel, userId, source } = url;
    if (source && isTrue(body.delete_original)) {
      this.#messages.remove(channel, source.ts);
      return;
    }
    if (source && (isTrue(body.replace_original) || body.replace_original === undefined)) {
      this.#messages.replace(channel, source.ts, body);
      return;
    }
    const inChannel = body.response_type === 'in_channel';
    this.#messages.post({
      channel,
      args: body,
      via: 'response_url',
      ...(inChannel ? {} : { ephemeralTo: userId }),
    });
  }
}

/** Slack's examples have both `true` and `"true"`. */
function isTrue(value: unknown): boolean {
  return value === true || value === 'true';
}
