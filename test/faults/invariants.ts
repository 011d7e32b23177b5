import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { proofRows } from './passkeys.ts';
import { none, type Row, row } from './report.ts';
import type { Stage } from './stage.ts';

interface Watch {
  /** What was seen to be wrong at any moment; also that nothing could be seen. */
  stop(): Promise<string[]>;
}

const ADMINISTRATORS = `SELECT count(DISTINCT u.id)::int FROM users u JOIN user_roles ur ON ur.user_id = u.id
  JOIN roles r ON r.id = ur.role_id WHERE u.state AND r.name = 'admin' AND u.type = 'UserOrmEntity'`;
const USERS = `SELECT count(*)::int FROM users WHERE type = 'UserOrmEntity'`;

/** Looks several times a second, from outside, whether there are administrators and no more users than allowed. */
export function watch(databaseUrl: string, userLimit: number): Watch {
  const ending = new AbortController();
  const seen = new Set<string>();
  let looks = 0;
  const run = async (): Promise<void> => {
    while (!ending.signal.aborted) {
      const client = new pg.Client({ connectionString: databaseUrl, query_timeout: 3_000 });
      client.on('error', () => undefined);
      try {
        await client.connect();
        while (!ending.signal.aborted) {
          const { rows } = await client.query<{ admins: number; users: number }>(
            `SELECT (${ADMINISTRATORS}) AS admins, (${USERS}) AS users`,
          );
          const { admins, users } = rows[0]!;
          looks += 1;
          if (admins === 0) seen.add('there was no administrator');
          if (users > userLimit) seen.add(`there were ${users} users, and ${userLimit} are allowed`);
          await pause(150, undefined, { signal: ending.signal });
        }
      } catch {
        // A database that is away is the fault that is being tried.
      } finally {
        await client.end().catch(() => undefined);
      }
      await pause(150, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      ending.abort();
      await running;
      return looks === 0 ? ['nobody could look'] : [...seen];
    },
  };
}

/** What holds after every fault, whatever happened. `watched`: what was seen to be wrong meanwhile. */
export async function invariants(stage: Stage, watched: readonly string[], drainMs = 60_000): Promise<Row[]> {
  await stage.drain(drainMs);
  const mailed = new Set(stage.smtp.mails.map(({ to }) => to));
  const pending = await stage.query<{ email: string; audits: number; confirmations: number; roles: number }>(
    `SELECT u.email,
       (SELECT count(*)::int FROM chatops.audit a WHERE a.action = 'users add' AND a.outcome = 'done' AND a.target_id = u.id) AS audits,
       (SELECT count(*)::int FROM chatops.confirmations c WHERE c.user_id = u.id) AS confirmations,
       (SELECT count(*)::int FROM user_roles r WHERE r.user_id = u.id) AS roles
     FROM users u WHERE u.password <> '$2b$04$none' AND u.email <> 'seed@example.com'`,
  );
  const halves = pending
    .filter(({ audits, confirmations, roles }) => audits !== 1 || confirmations !== 1 || roles < 1)
    .map(({ email }) => email);
  const unmailed = pending.filter(({ email }) => !mailed.has(email)).map(({ email }) => email);
  const undone = await stage.query<{ name: string; state: string; output: object | null }>(
    `SELECT name, state, output FROM chatops_jobs.job WHERE state <> 'completed'`,
  );
  const twice = await stage.query<{ name: string; requests: number; decisions: number; changes: number }>(
    `SELECT u.username AS name,
       (SELECT count(*)::int FROM chatops.requests r WHERE r.target_id = u.id AND r.status = 'approved') AS requests,
       (SELECT count(*)::int FROM chatops.audit a WHERE a.target_id = u.id AND a.outcome = 'done'
         AND a.action = 'requests approved') AS decisions,
       (SELECT count(*)::int FROM chatops.audit a WHERE a.target_id = u.id AND a.outcome = 'done'
         AND a.action = 'users roles') AS changes
     FROM users u WHERE u.id IN (SELECT target_id FROM chatops.requests)`,
  );
  const unequal = twice.filter((each) => each.requests !== each.decisions || each.requests !== each.changes);
  const cards = await stage.count(
    `chatops.posted_cards p JOIN chatops.requests r ON r.id = p.request_id WHERE p.shown < r.version`,
  );
  const notTold = await stage.query<{ email: string }>(
    `SELECT u.email FROM chatops.requests r JOIN users u ON u.id IN (r.requester_id, r.target_id)
     WHERE r.status IN ('approved', 'denied') AND u.id <> r.decided_by AND NOT EXISTS (SELECT FROM chatops_jobs.job j
       WHERE j.name = 'request-notice' AND j.data ->> 'requestId' = r.id::text AND j.data ->> 'userId' = u.id)`,
  );
  const switchedOff = await stage.query<{ email: string }>(
    `SELECT u.email FROM chatops.audit a JOIN users u ON u.id = a.target_id
     WHERE a.action = 'users disable' AND a.outcome = 'done'`,
  );
  const untold = [...notTold, ...switchedOff.filter(({ email }) => !mailed.has(email))];
  const logs = stage.logs();
  const leaked = stage.secrets().filter((secret) => secret !== '' && logs.includes(secret));
  return [
    none(`of ${pending.length} created users: half made, or without audit entry`, halves),
    none('users without their mail', unmailed),
    none(
      'jobs lost or left undone',
      undone.map(({ name, state, output }) => `${name} ${state} ${JSON.stringify(output)?.slice(0, 200)}`),
    ),
    none(
      `of ${twice.length} people with requests: decided or changed twice`,
      unequal.map(({ name }) => name),
    ),
    none(
      'people not told of a decision, or that they were disabled',
      untold.map(({ email }) => email),
    ),
    ...(await proofRows(stage)),
    row('cards that show an old state', '0', cards, cards === 0),
    none('moments without an administrator, or above the quota', watched),
    none(
      'secrets in logs',
      leaked.map((secret) => `${secret.slice(0, 6)}…`),
    ),
  ];
}
