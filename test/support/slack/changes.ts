/** Waits for something to become true by looking again after each thing that happens; never by sleeping. */
export class Changes {
  readonly #listeners = new Set<() => void>();

  /** Something happened: everybody who waits looks again. */
  happened(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  /** The first value that is not undefined; rejects at the deadline with what `describe` says. */
  until<T>(look: () => T | undefined, within: number, describe: () => string): Promise<T> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void): void => {
        clearTimeout(timer);
        this.#listeners.delete(check);
        act();
      };
      const check = (): void => {
        try {
          const value = look();
          if (value !== undefined) settle(() => resolve(value));
        } catch (error) {
          settle(() => reject(error));
        }
      };
      const timer = setTimeout(() => settle(() => reject(new Error(describe()))), within);
      this.#listeners.add(check);
      check();
    });
  }
}
