import { applyCommandAck, applySubmissionAck, readOptions } from '../acks.ts';
import type { Core } from '../core.ts';
import { type Found, findElement, type Narrow, type Which } from '../elements.ts';
import { LIMITS } from '../limits.ts';
import { Payloads } from '../payloads.ts';
import { option, stateFor, type Value } from '../state-values.ts';
import type { Delivery, Kind, SendOptions } from '../transport.ts';
import { asDict, type Dict, type Message, type Option, type View } from '../types.ts';
import type { Channel, PersonRecord } from '../workspace.ts';
import { changed, pressed } from './action.ts';
import { checkBeforeSubmit } from './client-checks.ts';
import { isView, Screen, type Where } from './screen.ts';

/** How something is done: which of several buttons, how it is delivered, and on how old a copy. */
export type DoOptions = Narrow & SendOptions & { stale?: boolean };

/** Somebody in front of Slack's client. Each verb sends what Slack sends, and waits for the acknowledgement. */
export class Person {
  readonly record: PersonRecord;
  readonly #core: Core;
  readonly #payloads: Payloads;
  readonly #screen: Screen;
  /** Options that a search has shown, by block_id and action_id. */
  readonly #searched = new Map<string, Dict[]>();

  constructor(core: Core, record: PersonRecord) {
    this.#core = core;
    this.record = record;
    this.#payloads = new Payloads(core, record);
    this.#screen = new Screen(core, record.userId);
  }

  get id(): string {
    return this.record.userId;
  }

  /** The modal on top, as it is now with what is typed. */
  get view(): View | undefined {
    return this.#core.views.stack(this.id).at(-1);
  }

  /** The app's Home tab as published for this person. */
  get home(): View | undefined {
    return this.#core.views.home(this.id);
  }

  /** Messages that only this person sees, oldest first. */
  get ephemerals(): Message[] {
    return this.#core.messages.ephemeralTo(this.id);
  }

  /** The app's direct messages to this person, oldest first. */
  get directMessages(): Message[] {
    return this.#core.messages.in(this.#core.workspace.openIm(this.id).id);
  }

  /** Types a slash command: `ann.types('/hexa users list')`; in a channel by id or name, or in 'dm'. */
  async types(line: string, options: SendOptions & { channel?: string } = {}): Promise<Delivery> {
    const [, command = '', text = ''] = /^(\S+)\s*([\s\S]*)$/.exec(line.trim()) ?? [];
    if (!command.startsWith('/')) throw new Error(`${line} is not a slash command`);
    const channel = this.#channel(options.channel ?? 'C0GENERAL');
    const delivery = await this.#send(
      'slash_commands',
      this.#payloads.command(command, text, channel),
      options,
    );
    applyCommandAck(this.#core, delivery, this.id, channel.id);
    this.#core.changes.happened();
    return delivery;
  }

  /** Presses a button, named by its text or `action_id`, and says yes where Slack asks for confirmation. */
  async presses(where: Where, which: Which, options: DoOptions = {}): Promise<Delivery> {
    const now = this.#screen.now(where, options.stale);
    const found = findElement(now.blocks, which, 'button', options);
    return this.#act(now, pressed(found), options);
  }

  /**
   * Chooses in a select, menu, picker, radio group or checkboxes, or types into an input. Undefined when Slack
   * sends nothing then: an input block without `dispatch_action`.
   */
  async chooses(
    where: Where,
    which: Which,
    value: Value,
    options: DoOptions = {},
  ): Promise<Delivery | undefined> {
    const now = this.#screen.now(where, options.stale);
    const found = findElement(now.blocks, which, 'value', options);
    const entry = this.#enter(now, found, value);
    if (found.holder === 'input' && found.block.dispatch_action !== true) return undefined;
    return this.#act(this.#screen.now(where, options.stale), changed(found, entry), options);
  }

  /** Types into inputs without sending anything. */
  fills(where: Where, values: Record<string, Value>): void {
    const now = this.#screen.now(where);
    for (const [which, value] of Object.entries(values)) {
      this.#enter(now, findElement(now.blocks, which, 'value'), value);
    }
  }

