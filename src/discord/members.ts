import type { PlatformLog as Log } from '#chat/platform.ts';
import type { Api } from './api.ts';
import { guildOfMark } from './guild-mark.ts';

/** In which guild somebody acts, and whether it is one of ours. */
export interface Belonging {
  guildId: string;
  /** Null: Discord does not say at the moment. */
  served: boolean | null;
}

/** Whom this installation serves (gate question 1): members of the guilds of DISCORD_GUILD_IDS. */
export class Members {
  readonly #api: Api;
  readonly #guildIds: readonly string[];
  readonly #log: Log;

  constructor(api: Api, guildIds: readonly string[], log: Log) {
    this.#api = api;
    this.#guildIds = guildIds;
    this.#log = log;
  }

  isServed(guildId: string): boolean {
    return this.#guildIds.includes(guildId);
  }

  /**
   * In a direct message the guild is the one whose mark the card carries, else the first that the person is a
   * member of, or of which Discord does not say; it is asked each time, as people leave.
   */
  async inDirectMessage(userId: string, mark: number | undefined): Promise<Belonging> {
    const marked = guildOfMark(mark, this.#guildIds);
    const candidates = marked === null ? this.#guildIds : [marked];
    let unknown: string | null = null;
    for (const guildId of candidates) {
      const isMember = await this.isMember(guildId, userId);
      if (isMember) return { guildId, served: true };
      if (isMember === null) unknown ??= guildId;
    }
    if (unknown !== null) return { guildId: unknown, served: null };
    return { guildId: marked ?? 'unknown', served: false };
  }

  /** Null where Discord does not answer, and for a guild that is not served, which it is not asked about. */
  async isMember(guildId: string, userId: string): Promise<boolean | null> {
    if (!this.isServed(guildId)) return null;
    const outcome = await this.#api.member(guildId, userId);
    if (outcome.ok) return true;
    if (UNKNOWN.has(outcome.code)) return false;
    this.#log.warn({ code: outcome.code }, 'Discord did not say whether somebody is a member');
    return null;
  }

  /** The guild that a sent message is about; null where it does not say. */
  async guildOf(channelId: string, messageId: string): Promise<string | null> {
    const [only, another] = this.#guildIds;
    if (only !== undefined && another === undefined) return only;
    const outcome = await this.#api.message(channelId, messageId);
    return outcome.ok ? guildOfMark(outcome.value.components?.[0]?.id, this.#guildIds) : null;
  }
}

/** Unknown Member, Unknown User. */
const UNKNOWN: ReadonlySet<string> = new Set(['10007', '10013']);
