export interface Failure {
  /** How many calls it meets; by default one. */
  times?: number;
  /** HTTP status; 500 when nothing else is said. */
  status?: number;
  /** Discord's JSON error code, such as 50001. */
  code?: number;
  message?: string;
  /** Seconds, with status 429. */
  retryAfter?: number;
  /** Milliseconds to keep the call waiting before it is served as usual; true: it is never answered. */
  hang?: number | true;
  /** `before`: the connection breaks and nothing happens; `after`: it is served and the answer gets lost. */
  drop?: 'before' | 'after';
}

/** Failures that tests have ordered, by `METHOD /path`. */
export class Failures {
  #orders: { pattern: RegExp | string; failure: Failure; left: number }[] = [];

  order(pattern: RegExp | string, failure: Failure): void {
    this.#orders.push({ pattern, failure, left: failure.times ?? 1 });
  }

  /** The failure that this call meets, if any; counts it. */
  meet(call: string): Failure | undefined {
    const order = this.#orders.find(
      ({ pattern, left }) =>
        left > 0 && (typeof pattern === 'string' ? call.includes(pattern) : pattern.test(call)),
    );
    if (order) order.left -= 1;
    return order?.failure;
  }

  clear(): void {
    this.#orders = [];
  }
}
