/** After a look at what changed, what changes more waits this long: many changes at once are one look. */
const REST_MS = 1_000;

/** Looks at what changed: at once after a rest, and once more after a rest where something changed meanwhile. */
export class Following {
  readonly #look: () => Promise<void>;
  #state: 'at_rest' | 'looking' | 'asked_again' = 'at_rest';
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  /** `look` must not reject. */
  constructor(look: () => Promise<void>) {
    this.#look = look;
  }

  /** Something changed. */
  ask(): void {
    if (this.#isStopped) return;
    if (this.#state !== 'at_rest') this.#state = 'asked_again';
    else void this.#begin();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async #begin(): Promise<void> {
    this.#state = 'looking';
    await this.#look();
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      const isAskedAgain = this.#state === 'asked_again';
      this.#state = 'at_rest';
      if (isAskedAgain) this.ask();
    }, REST_MS);
    this.#timer.unref();
  }
}
