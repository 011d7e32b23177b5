import { arrived } from '#metrics/events.ts';
import type { Api, Outcome, Token } from '../api.ts';
import type { RenderedMessage } from '../render/message.ts';
import type { RenderedModal } from '../render/modal.ts';

/**
 * What `@original` of this interaction's token is (docs.discord.com, "Receiving and Responding to Interactions"):
 * nothing yet; our "thinking…"; the message whose button was pressed; or something of its own: an
 * answer that is there already, or a modal.
 */
type Original = 'nothing' | 'thinking' | 'pressed' | 'answer';

/** The ways in which one interaction can be answered, and which of them are left. */
export class Response {
  readonly #api: Api;
  readonly #token: Token;
  readonly #acknowledged = arrived('discord');
  #original: Original = 'nothing';

  constructor(api: Api, token: Token) {
    this.#api = api;
    this.#token = token;
  }

  /** One whose answer stands already and gives way to the next. */
  static resumed(api: Api, token: Token): Response {
    const response = new Response(api, token);
    response.#original = 'thinking';
    return response;
  }

  get token(): string {
    return this.#token.token;
  }

  /** Nothing was answered yet: a modal may open. */
  get isOpen(): boolean {
    return this.#original === 'nothing';
  }

  get isThinking(): boolean {
    return this.#original === 'thinking';
  }

  /** What was pressed can be put in place of. */
  get canReplace(): boolean {
    return this.#original === 'nothing' || this.#original === 'pressed';
  }

  think(): Promise<Outcome> {
    return this.#become('thinking', this.#api.think(this.#token));
  }

  hold(): Promise<Outcome> {
    return this.#become('pressed', this.#api.hold(this.#token));
  }

  openModal(modal: RenderedModal): Promise<Outcome> {
    return this.#become('answer', this.#api.openModal(this.#token, modal));
  }

  /** A message for the person alone. */
  reply(message: RenderedMessage): Promise<Outcome> {
    if (this.isOpen) return this.#become('answer', this.#api.reply(this.#token, message, false));
    if (this.isThinking) return this.#become('answer', this.#api.editOriginal(this.#token, message));
    return this.#api.followUp(this.#token, message, false);
  }

  /** A message below all others for the person alone, with its id. */
  followUp(message: RenderedMessage): Promise<Outcome<{ id: string }>> {
    return this.#api.followUp(this.#token, message, false);
  }

  /** A message for everybody in the channel. */
  async share(message: RenderedMessage): Promise<Outcome> {
    if (this.isOpen) return this.#become('answer', this.#api.reply(this.#token, message, true));
    // What follows a deferred answer takes its place, and so its privacy.
    if (this.isThinking) await this.remove();
    return this.#api.followUp(this.#token, message, true);
  }

  /** Puts a message in the place of what was pressed. Only where `canReplace`. */
  replace(message: RenderedMessage): Promise<Outcome> {
    if (this.isOpen) return this.#become('pressed', this.#api.update(this.#token, message));
    return this.#api.editOriginal(this.#token, message);
  }

  /** Takes away `@original`. */
  async remove(): Promise<Outcome> {
    if (this.isOpen) await this.hold();
    return this.#become('answer', this.#api.deleteOriginal(this.#token));
  }

  async #become<T>(original: Original, call: Promise<Outcome<T>>): Promise<Outcome<T>> {
    const outcome = await call;
    if (!outcome.ok) return outcome;
    if (this.isOpen) this.#acknowledged();
    this.#original = original;
    return outcome;
  }
}
