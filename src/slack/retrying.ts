import { setTimeout as pause } from 'node:timers/promises';
import { webApi } from './bolt.ts';
import type { Log } from './log.ts';
import { isPassing } from './web.ts';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/** Slack refuses a token: no later try will change that. `code` is Slack's, for example `invalid_auth`. */
export class SlackAuthError extends Error {
  readonly code: string;
  readonly method: string;

  constructor(method: string, code: string) {
    super(`Slack refuses the token: ${method} says ${code}`);
    this.name = 'SlackAuthError';
    this.code = code;
    this.method = method;
  }
}

/** `signal` ends the tries. */
export interface Retry {
  signal: AbortSignal;
}

/**
 * Tries until it works, with pauses from half a second to half a minute; each failure is logged. Throws
 * SlackAuthError where Slack refuses for good. Undefined when `signal` ended it.
 */
export async function retrying<T>(
  work: () => Promise<T>,
  { signal, log, what }: Retry & { log: Log; what: string },
): Promise<T | undefined> {
  for (let wait = FIRST_PAUSE_MS; !signal.aborted; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (error instanceof webApi.WebAPIPlatformError && !isPassing(error.data.error)) {
        throw new SlackAuthError(what, error.data.error);
      }
      if (signal.aborted) break;
      const reason = error instanceof Error ? error.message : 'closed';
      log.warn({ reason, againInMs: wait }, `Slack does not answer ${what}; trying again`);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