  /**
   * Fills a modal in and submits it. Values are named by label, block_id or action_id; what is not named keeps
   * what was typed, else its first value. Throws a ClientRefusal where Slack's client would not send the form,
   * unless `unchecked`. What the answer says happens to the screen.
   */
  async submits(
    view: View,
    values: Record<string, Value> = {},
    options: SendOptions & { stale?: boolean; unchecked?: boolean } = {},
  ): Promise<Delivery> {
    const now = this.#screen.now(view, options.stale);
    for (const [which, value] of Object.entries(values)) {
      this.#enter(now, findElement(now.blocks, which, 'value'), value);
    }
    now.state = { values: this.#screen.state(now) };
    if (!options.stale && this.view?.id !== view.id) throw new Error(`the view ${view.id} is not on top`);
    if (!options.unchecked) checkBeforeSubmit(now, now.state.values);
    const delivery = await this.#send('interactive', this.#payloads.submission(now), options);
    applySubmissionAck(this.#core, delivery, now, this.id);
    this.#core.changes.happened();
    return delivery;
  }

  /** Closes a modal (`all`: the whole stack). Undefined when the app did not ask to be told. */
  async closes(view: View, options: SendOptions & { all?: boolean } = {}): Promise<Delivery | undefined> {
    const now = this.#screen.now(view);
    const cleared = options.all === true || now.clear_on_close === true;
    if (cleared) this.#core.views.clear(this.id);
    else this.#core.views.close(now.id);
    this.#core.changes.happened();
    if (now.notify_on_close !== true) return undefined;
    return this.#send('interactive', this.#payloads.closed(now, cleared), options);
  }

  /** Opens the app's Home tab. */
  async opensHome(options: SendOptions & { tab?: 'home' | 'messages' | 'about' } = {}): Promise<Delivery> {
    return this.#send('events_api', this.#payloads.homeOpened(this.home, options.tab ?? 'home'), options);
  }

  /** Uses a global shortcut, or one on a message. */
  async shortcut(callbackId: string, options: SendOptions & { on?: Message } = {}): Promise<Delivery> {
    const payload = options.on
      ? this.#payloads.messageAction(callbackId, this.#screen.now(options.on))
      : this.#payloads.shortcut(callbackId);
    return this.#send('interactive', payload, options);
  }

  /** Types into an external select; the options that it then shows. They may be chosen afterwards. */
  async searches(where: Where, which: Which, text: string, options: DoOptions = {}): Promise<Option[]> {
    const now = this.#screen.now(where, options.stale);
    const found = findElement(now.blocks, which, 'value', options);
    if (!found.type.endsWith('external_select'))
      throw new Error(`${String(which)} is not an external select`);
    const least = Number(found.element.min_query_length ?? LIMITS.minQueryLength);
    if (text.length < least) throw new Error(`Slack asks only from ${least} characters on`);
    const payload = isView(now)
      ? this.#payloads.suggestionOnView(this.#withState(now), found, text)
      : this.#payloads.suggestionOnMessage(now, found, text);
    const delivery = await this.#send('interactive', payload, options);
    const shown = readOptions(this.#core, delivery);
    this.#searched.set(keyOf(found), shown);
    return shown as Option[];
  }

  /** Changes: leaves, gets another email. Sends `user_change`, unless `silently`. */
  async becomes(
    change: Partial<PersonRecord>,
    options: SendOptions & { silently?: boolean } = {},
  ): Promise<Delivery | undefined> {
    Object.assign(this.record, change);
    if (options.silently) return undefined;
    return this.#send('events_api', this.#payloads.userChanged(), options);
  }

  /** The errors beside the inputs of a modal, by block_id. */
  errors(view: View): Record<string, string> {
    return { ...this.#core.views.shown(view.id)?.errors };
  }

  #enter(where: Where, found: Found, value: Value): Dict {
    const searched = this.#searched.get(keyOf(found)) ?? [];
    if (found.type === 'overflow') {
      return { type: 'overflow', selected_option: option(found.element, String(value), searched) };
    }
    const entry = stateFor(found.element, value, searched);
    this.#screen.keep(where, found.blockId, found.actionId, entry);
    return entry;
  }

  #act(where: Where, action: Dict, options: SendOptions): Promise<Delivery> {
    const payload = isView(where)
      ? this.#payloads.actionOnView(this.#withState(where), action)
      : this.#payloads.actionOnMessage(where, this.#screen.state(where), action);
    return this.#send('interactive', payload, options);
  }

  #withState(view: View): View {
    return { ...view, state: { values: this.#screen.state(view) } };
  }

  #send(kind: Kind, payload: Dict, options: SendOptions): Promise<Delivery> {
    return this.#core.send(kind, payload, options);
  }

  #channel(name: string): Channel {
    const { workspace } = this.#core;
    if (name === 'dm') return workspace.openIm(this.id);
    const found = [...workspace.channels.values()].find((one) => one.id === name || one.name === name);
    if (!found) throw new Error(`there is no channel ${name}`);
    if (!workspace.isMember(found, this.id)) throw new Error(`${this.id} is not in ${name}`);
    return found;
  }
}

function keyOf(found: Found): string {
  return `${found.blockId} ${found.actionId} ${String(asDict(found.element).type)}`;
}
