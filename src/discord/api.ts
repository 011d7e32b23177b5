import { createHash } from 'node:crypto';
import {
  type APIChannel,
  type APIGatewayBotInfo,
  type APIGuildMember,
  type APIMessage,
  InteractionResponseType,
  MessageFlags,
  REST,
  type RequestData,
  RequestMethod,
  Routes,
} from 'discord.js';
import { codeOf, isPassing, reasonOf } from './error-code.ts';
import type { RenderedMessage } from './render/message.ts';
import type { RenderedModal } from './render/modal.ts';

/** What became of a call; `code` and `reason` as in error-code.ts. */
export type Outcome<T = unknown> =
  | { ok: true; value: T }
  | { ok: false; code: string; reason?: string | undefined };

/** It worked, and there is nothing to return. */
export const DONE: Outcome = { ok: true, value: null };

/** An interaction, as far as answering it needs to know. Its token serves 15 minutes and is a secret. */
export interface Token {
  id: string;
  token: string;
}

/** "Interaction has already been acknowledged." */
const ACKNOWLEDGED = '40060';
const RETRY_AFTER_MS = 150;

/**
 * Discord's REST API, as far as it is used here. Somebody waits for the answer: one quick second try where the
 * way or Discord failed, none where it limits the rate for long. No call throws for what Discord or the network did.
 */
export class Api {
  readonly rest: REST;
  readonly #applicationId: string;
  readonly #token: string;

  constructor({ token, applicationId, apiUrl }: { token: string; applicationId: string; apiUrl?: string }) {
    this.#applicationId = applicationId;
    this.#token = token;
    this.rest = new REST({
      version: '10',
      retries: 0,
      timeout: 5_000,
      // Each interaction has addresses of its own, and what discord.js notes of one would otherwise stay for an hour.
      handlerSweepInterval: 60_000,
      rejectOnRateLimit: ({ timeToReset }) => timeToReset > 3_000,
      ...(apiUrl === undefined ? {} : { api: apiUrl }),
    });
    this.rest.setToken(token);
  }

  /** "Thinking…", for the person alone: the only flag that a deferred answer may set. */
  think(interaction: Token): Promise<Outcome> {
    const data = { flags: MessageFlags.Ephemeral };
    return this.#respond(interaction, InteractionResponseType.DeferredChannelMessageWithSource, data);
  }

  /** Takes note of a press; the message stays as it is for now. */
  hold(interaction: Token): Promise<Outcome> {
    return this.#respond(interaction, InteractionResponseType.DeferredMessageUpdate);
  }

