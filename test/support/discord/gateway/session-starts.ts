import { limits } from '../check/limits.ts';
import type { Clock } from '../clock.ts';
import type { Json } from '../wire.ts';

/**
 * How often an app may IDENTIFY in 24 hours. Who goes on beyond it loses the token.
 * @see https://docs.discord.com/developers/events/gateway#session-start-limit-object
 */
export class SessionStarts {
  readonly #clock: Clock;
  readonly #total: number;
  #remaining: number;
  #resetsAt: number;

  constructor(clock: Clock, { total = 1000, remaining = total }: { total?: number; remaining?: number }) {
    this.#clock = clock;
    this.#total = total;
    this.#remaining = remaining;
    this.#resetsAt = clock.now() + limits.gateway.sessionStartsPer;
  }

  get remaining(): number {
    if (this.#clock.now() >= this.#resetsAt) {
      this.#remaining = this.#total;
      this.#resetsAt = this.#clock.now() + limits.gateway.sessionStartsPer;
    }
    return this.#remaining;
  }

  /** False when there is none left. */
  take(): boolean {
    if (this.remaining <= 0) return false;
    this.#remaining -= 1;
    return true;
  }

  json(): Json {
    const { remaining } = this;
    const reset_after = Math.max(0, this.#resetsAt - this.#clock.now());
    return { total: this.#total, remaining, reset_after, max_concurrency: 1 };
  }
}
