/** As many turns with arrivals in a row go before the work that waits longest. */
const MOST_IN_A_ROW = 100;
/** For so many that wait, one begins in a turn, as turns are long where much else is going on. */
const SHARE = 50;

/**
 * Acknowledgements go before work. Node takes one new connection in a turn of the event loop, so where fifty people type
 * at once the last would wait for the work of all others, and Slack waits 3 s. What arrives alone begins at once; of
 * what arrives close together the rest begins in order, in turns in which nothing arrived.
 */
export class Arrivals {
  readonly #waiting: (() => void)[] = [];
  #isCalm = true;
  #arrived = false;
  #passedOver = 0;

  /** How many have asked whose work has not begun. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /**
   * To be asked once an arrival is acknowledged, or read where the acknowledgement waits for the work: resolves when its
   * work may begin, in the order of asking.
   */
  async settled(): Promise<void> {
    this.#arrived = true;
    if (!this.#isCalm) return new Promise((resolve) => void this.#waiting.push(resolve));
    this.#isCalm = false;
    setImmediate(this.#turn);
  }

  readonly #turn = (): void => {
    if (this.#arrived && this.#passedOver < MOST_IN_A_ROW) {
      this.#passedOver += 1;
    } else {
      this.#passedOver = 0;
      const most = this.#arrived ? 1 : Math.ceil(this.#waiting.length / SHARE);
      for (const begin of this.#waiting.splice(0, most)) begin();
      this.#isCalm = this.#waiting.length === 0;
    }
    this.#arrived = false;
    if (!this.#isCalm) setImmediate(this.#turn);
  };
}