  reply(interaction: Token, message: RenderedMessage, isShared: boolean): Promise<Outcome> {
    return this.#respond(
      interaction,
      InteractionResponseType.ChannelMessageWithSource,
      isShared ? quiet(message) : forOne(message),
    );
  }

  update(interaction: Token, message: RenderedMessage): Promise<Outcome> {
    return this.#respond(interaction, InteractionResponseType.UpdateMessage, quiet(message));
  }

  openModal(interaction: Token, modal: RenderedModal): Promise<Outcome> {
    return this.#respond(interaction, InteractionResponseType.Modal, modal);
  }

  suggest(interaction: Token, choices: readonly { name: string; value: string }[]): Promise<Outcome> {
    return this.#respond(interaction, InteractionResponseType.ApplicationCommandAutocompleteResult, {
      choices,
    });
  }

  /** The message that the first response made, or the one whose button was pressed, where it was an update. */
  editOriginal({ token }: Pick<Token, 'token'>, message: RenderedMessage): Promise<Outcome> {
    return this.#byToken(
      RequestMethod.Patch,
      Routes.webhookMessage(this.#applicationId, token),
      quiet(message),
    );
  }

  deleteOriginal({ token }: Pick<Token, 'token'>): Promise<Outcome> {
    return this.#byToken(RequestMethod.Delete, Routes.webhookMessage(this.#applicationId, token));
  }

  deleteFollowUp({ token, messageId }: { token: string; messageId: string }): Promise<Outcome> {
    return this.#byToken(RequestMethod.Delete, Routes.webhookMessage(this.#applicationId, token, messageId));
  }

  followUp({ token }: Token, message: RenderedMessage, isShared: boolean): Promise<Outcome<APIMessage>> {
    const body = isShared ? quiet(message) : forOne(message);
    return this.#byToken(RequestMethod.Post, Routes.webhook(this.#applicationId, token), body);
  }

  /** `key`: where a message with it was posted in the last few minutes, Discord answers with that one and posts none. */
  post(channelId: string, message: RenderedMessage, key?: string): Promise<Outcome<APIMessage>> {
    const once = key === undefined ? {} : { nonce: nonceOf(key), enforce_nonce: true };
    return this.call(RequestMethod.Post, Routes.channelMessages(channelId), { ...quiet(message), ...once });
  }

  edit(channelId: string, messageId: string, message: RenderedMessage): Promise<Outcome<APIMessage>> {
    return this.call(RequestMethod.Patch, Routes.channelMessage(channelId, messageId), quiet(message));
  }

  message(channelId: string, messageId: string): Promise<Outcome<APIMessage>> {
    return this.call(RequestMethod.Get, Routes.channelMessage(channelId, messageId));
  }

  openDirect(userId: string): Promise<Outcome<APIChannel>> {
    return this.call(RequestMethod.Post, Routes.userChannels(), { recipient_id: userId });
  }

  channel(channelId: string): Promise<Outcome<APIChannel>> {
    return this.call(RequestMethod.Get, Routes.channel(channelId));
  }

  member(guildId: string, userId: string): Promise<Outcome<APIGuildMember>> {
    return this.call(RequestMethod.Get, Routes.guildMember(guildId, userId));
  }

  gateway(): Promise<Outcome<APIGatewayBotInfo>> {
    return this.call(RequestMethod.Get, Routes.gatewayBot());
  }

  /** Any call with the bot's token. */
  async call<T>(
    method: RequestMethod,
    route: `/${string}`,
    body?: unknown,
    query?: URLSearchParams,
  ): Promise<Outcome<T>> {
    // A refusal makes the library forget the token for good; the next call is to ask again.
    this.rest.setToken(this.#token);
    return this.#tried(method, route, {
      ...(body === undefined ? {} : { body }),
      ...(query === undefined ? {} : { query }),
    });
  }

  #byToken<T>(method: RequestMethod, route: `/${string}`, body?: object): Promise<Outcome<T>> {
    return this.#tried(method, route, { auth: false, ...(body === undefined ? {} : { body }) });
  }

  /** Where the first try's answer was lost, the second learns that it had been served. */
  async #respond({ id, token }: Token, type: InteractionResponseType, data?: object): Promise<Outcome> {
    const route = Routes.interactionCallback(id, token);
    const body = data === undefined ? { type } : { type, data };
    const first = await this.#once(RequestMethod.Post, route, { auth: false, body });
    if (first.ok || !isPassing(first.code)) return first;
    await pause();
    const second = await this.#once(RequestMethod.Post, route, { auth: false, body });
    return !second.ok && second.code === ACKNOWLEDGED ? DONE : second;
  }

  async #tried<T>(method: RequestMethod, route: `/${string}`, data: RequestData): Promise<Outcome<T>> {
    const first = await this.#once<T>(method, route, data);
    if (first.ok || !isPassing(first.code) || first.code === 'rate_limited') return first;
    await pause();
    return this.#once<T>(method, route, data);
  }

  async #once<T>(method: RequestMethod, fullRoute: `/${string}`, data: RequestData): Promise<Outcome<T>> {
    try {
      return { ok: true, value: (await this.rest.request({ method, fullRoute, ...data })) as T };
    } catch (error) {
      return { ok: false, code: codeOf(error), reason: reasonOf(error) };
    }
  }
}

/**
 * Nobody is pinged, whatever stands in a name or reason: what a message does not say, Discord decides, and an edit
 * asks anew (docs.discord.com, "Message Resource", Allowed Mentions Object).
 */
function quiet(message: RenderedMessage): object {
  return { ...message, allowed_mentions: { parse: [] } };
}

/** "Message Resource", Create Message: 25 characters, unique among all messages of the bot. */
function nonceOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url').slice(0, 25);
}

function forOne(message: RenderedMessage): object {
  return quiet({ ...message, flags: message.flags | MessageFlags.Ephemeral });
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, RETRY_AFTER_MS));
}
