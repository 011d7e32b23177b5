import { essence } from '#chat/essence.ts';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import type { Outcome } from '../api.ts';
import { sendDirect } from '../direct.ts';
import { isRefusedAsMade } from '../error-code.ts';
import { unpackNames } from '../field-ids.ts';
import { formMessage } from '../render/form-message.ts';
import { type RenderedMessage, renderMessage } from '../render/message.ts';
import { renderModal } from '../render/modal.ts';
import { planModal } from '../render/modal-plan.ts';
import type { MessageScreen } from '../render/stand-in.ts';
import { flat } from '../render/text.ts';
import { movedToDirect, unexpected } from './notices.ts';
import type { Place, Tools } from './place.ts';
import { problemScreen } from './problems.ts';

type ScreenReply = Extract<Reply, { type: 'screen' }>;
type MessageReply = Omit<ScreenReply, 'screen'> & { screen: MessageScreen };
/** One way of showing something, and its name in the log. */
type Way = readonly [name: string, show: () => Promise<Outcome>];

/**
 * Answers one thing that a person did: each reply by the first way that Discord lets through, by the
 * interaction's token, else by direct message. Nothing ends in silence: what every way refused is in the log.
 */
export class Answer {
  readonly #tools: Tools;
  readonly #place: Place;
  /** A confirm dialog is used up by any answer. */
  #isDialog: boolean;
  /** What was pressed gives way to one screen only; the next ones stand below. */
  #isReplaced = false;
  #isOnlyText = false;

  constructor(tools: Tools, place: Place) {
    this.#tools = tools;
    this.#place = place;
    this.#isDialog = place.source?.isDialog === true && place.source.isPrivate;
  }

  /** Each time, the first of them may take the place of what was pressed. */
  async give(replies: readonly Reply[]): Promise<void> {
    this.#isReplaced = false;
    for (const reply of replies) await this.#give(reply);
    await this.#tidyUp();
  }

  /** The bug's reference, where the answer should have been. */
  async bug(error: unknown, as: ScreenReply['as'] = 'new'): Promise<void> {
    const { invocation, words } = this.#place;
    this.#tools.log.error(this.#data({ err: error }), 'answering failed');
    this.#isReplaced = false;
    const screen = unexpected(words, invocation.id);
    await this.#first(this.#ways({ type: 'screen', screen, as }), screen);
  }

