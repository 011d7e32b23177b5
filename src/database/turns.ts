/** As PostgreSQL's own code for a lock that was not given in time: to whoever waits it is the same. */
const LOCK_NOT_AVAILABLE = '55P03';
const WAIT_MS = 5_000;

/** Lets at most `most` pieces of work run at once; the others wait, at most 5 s, and then reject with 55P03. */
export class Turns {
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(most: number) {
    this.#free = most;
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.#turn();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const begin = (): void => {
        clearTimeout(late);
        resolve();
      };
      const late = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        reject(
          Object.assign(new Error('too many others write at this moment'), { code: LOCK_NOT_AVAILABLE }),
        );
      }, WAIT_MS);
      this.#waiting.push(begin);
    });
  }
}
