import { LRUCache } from 'lru-cache';
import { within } from '#timing/within.ts';
import { LIMITS } from './limits.ts';
import type { Log } from './log.ts';
import { belongs, isOfTeam, type Team, type Who } from './read/team.ts';
import { codeOf, type WebClient } from './web.ts';

const REMEMBERED_MS = 60 * 60_000;
const AT_MOST = 10_000;

/**
 * Whether somebody belongs to the workspace or grid that is served (gate question 1). Slack is asked only where the
 * payload leaves it open, and what it says is remembered for an hour. Null: it does not say, or not in time.
 */
export class Members {
  readonly #web: WebClient;
  readonly #team: Team;
  readonly #log: Log;
  readonly #known: LRUCache<string, boolean>;
  readonly #asking = new Map<string, Promise<boolean | null>>();

  constructor(web: WebClient, team: Team, log: Log, clock: () => Date) {
    this.#web = web;
    this.#team = team;
    this.#log = log;
    const perf = { now: () => clock().getTime() };
    this.#known = new LRUCache({ max: AT_MOST, ttl: REMEMBERED_MS, ttlResolution: 0, perf });
  }

  async isServed(who: Who): Promise<boolean | null> {
    const belonging = belongs(who, this.#team);
    if (belonging !== 'unclear') return belonging === 'ours';
    const known = this.#known.get(who.userId);
    if (known !== undefined) return known;
    const member = await within(LIMITS.memberWithinMs, this.#asked(who.userId));
    return member === 'late' ? null : member;
  }

  /** Once at a time for each person; what comes too late for one payload serves the next. */
  #asked(userId: string): Promise<boolean | null> {
    const asking = this.#asking.get(userId) ?? this.#ask(userId).finally(() => this.#asking.delete(userId));
    this.#asking.set(userId, asking);
    return asking;
  }

  async #ask(userId: string): Promise<boolean | null> {
    try {
      const { user } = await this.#web.users.info({ user: userId });
      const isOurs = user !== undefined && isOfTeam(user, this.#team);
      this.#known.set(userId, isOurs);
      return isOurs;
    } catch (error) {
      const code = codeOf(error);
      if (UNKNOWN.has(code)) return false;
      this.#log.warn({ code }, 'Slack did not say whose person this is');
      return null;
    }
  }
}

/** docs.slack.dev, users.info: Slack says that the app has nothing to do with this person. */
const UNKNOWN: ReadonlySet<string> = new Set(['user_not_found', 'user_not_visible']);
