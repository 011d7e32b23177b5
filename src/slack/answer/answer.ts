import { randomUUID } from 'node:crypto';
import { essence } from '#chat/essence.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Words } from '#words/index.ts';
import { readHomeOpened } from '../read/input.ts';
import { flat } from '../render/text.ts';
import { isRefusedAsMade } from '../web.ts';
import { formExpired, notShared, problems, unexpected } from './notices.ts';
import type { Place, Tools } from './place.ts';
import { type Way, Ways } from './ways.ts';

type ScreenReply = Extract<Reply, { type: 'screen' }>;

/**
 * Answers one thing that a person did: each reply by the first way that Slack lets through, by live
 * response_url, else in the view, else by direct message (docs/design.md, section 11). Nothing ends in silence: what
 * every way refused is in the log.
 */
export class Answer {
  readonly #tools: Tools;
  readonly #place: Place;
  readonly #ways: Ways;

  constructor(tools: Tools, place: Place) {
    this.#tools = tools;
    this.#place = place;
    this.#ways = new Ways(tools, place);
  }

  async give(replies: readonly Reply[]): Promise<void> {
    for (const reply of replies) await this.#give(reply);
  }

  /** Of the person, for what this folder says by itself. */
  get #words(): Words {
    return this.#tools.dispatch.words(this.#place.invocation);
  }

  /** Shows in a view that work is under way, before the trigger is too old. */
  async openLoading(screen: Screen): Promise<void> {
    const { view } = this.#place;
    const [way, open] = view?.kind === 'modal' ? this.#ways.push(screen) : this.#ways.open(screen);
    const outcome = await open();
    if (!outcome.ok) this.#tools.log.warn(this.#data({ way, code: outcome.code }), 'no loading view');
    else if (this.#place.view !== null) Object.assign(this.#place.view, { isWaiting: true, revision: 0 });
  }

  /** Shows in the view what was shown elsewhere already: a view that was closed meanwhile is no loss. */
  async update(screen: Screen): Promise<void> {
    await this.#orAsText(screen, async () => {
      const outcome = await this.#ways.update(screen)[1]();
      if (!outcome.ok) this.#tools.log.info(this.#data({ code: outcome.code }), 'the view is gone');
    });
  }

  /** The bug's reference, where the answer should have been. */
  async bug(error: unknown): Promise<void> {
    this.#tools.log.error(this.#data({ err: error }), 'answering failed');
    const screen = unexpected(this.#words, this.#place.invocation.id);
    await this.#first(this.#waysFor({ type: 'screen', screen, as: 'new' }), screen);
  }

  async #give(reply: Reply): Promise<void> {
    switch (reply.type) {
      case 'screen':
        return this.#show(reply);
      case 'errors':
        return this.#show({ type: 'screen', screen: problems(this.#words, reply), as: 'new' });
      case 'close':
        return this.#close();
      case 'refresh_home':
        return this.#refreshHome();
      case 'options':
        // Options answer a search in its own acknowledgement; here nothing asked for them.
        return;
    }
  }

  async #show(reply: ScreenReply): Promise<void> {
    await this.#orAsText(reply.screen, async () =>
      this.#first(reply.shared ? await this.#sharing(reply) : this.#waysFor(reply), reply.screen),
    );
  }

  /** A screen that the renderer refuses is a bug of the command that made it; the person gets what it says as text. */
  async #orAsText(screen: Screen, show: () => Promise<void>): Promise<void> {
    try {
      await show();
    } catch (error) {
      this.#tools.log.error(this.#data({ err: error }), 'an answer could not be made');
      const text = this.#essence(screen);
      await this.#first(this.#waysFor({ type: 'screen', screen: text, as: 'new' }), text);
    }
  }

  /** What Slack refuses as it was made is told as text alone: nobody is left without an answer. */
  async #first(ways: readonly Way[], screen: Screen): Promise<void> {
    const codes = await this.#tried(ways);
    if (codes === null) return;
    if (codes.some(isRefusedAsMade)) {
      if ((await this.#tried(this.#ways.onlyText(this.#essence(screen)))) === null) return;
    }
    this.#tools.log.error(this.#data({}), 'an answer could not be shown in any way');
  }

  /** Null where one of them worked; else why each of them did not. */
  async #tried(ways: readonly Way[]): Promise<string[] | null> {
    const codes: string[] = [];
    for (const [way, show] of ways) {
      const outcome = await show();
      if (outcome.ok) return null;
      const { code, reason } = outcome;
      codes.push(code);
      this.#tools.log.warn(this.#data({ way, code, reason }), 'Slack did not show an answer');
    }
    return codes;
  }

  /** For everybody in the channel, or word of why not. */
  async #sharing({ screen }: ScreenReply): Promise<Way[]> {
    const { channelId } = this.#place;
    const audience = channelId === null ? { code: 'no_channel' } : await this.#tools.audience(channelId);
    if ('code' in audience)
      this.#tools.log.warn(this.#data({ code: audience.code }), 'Slack does not say who sees a channel');
    const refusal = notShared(this.#words, 'code' in audience ? 'not_in_channel' : 'channel_shared');
    const told = [...this.#ways.respond('ephemeral', refusal), this.#ways.direct(refusal)];
    const mayShare = 'isOurs' in audience && audience.isOurs;
    return mayShare ? [...this.#ways.respond('in_channel', screen), ...told] : told;
  }

  /** The ways for a reply, the best first. */
  #waysFor({ screen, as }: ScreenReply): Way[] {
    const { view, responseUrl, isPrivateMessage } = this.#place;
    const ways = this.#ways;
    const moved = ways.moved(screen);
    if (as === 'below') return this.#below(screen);
    // Instead of the pressed message, also where a view has been opened since. Where that fails, a `sync-card` job follows.
    if (as === 'card' && responseUrl !== null) return [ways.replace(screen)];
    if (as === 'home' || (as === 'in_place' && view?.kind === 'home')) return [ways.publish(screen), moved];
    if (view?.isWaiting) return [ways.update(screen), ...ways.respond('ephemeral', screen), moved];
    const fits = view?.kind === 'modal' && (as === 'in_form' || as === 'in_place' || as === 'card');
    if (screen.form !== undefined && !fits) return this.#form(screen);
    if (fits) return [ways.update(screen), moved];
    if (view?.kind === 'modal') return this.#onModal(screen);
    if (view?.kind === 'home') return [ways.open(screen), moved];
    const ephemeral = ways.respond('ephemeral', screen);
    if (as === 'in_place' && isPrivateMessage) return [ways.replace(screen), ...ephemeral, moved];
    return responseUrl === null ? [ways.open(screen), moved] : [...ephemeral, moved];
  }

  /** A half-filled form is not thrown away for an answer that could not be laid on top of it. */
  #onModal(screen: Screen): Way[] {
    const top = this.#ways.push(screen);
    const moved = this.#ways.moved(screen);
    return this.#place.view?.draft ? [top, moved] : [top, this.#ways.update(screen), moved];
  }

  #form(screen: Screen): Way[] {
    const expired = formExpired(this.#words, screen);
    const open = this.#place.view?.kind === 'modal' ? this.#ways.push(screen) : this.#ways.open(screen);
    return [open, ...this.#ways.respond('ephemeral', expired), this.#ways.direct(expired)];
  }

  #below(screen: Screen): Way[] {
    const { view } = this.#place;
    if (view === null) return this.#form(screen);
    const expired = this.#ways.direct(formExpired(this.#words, screen));
    return [view.below === null ? this.#ways.update(screen) : this.#ways.updateBelow(screen), expired];
  }

  /**
   * The Home tab as it is for this person now, with the search and page that it showed, where they are known. A failure is
   * only logged: nobody asked to see it.
   */
  async #refreshHome(): Promise<void> {
    const { invocation, home } = this.#place;
    const shown = home ?? this.#tools.homes.get(invocation.identity.user) ?? null;
    const delivery = `${invocation.delivery}:home`;
    const asked = {
      ...invocation,
      id: randomUUID(),
      delivery,
      replyTo: null,
      input: { ...readHomeOpened(shown), unasked: true },
    };
    try {
      for (const reply of await this.#tools.dispatch.answer(asked)) {
        // A refusal is not for the tab.
        if (reply.type !== 'screen' || reply.as !== 'home') continue;
        const outcome = await this.#ways.publish(reply.screen)[1]();
        if (!outcome.ok) this.#tools.log.warn(this.#data({ code: outcome.code }), 'the Home tab is outdated');
      }
    } catch (error) {
      this.#tools.log.error(this.#data({ err: error }), 'the Home tab could not be made');
    }
  }

  /** A message of one's own goes; a view can only be closed in the answer to its submission. */
  async #close(): Promise<void> {
    if (this.#place.view !== null || !this.#place.isPrivateMessage) return;
    const [way, remove] = this.#ways.delete();
    const outcome = await remove();
    if (!outcome.ok) this.#tools.log.warn(this.#data({ way, code: outcome.code }), 'a message stays');
  }

  #essence(screen: Screen): Screen {
    return essence(screen, this.#words, this.#place.invocation.id, flat);
  }

  #data(data: object): object {
    return { request: this.#place.invocation.id, ...data };
  }
}
