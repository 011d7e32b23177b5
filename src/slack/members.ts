import type { Log } from './log.ts';
import { type Belonging, belongs, type Team, type Who } from './read/team.ts';
import { codeOf, type WebClient } from './web.ts';

const REMEMBERED_MS = 60 * 60_000;
const AT_MOST = 10_000;

/**
 * Whether somebody belongs to the workspace or grid that is served (gate question 1). Only where the payload
 * leaves it open, in a grid, Slack is asked, and the answer kept for an hour. No answer: foreign.
 */
export class Members {
  readonly #web: WebClient;
  readonly #team: Team;
  readonly #log: Log;
  readonly #clock: () => Date;
  readonly #known = new Map<string, { isOurs: boolean; until: number }>();

  constructor(web: WebClient, team: Team, log: Log, clock: () => Date) {
    this.#web = web;
    this.#team = team;
    this.#log = log;
    this.#clock = clock;
  }

  async isServed(who: Who): Promise<boolean> {
    const belonging: Belonging = belongs(who, this.#team);
    return belonging === 'unclear' ? this.#asked(who.userId) : belonging === 'ours';
  }

  /** For the events, which name a person but not their workspace. */
  async isServedById(userId: string): Promise<boolean> {
    return this.#asked(userId);
  }

  async #asked(userId: string): Promise<boolean> {
    const now = this.#clock().getTime();
    const known = this.#known.get(userId);
    if (known !== undefined && known.until > now) return known.isOurs;
    const isOurs = await this.#ask(userId);
    if (isOurs === null) return false;
    if (this.#known.size >= AT_MOST) this.#known.clear();
    this.#known.set(userId, { isOurs, until: now + REMEMBERED_MS });
    return isOurs;
  }

  async #ask(userId: string): Promise<boolean | null> {
    try {
      const { user } = await this.#web.users.info({ user: userId });
      const grid = user?.enterprise_user?.enterprise_id;
      return user?.team_id === this.#team.teamId || (grid !== undefined && grid === this.#team.enterpriseId);
    } catch (error) {
      this.#log.warn({ code: codeOf(error) }, 'Slack did not say whose person this is');
      return null;
    }
  }
}
