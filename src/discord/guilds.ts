import { setTimeout as pause } from 'node:timers/promises';
import type { Catalogue } from '#chat/catalogue.ts';
import type { PlatformLog as Log } from '#chat/platform.ts';
import type { Api } from './api.ts';
import { isPassing } from './error-code.ts';
import { inviteLink } from './invite.ts';
import { discordCommands } from './register/commands.ts';
import { registerCommands } from './register/register.ts';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

interface Parts {
  api: Api;
  applicationId: string;
  /** The guilds served. */
  guildIds: readonly string[];
  catalogue: Catalogue;
  log: Log;
}

/** The guilds served that the app is in, each with its commands registered as soon as it is. */
export class Guilds {
  readonly #parts: Parts;
  readonly #present = new Set<string>();
  readonly #ending = new AbortController();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get missing(): string[] {
    return this.#parts.guildIds.filter((id) => !this.#present.has(id));
  }

  /** The app is in this guild: at the start, or from now on. */
  joined(guildId: string): void {
    const { guildIds, log } = this.#parts;
    if (!guildIds.includes(guildId) || this.#present.has(guildId)) return;
    this.#present.add(guildId);
    this.#register(guildId).catch((error: unknown) =>
      log.error({ err: error, guildId }, 'the commands of a guild could not be registered'),
    );
  }

  /** It was thrown out; its commands went with it. */
  left(guildId: string): void {
    if (this.#present.delete(guildId)) this.tellMissing();
  }

  tellMissing(): void {
    const { applicationId, log } = this.#parts;
    for (const guildId of this.missing)
      log.warn({ guildId, invite: inviteLink(applicationId) }, 'Discord: the app is not in a guild served');
  }

  /** Ends what is tried again. */
  stop(): void {
    this.#ending.abort();
  }

  /** Tries until it works or Discord refuses. */
  async #register(guildId: string): Promise<void> {
    const { api, applicationId, catalogue, log } = this.#parts;
    const { signal } = this.#ending;
    const wanted = discordCommands(catalogue);
    for (let waitMs = FIRST_PAUSE_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      const registration = await registerCommands(api, { applicationId, guildId }, wanted);
      if (registration.result === 'done') {
        if (registration.written.length + registration.removed > 0)
          log.info({ guildId, ...registration }, 'the commands of a guild were brought up to date');
        return;
      }
      const { code } = registration;
      // A token that is refused is told by the gateway, once.
      if (code === 'http_401') return;
      if (!isPassing(code))
        return log.error({ guildId, code }, 'Discord did not take the commands of a guild');
      log.warn({ guildId, code, againInMs: waitMs }, 'the commands of a guild could not be registered yet');
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
