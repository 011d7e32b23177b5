interface Window {
  used: number;
  endsAt: number;
}

export interface RateLimit {
  limit: number;
  /** Milliseconds. */
  per: number;
}

/**
 * One bucket per route and major parameter, as Discord has them. Headers come with every answer.
 * @see https://docs.discord.com/developers/topics/rate-limits
 */
export class RateLimiter {
  readonly #windows = new Map<string, Window>();
  readonly #rate: RateLimit;

  constructor(rate: RateLimit) {
    this.#rate = rate;
  }

  /** Counts one call. `retryAfter` (seconds) is there when it was one too many. */
  use(bucket: string): { headers: Record<string, string>; retryAfter?: number } {
    const now = Date.now();
    const open = this.#windows.get(bucket);
    const window = open && open.endsAt > now ? open : { used: 0, endsAt: now + this.#rate.per };
    window.used += 1;
    this.#windows.set(bucket, window);
    const seconds = (window.endsAt - now) / 1000;
    const headers = {
      'x-ratelimit-limit': String(this.#rate.limit),
      'x-ratelimit-remaining': String(Math.max(0, this.#rate.limit - window.used)),
      'x-ratelimit-reset': (window.endsAt / 1000).toFixed(3),
      'x-ratelimit-reset-after': seconds.toFixed(3),
      'x-ratelimit-bucket': Buffer.from(bucket).toString('hex').slice(0, 32),
    };
    return window.used > this.#rate.limit ? { headers, retryAfter: seconds } : { headers };
  }
}