  async #give(reply: Reply): Promise<void> {
    switch (reply.type) {
      case 'screen':
        return this.#show(reply);
      case 'errors':
        return this.#show({
          type: 'screen',
          screen: problemScreen(this.#place.words, reply),
          as: 'in_form',
        });
      case 'close':
        return this.#close();
      case 'options':
      case 'refresh_home':
        // Options answer a search, and Discord has no Home tab.
        return;
    }
  }

  /** A screen that the renderer refuses is a bug of the command that made it; the person gets what it says as text. */
  async #show(reply: ScreenReply): Promise<void> {
    try {
      this.#tools.dialogs.remember(reply.screen, this.#isForAll(reply) ? null : this.#user);
      const ways = reply.screen.form === undefined ? this.#ways(reply) : this.#formWays(reply);
      await this.#first(ways, reply.screen);
    } catch (error) {
      this.#tools.log.error(this.#data({ err: error }), 'an answer could not be made');
      await this.#asText(reply.screen);
    }
  }

  /** What Discord refuses as it was made is told as text alone, once: nobody is left without an answer. */
  async #first(ways: readonly Way[], screen: Screen): Promise<void> {
    const codes: string[] = [];
    for (const [way, show] of ways) {
      const outcome = await show();
      if (outcome.ok) return;
      const { code, reason } = outcome;
      codes.push(code);
      this.#tools.log.warn(this.#data({ way, code, reason }), 'Discord did not show an answer');
    }
    if (codes.some(isRefusedAsMade) && !this.#isOnlyText) {
      return this.#asText(screen);
    }
    this.#tools.log.error(this.#data({}), 'an answer could not be shown in any way');
  }

  async #asText(screen: Screen): Promise<void> {
    this.#isOnlyText = true;
    const { words, invocation } = this.#place;
    const text = essence(screen, words, invocation.id, flat);
    await this.#first(this.#ways({ type: 'screen', screen: text, as: 'new' }), text);
  }

  /** The ways for a reply, the best first. */
  #ways({ screen, as, shared }: MessageReply): Way[] {
    const { response } = this.#place;
    const message = this.#render(screen);
    const reply: Way[] = [['reply', () => response.reply(message)], this.#direct(screen)];
    if (shared) return [['share', () => response.share(message)], ...reply];
    if (this.#takesPlace(as)) return [...this.#replaceWays(message, as), ...reply];
    const { source } = this.#place;
    if (as !== 'card' || source === null || source.isPrivate) return reply;
    const { channelId, messageId } = source;
    return [['edit', () => this.#tools.api.edit(channelId, messageId, message)], ...reply];
  }

  #replaceWays(message: RenderedMessage, as: ScreenReply['as']): Way[] {
    const { response, source } = this.#place;
    const replace: Way = ['replace', () => response.replace(message)];
    const card = this.#isDialog && as !== 'new' ? this.#tools.dialogs.cardOf(source?.messageId ?? '') : null;
    this.#isDialog = false;
    this.#isReplaced = true;
    if (card === null) return [replace];
    const onCard = async (): Promise<Outcome> => {
      const outcome = await this.#tools.api.editOriginal({ token: card }, message);
      if (outcome.ok) await response.remove();
      return outcome;
    };
    return [['card', onCard], replace];
  }

  /** Others see it too, and may press what stands in it. */
  #isForAll({ as, shared }: ScreenReply): boolean {
    return shared === true || (as === 'card' && this.#place.source?.isPrivate === false);
  }

  /** A shared message is never rewritten with the presser's rights (docs/design.md, section 4). */
  #takesPlace(as: ScreenReply['as']): boolean {
    const { response, source } = this.#place;
    if (!response.canReplace || this.#isReplaced) return false;
    if (this.#isDialog) return true;
    return source?.isPrivate === true && as !== 'new' && as !== 'push';
  }

  /** A modal where it can still open, which is only in the first response; else a message with a button for it. */
  #formWays({ screen, as }: ScreenReply): Way[] {
    const { response, words } = this.#place;
    const asMessage: MessageReply = { type: 'screen', screen: formMessage(screen, words), as };
    if (!response.isOpen || !this.#isForModal(screen)) return this.#ways(asMessage);
    const modal = renderModal(screen, { words, wanted: this.#wanted() });
    const open = async (): Promise<Outcome> => {
      const outcome = await response.openModal(modal);
      if (outcome.ok) await this.#showButtons(screen, asMessage.screen);
      return outcome;
    };
    return [['modal', open], ...this.#ways(asMessage)];
  }

  /** Lists that are too long for a modal are chosen from in a message first. */
  #isForModal(screen: Screen): boolean {
    const { asked, tooLong } = planModal(screen);
    const { input } = this.#place.invocation;
    const isAskedFor = input.type === 'action' && input.name === 'forms.open';
    return asked.length > 0 && (tooLong.length === 0 || isAskedFor);
  }

  /** A modal has no buttons: those of its form stand in a message behind it, unless one stands there already. */
  async #showButtons({ actions = [], form }: Screen, asMessage: MessageScreen): Promise<void> {
    const { response, source } = this.#place;
    if (actions.length === 0 || form === undefined || source?.draft === form.draft) return;
    const outcome = await response.followUp(this.#render(asMessage));
    const { token } = response;
    if (outcome.ok) this.#tools.dialogs.standsFor(form.draft, { token, messageId: outcome.value.id });
    else this.#tools.log.warn(this.#data({ code: outcome.code }), 'the buttons of a form could not be shown');
  }

  #wanted(): string[] {
    const { input } = this.#place.invocation;
    return input.type === 'action' && input.name === 'forms.open' ? unpackNames(input.ids[1]) : [];
  }

  #direct(screen: MessageScreen): Way {
    const { invocation, words } = this.#place;
    const whom = { guildId: invocation.identity.workspace, userId: this.#user };
    return ['direct', () => sendDirect(this.#tools.api, whom, movedToDirect(words, screen))];
  }

  async #close(): Promise<void> {
    const { response, source } = this.#place;
    if (source?.isPrivate !== true || !response.canReplace) return;
    this.#isDialog = false;
    const outcome = await response.remove();
    if (!outcome.ok)
      this.#tools.log.info(this.#data({ code: outcome.code }), 'a message could not be closed');
  }

  /** "Thinking…" does not stay where there was nothing to say; and every interaction is responded to. */
  async #tidyUp(): Promise<void> {
    const { response, source } = this.#place;
    if (response.isOpen) await (source === null ? response.think() : response.hold());
    if (response.isThinking) await response.remove();
  }

  #render(screen: MessageScreen): RenderedMessage {
    const { source, invocation } = this.#place;
    return renderMessage(screen, source?.isDirect ? { guildId: invocation.identity.workspace } : {});
  }

  get #user(): string {
    return this.#place.invocation.identity.user;
  }

  #data(data: object): object {
    return { requestId: this.#place.invocation.id, ...data };
  }
}
