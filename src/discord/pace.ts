import { setTimeout as pause } from 'node:timers/promises';
import type { PlatformLog as Log } from '#chat/platform.ts';
import type { Api } from './api.ts';

/** "Gateway", Rate Limiting: one IDENTIFY in 5 s. */
const SPACING_MS = 5_000;
const LONGEST_MS = 5 * 60_000;
/** So many in an hour are what reconnecting needs; more are a loop. */
const UNSUSPICIOUS = 4;
const HOUR_MS = 60 * 60_000;
/** Below this, what is left of the day's session starts is spread over the time until there are new ones. */
const SPARING = 100;

interface Throttler {
  waitForIdentify(shardId: number, signal: AbortSignal): Promise<void>;
}

/**
 * When the next session may start. Discord gives 1000 starts a day and takes the token away from who needs more
 * ("Gateway", Session Start Limit), so a connection that fails over and over slows down, and a service that is
 * restarted over and over saves what is left. Resuming is free and does not wait.
 */
export class SessionPace implements Throttler {
  readonly #api: Api;
  readonly #log: Log;
  readonly #clock: () => Date;
  readonly #pause: typeof pause;
  #starts: number[] = [];

  constructor(api: Api, log: Log, clock: () => Date, wait = pause) {
    this.#api = api;
    this.#log = log;
    this.#clock = clock;
    this.#pause = wait;
  }

  /** Resolves when a session may start; rejects when `signal` ends the waiting. */
  async waitForIdentify(_shardId: number, signal: AbortSignal): Promise<void> {
    // Before the first one it was asked already, before anything was opened (gateway.ts).
    const spared = this.#starts.length === 0 ? 0 : await this.sparing();
    const waitMs = Math.max(this.#backOff(), spared);
    if (waitMs > SPACING_MS) this.#log.warn({ waitMs }, 'Discord: too many sessions were started; waiting');
    if (waitMs > 0) await this.#pause(waitMs, undefined, { signal });
    this.#starts.push(this.#clock().getTime());
  }

  /** How long to wait so that the day's session starts last; all of it where none is left. */
  async sparing(): Promise<number> {
    const gateway = await this.#api.gateway();
    if (!gateway.ok) return 0;
    const { remaining, reset_after } = gateway.value.session_start_limit;
    if (remaining >= SPARING) return 0;
    return remaining === 0 ? reset_after : Math.round(reset_after / remaining);
  }

  #backOff(): number {
    const now = this.#clock().getTime();
    this.#starts = this.#starts.filter((at) => now - at < HOUR_MS);
    const last = this.#starts.at(-1);
    if (last === undefined) return 0;
    const doublings = Math.max(0, this.#starts.length - UNSUSPICIOUS);
    return Math.max(0, Math.min(SPACING_MS * 2 ** doublings, LONGEST_MS) - (now - last));
  }
}
