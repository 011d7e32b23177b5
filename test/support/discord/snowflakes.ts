import type { Clock } from './clock.ts';

/** First second of 2015, from which Discord counts. */
const discordEpoch = 1_420_070_400_000n;

/**
 * Ids whose upper bits are the time of the clock: discord.js reads `createdTimestamp` from them.
 * @see https://docs.discord.com/developers/reference#snowflakes
 */
export class Snowflakes {
  readonly #clock: Clock;
  #last = 0n;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  next(): string {
    const byTime = (BigInt(this.#clock.now()) - discordEpoch) << 22n;
    this.#last = byTime > this.#last ? byTime : this.#last + 1n;
    return this.#last.toString();
  }
}
