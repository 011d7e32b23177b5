import { within } from './within.ts';

/** Counts what is under way, so that stopping can wait for it, and holds back what would be too much at once. */
export class InFlight {
  readonly #running = new Set<Promise<unknown>>();
  readonly #held = new Set<() => void>();

  /** With what is held back. */
  get size(): number {
    return this.#running.size;
  }

  track<T>(work: Promise<T>): Promise<T> {
    this.#running.add(work);
    const done = (): void => {
      this.#running.delete(work);
      const [next] = this.#held;
      if (next === undefined) return;
      this.#held.delete(next);
      next();
    };
    work.then(done, done);
    return work;
  }

  /**
   * To be awaited by what is tracked, before it begins: resolves once fewer than `most` have begun and are not done, in
   * the order of asking, and after `patienceMs` in any case.
   */
  async room({ most, patienceMs }: { most: number; patienceMs: number }): Promise<void> {
    if (this.#held.size === 0 && this.#running.size < most) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.add(resolve);
    await within(patienceMs, promise);
    this.#held.delete(resolve);
  }

  /** Resolves when nothing is under way any more, also what began meanwhile. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
