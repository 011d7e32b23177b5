import { type Database, rows, sql } from '#database/connection.ts';
import type { Clock } from '../deps.ts';

/** How single sign-on is configured, for the gate. */
export interface Sso {
  enabled: boolean;
  /** CHATOPS_SSO_STRICT. */
  strict: boolean;
}

/** Whether single sign-on is on, as last known, and how that is kept up to date. */
export interface SsoWatch {
  /** Never a call to another service. */
  sso(): Sso;
  /** Asks Hexabot again; run at start and every minute. */
  refresh(): Promise<void>;
  /** When Hexabot last responded to this process; null where it never did. */
  respondedAt(): Date | null;
  /** Waits for no response any more. */
  stop(): void;
}

/** SSO_ENABLED was given, or there is nobody to ask. */
export function configuredSso(sso: Sso): SsoWatch {
  return { sso: () => sso, refresh: async () => {}, respondedAt: () => null, stop: () => {} };
}

interface SsoDeps {
  db: Database;
  clock: Clock;
  /** HEXABOT_API_URL, with or without `/api` at its end. */
  apiUrl: string;
  strict: boolean;
  log: { warn(data: object, message: string): void };
}

const TIMEOUT_MS = 3_000;

/**
 * Hexabot is asked. What it said last is stored in chatops.installation and counts while it does not answer, also after a
 * restart. Before its first response ever, SSO counts as on: what that closes, the panel may have left to the identity
 * provider, and it is open again within a minute of the response.
 */
export function askedSso({ db, clock, apiUrl, strict, log }: SsoDeps): SsoWatch {
  const address = `${apiUrl.replace(/\/api$/, '')}/api/config`;
  let known: boolean | null = null;
  let respondedAt: Date | null = null;
  const stopping = new AbortController();
  return {
    sso: () => ({ enabled: known ?? true, strict }),
    async refresh() {
      known ??= await lastKnown(db);
      const response = await ask(address, stopping.signal);
      if (stopping.signal.aborted) return;
      if ('failure' in response) {
        log.warn({ address, failure: response.failure }, 'Hexabot does not say whether SSO is on');
        return;
      }
      respondedAt = clock();
      if (response.enabled === known) return;
      known = response.enabled;
      await rows(db.em(), sql`UPDATE chatops.installation SET sso_enabled = ${known}`);
    },
    respondedAt: () => respondedAt,
    stop: () => stopping.abort(),
  };
}

/** What Hexabot said last; null: it never did. */
async function lastKnown(db: Database): Promise<boolean | null> {
  const [row] = await rows(
    db.em(),
    sql<{ enabled: boolean | null }>`SELECT sso_enabled AS enabled FROM chatops.installation`,
  );
  return row?.enabled ?? null;
}

async function ask(
  address: string,
  stopped: AbortSignal,
): Promise<{ enabled: boolean } | { failure: string }> {
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(TIMEOUT_MS)]);
    const response = await fetch(address, { signal });
    const body = (await response.json()) as { ssoEnabled?: unknown } | null;
    const enabled = body?.ssoEnabled;
    return response.ok && typeof enabled === 'boolean'
      ? { enabled }
      : { failure: `HTTP ${response.status} without ssoEnabled` };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : 'unknown' };
  }
}
