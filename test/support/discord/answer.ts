import type { Stage } from './people/deliver.ts';
import { ShownMessage, ShownModal } from './shown.ts';
import { textOf } from './text-of.ts';
import { until } from './waiting.ts';
import { type ChoiceJson, type Json, MessageFlag, ResponseType } from './wire.ts';
import type { FirstResponse, InteractionState } from './world.ts';

/**
 * How long a verb waits: until a deferred response has been filled in (`settled`), only for the first
 * response, or not at all.
 */
export type Patience = 'settled' | 'first' | 'none';

export type AnswerKind = 'none' | 'message' | 'deferred' | 'deferred update' | 'update' | 'choices' | 'modal';

const kinds: Readonly<Record<number, AnswerKind>> = {
  [ResponseType.message]: 'message',
  [ResponseType.deferredMessage]: 'deferred',
  [ResponseType.deferredUpdate]: 'deferred update',
  [ResponseType.update]: 'update',
  [ResponseType.choices]: 'choices',
  [ResponseType.modal]: 'modal',
};

/** What became of one thing that a person did; every getter says how it is now. */
export class Answer {
  /** What the person did, in words. */
  readonly to: string;
  readonly #stage: Stage;
  readonly #interaction: InteractionState;

  constructor(stage: Stage, interaction: InteractionState, to: string) {
    this.#stage = stage;
    this.#interaction = interaction;
    this.to = to;
  }

  get id(): string {
    return this.#interaction.id;
  }

  get token(): string {
    return this.#interaction.token;
  }

  /** The INTERACTION_CREATE that was sent. */
  get payload(): Json {
    return this.#interaction.payload;
  }

  get first(): FirstResponse | undefined {
    return this.#interaction.first;
  }

  /** Of the first response. */
  get kind(): AnswerKind {
    return kinds[this.first?.type ?? 0] ?? 'none';
  }

  /** "The application did not respond". */
  get expired(): boolean {
    return this.#interaction.expired;
  }

  /** The response, or the message that was updated; undefined when there is none, or no longer. */
  get message(): ShownMessage | undefined {
    return this.#shown(this.#interaction.originalId);
  }

  get ephemeral(): boolean {
    const state = this.#stage.world.messages.get(this.#interaction.originalId ?? '');
    return Boolean((state?.json.flags ?? 0) & MessageFlag.ephemeral);
  }

  get followUps(): ShownMessage[] {
    return this.#interaction.followUps.flatMap((id) => this.#shown(id) ?? []);
  }

  get modal(): ShownModal | undefined {
    const { modal } = this.#interaction;
    return modal && new ShownModal(modal, this.#interaction);
  }

  get choices(): readonly ChoiceJson[] {
    return this.#interaction.choices ?? [];
  }

  /** What the person sees: the modal or the message, and follow-ups below it. */
  get text(): string {
    return [this.modal ?? this.message, ...this.followUps].map(textOf).filter(Boolean).join('\n');
  }

  /** Milliseconds after the interaction, by the double's clock. */
  get timings(): { first?: number; settled?: number } {
    const { createdAt, settledAt } = this.#interaction;
    return {
      ...(this.first && { first: this.first.at - createdAt }),
      ...(settledAt !== undefined && { settled: settledAt - createdAt }),
    };
  }

  /** Waits for the first response. Throws when there is none within 3 seconds. */
  async firstResponse(): Promise<this> {
    await this.#until(() => this.first !== undefined, 'a first response to');
    return this;
  }

  /** Waits until a deferred response has been filled in, followed up or taken away. */
  async settled(within?: number): Promise<this> {
    await this.#until(() => this.#interaction.settledAt !== undefined, 'the end of the answer to', within);
    return this;
  }

  /** Waits for the outcome "The application did not respond". */
  async unanswered(): Promise<this> {
    const { world, record } = this.#stage;
    const hint = () => record.tail();
    await until(world, () => this.expired, `no answer to ${this.to}`, { hint });
    return this;
  }

  /** Waits until what the person sees satisfies `look`. */
  async shows(look: string | RegExp | ((answer: this) => unknown)): Promise<this> {
    const satisfied = () => {
      if (typeof look === 'string') return this.text.includes(look);
      return look instanceof RegExp ? look.test(this.text) : Boolean(look(this));
    };
    const hint = () => `\nShown:\n${this.text}${this.#stage.record.tail()}`;
    await until(this.#stage.world, satisfied, `${look} in the answer to ${this.to}`, { hint });
    return this;
  }

  async #until(done: () => boolean, what: string, within = 15_000): Promise<void> {
    const { world, record, gateway } = this.#stage;
    const hint = () => record.tail();
    const outcome = () => (done() ? 'done' : this.expired && 'expired');
    if ((await until(world, outcome, `${what} ${this.to}`, { within, hint })) === 'done') return;
    const offline = gateway.connected === 0 ? ' (no gateway connection)' : '';
    throw new Error(`"The application did not respond" to ${this.to}${offline}.${hint()}`);
  }

  #shown(id: string | undefined): ShownMessage | undefined {
    const state = this.#stage.world.messages.get(id ?? '');
    return state && !state.deleted ? new ShownMessage(state) : undefined;
  }
}
