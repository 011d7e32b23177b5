import { createHmac } from 'node:crypto';
import { type Database, instant, rows, sql } from '#database/connection.ts';
import { ASK_EVERY_MS, type LicenceSnapshot, type LicenceVerdict, licenceAt } from '#domain/licence.ts';
import { type Licence, type Plan, planUserLimit } from '#domain/plan.ts';
import type { Clock } from '../deps.ts';
import { askLicenceService, type LicenceKey } from './ask-licence-service.ts';

/** The licence as last known, and how it is kept up to date. */
export interface LicenceWatch {
  /** Never a call to another service. */
  licence(): Licence;
  /** Looks whether the key changed or the service is to be asked, and asks; run every minute and at start. */
  refresh(): Promise<void>;
  /** When the licence service last responded; null where nobody is asked, or it never did. */
  respondedAt(): Date | null;
  /** Waits for no response any more. */
  stop(): void;
}

/** On a database of our own plan and limit are what the operator says; `userLimit` undefined: the plan's. */
export function standaloneLicence(plan: { name: Plan; userLimit: number | null | undefined }): LicenceWatch {
  const userLimit = plan.userLimit === undefined ? planUserLimit(plan.name) : plan.userLimit;
  const licence: Licence = { plan: plan.name, status: 'active', userLimit };
  return { licence: () => licence, refresh: async () => {}, respondedAt: () => null, stop: () => {} };
}

interface LicenceDeps {
  db: Database;
  clock: Clock;
  /** Keys the digest of the licence key. */
  secret: string;
  /** Without a trailing slash. */
  serviceUrl: string;
  log: { warn(data: object, message: string): void };
}

/** How long one process may take to ask before another does. */
const CLAIM_MS = 60_000;

/**
 * On Hexabot's database its key counts. The service is asked about a key at most once an hour, by one process
 * for all: the snapshot is in chatops.licence. A new key or instance is asked about at once.
 */
export function attachedLicence(deps: LicenceDeps): LicenceWatch {
  let snapshot: LicenceSnapshot = { hasKey: true, verdict: null, failing: true };
  const stopping = new AbortController();
  const ask = async (key: LicenceKey, digest: string): Promise<void> => {
    const reply = await askLicenceService(deps.serviceUrl, key, stopping.signal);
    if ('verdict' in reply) return storeVerdict(deps, digest, reply.verdict);
    if (stopping.signal.aborted) return;
    deps.log.warn({ failure: reply.failure }, 'the licence service does not answer');
    await storeFailure(deps, digest, reply.failure);
  };
  return {
    licence: () => licenceAt(snapshot, deps.clock()),
    async refresh() {
      const found = await readKey(deps);
      if (found === null) {
        snapshot = { hasKey: false, verdict: null, failing: false };
        return;
      }
      const digest = digestOf(deps.secret, found);
      // What other processes know counts at once, also while this one waits for a response.
      snapshot = await readSnapshot(deps, digest);
      if (await claim(deps, digest)) await ask(found, digest);
      snapshot = await readSnapshot(deps, digest);
    },
    respondedAt: () => snapshot.verdict?.at ?? null,
    stop: () => stopping.abort(),
  };
}

async function readKey({ db }: LicenceDeps): Promise<LicenceKey | null> {
  const { t } = db;
  const [row] = await rows(
    db.em(),
    sql<{ key: string | null; instance: string | null }>`
    SELECT (SELECT value #>> '{}' FROM ${t.settings} WHERE "group" = 'global_settings' AND label = 'license_key'
        ORDER BY updated_at DESC NULLS LAST LIMIT 1) AS key,
      (SELECT value #>> '{}' FROM ${t.metadata} WHERE name = 'instance_id') AS instance`,
  );
  const key = row?.key?.trim() ?? '';
  return key === '' ? null : { key, instance: row?.instance?.trim() || null };
}

function digestOf(secret: string, { key, instance }: LicenceKey): string {
  return createHmac('sha256', secret)
    .update(`licence:${JSON.stringify([key, instance])}`)
    .digest('base64url');
}

/** True for the one process that is to ask now. What was known of another key is forgotten. */
async function claim({ db, clock }: LicenceDeps, digest: string): Promise<boolean> {
  const now = clock();
  const until = new Date(now.getTime() + CLAIM_MS);
  const askedBefore = new Date(now.getTime() - ASK_EVERY_MS);
  const claimed = await rows(
    db.em(),
    sql`
    INSERT INTO chatops.licence AS l (key_digest, claimed_until) VALUES (${digest}, ${until})
    ON CONFLICT (id) DO UPDATE SET key_digest = excluded.key_digest, claimed_until = excluded.claimed_until,
      asked_at = CASE WHEN l.key_digest = excluded.key_digest THEN l.asked_at END,
      failure = CASE WHEN l.key_digest = excluded.key_digest THEN l.failure END,
      status = CASE WHEN l.key_digest = excluded.key_digest THEN l.status END,
      plan = CASE WHEN l.key_digest = excluded.key_digest THEN l.plan END,
      answered_at = CASE WHEN l.key_digest = excluded.key_digest THEN l.answered_at END
    WHERE l.key_digest <> excluded.key_digest OR (
      (l.asked_at IS NULL OR l.asked_at <= ${askedBefore}) AND (l.claimed_until IS NULL OR l.claimed_until <= ${now}))
    RETURNING id`,
  );
  return claimed.length === 1;
}

async function storeVerdict(
  { db, clock }: LicenceDeps,
  digest: string,
  verdict: LicenceVerdict,
): Promise<void> {
  const now = clock();
  await rows(
    db.em(),
    sql`UPDATE chatops.licence SET status = ${verdict.status}, plan = ${verdict.plan}, answered_at = ${now},
      asked_at = ${now}, failure = NULL, claimed_until = NULL WHERE key_digest = ${digest}`,
  );
}

async function storeFailure({ db, clock }: LicenceDeps, digest: string, failure: string): Promise<void> {
  await rows(
    db.em(),
    sql`UPDATE chatops.licence SET asked_at = ${clock()}, failure = ${failure}, claimed_until = NULL
      WHERE key_digest = ${digest}`,
  );
}

async function readSnapshot({ db }: LicenceDeps, digest: string): Promise<LicenceSnapshot> {
  const [row] = await rows(
    db.em(),
    sql<
      Partial<LicenceVerdict> & { at: string | null; failure: string | null }
    >`SELECT status, plan, answered_at AS at, failure FROM chatops.licence WHERE key_digest = ${digest}`,
  );
  const verdict =
    row?.status && row.plan && row.at ? { status: row.status, plan: row.plan, at: instant(row.at) } : null;
  return { hasKey: true, verdict, failing: row?.failure != null };
}
