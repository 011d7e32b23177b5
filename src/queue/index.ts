import { fromKysely, type Job, PgBoss } from 'pg-boss';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import { STATEMENT_LIMITS, watched } from '#database/watched.ts';
import { type ChatIdentity, PLATFORMS, type Platform } from '#domain/chat-identity.ts';

/**
 * Bring every copy of a request's card on that platform up to its row. Apart, so that a platform which does not answer
 * holds up no other, and a process works only for those that are on there.
 */
type CardJobs = { [Name in Platform as `sync-card-${Name}`]: { requestId: string } };

/** Jobs hold ids and nothing else: no address, no token, no password (docs/design.md, section 6). */
export interface Jobs extends CardJobs {
  'confirmation-mail': { confirmationId: string };
  /** Tell who added the user. `refused`: by the mail server, for good; else it was tried for a day. */
  'confirmation-mail-failed': { confirmationId: string; refused?: true };
  /** Tell the affected user of a change. */
  'notice-mail': { auditId: string };
  'notice-direct': { auditId: string; identity: ChatIdentity };
  /** One post in an audit channel. */
  'audit-post': { auditId: string; channel: string };
  /** Tell requester and target what came of a request, or of its timed access, and whom no card reached that it waits. */
  'request-notice': { requestId: string; userId: string };
  /** Remind those who may decide, once. */
  'request-reminder': { requestId: string };
  'link-code-mail': { codeId: string };
  /** Tell an administrator that a user who was switched on elsewhere is off again. */
  'lockout-notice': { auditId: string; userId: string };
  'passkey-code-mail': { codeId: string };
  /** Tell an administrator of a first passkey, or of an action that its person did not start. */
  'passkey-notice': { auditId: string; userId: string };
}
export type JobName = keyof Jobs;

const SCHEMA = 'chatops_jobs';

/**
 * A job wakes its worker by NOTIFY, and a worker goes on until its queue is empty. Asking again finds what is due for
 * a retry, and everything where NOTIFY does not arrive (PgBouncer in transaction mode).
 */
const POLLING = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };

/** Delays double from one minute up to two hours: 18 retries come to a little over a day. */
const FOR_A_DAY = {
  notify: true,
  retryLimit: 18,
  retryDelay: 60,
  retryBackoff: true,
  retryDelayMax: 7_200,
  expireInSeconds: 120,
};

/** Cards are looked at: the first retries come sooner. */
const SOON = { retryDelay: 5, retryDelayMax: 3_600 };

/**
 * A confirmation mail that failed for a day goes to the queue of the failed, whose worker writes that down:
 * pg-boss itself forgets.
 */
const QUEUES = [
  { name: 'confirmation-mail-failed', ...FOR_A_DAY },
  { name: 'confirmation-mail', ...FOR_A_DAY, deadLetter: 'confirmation-mail-failed' },
  { name: 'notice-mail', ...FOR_A_DAY },
  { name: 'notice-direct', ...FOR_A_DAY },
  { name: 'audit-post', ...FOR_A_DAY },
  ...PLATFORMS.map((platform) => ({ name: `sync-card-${platform}` as const, ...FOR_A_DAY, ...SOON })),
  { name: 'request-notice', ...FOR_A_DAY },
  { name: 'request-reminder', ...FOR_A_DAY },
  // A code lives 10 minutes: later it would be of no use.
  { name: 'link-code-mail', ...FOR_A_DAY, retryLimit: 5, retryDelay: 15, retryDelayMax: 120 },
  { name: 'lockout-notice', ...FOR_A_DAY },
  { name: 'passkey-code-mail', ...FOR_A_DAY, retryLimit: 5, retryDelay: 15, retryDelayMax: 120 },
  { name: 'passkey-notice', ...FOR_A_DAY },
] as const satisfies readonly { name: JobName; [option: string]: unknown }[];

/** How the connections of a running service are named in pg_stat_activity. */
export const JOBS_CONNECTION = 'hexabot-chatops jobs';

/** Jobs, added in the caller's transaction. */
export interface Queue {
  /** Adds a job inside the transaction of `em`: a rollback takes it back. */
  enqueue<N extends JobName>(em: EntityManager, name: N, data: Jobs[N]): Promise<void>;
  /** Calls `handle` for each job; a rejection is retried as the queue's options say. */
  work<N extends JobName>(name: N, handle: (data: Jobs[N]) => Promise<void>): Promise<void>;
  /** Rejects when the queue's tables do not answer. */
  ping(): Promise<void>;
  /** Waits for jobs under way, at most `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

/** Queues that this version works with and the database has not; asked with rights on rows only. */
export async function pendingQueues(em: EntityManager): Promise<string[]> {
  const [found] = await rows(
    em,
    sql<{ there: boolean }>`SELECT to_regclass('chatops_jobs.queue') IS NOT NULL AS there`,
  );
  const made = found?.there
    ? (await rows(em, sql<{ name: string }>`SELECT name FROM chatops_jobs.queue`)).map(({ name }) => name)
    : [];
  return QUEUES.map(({ name }) => name).filter((name) => !made.includes(name));
}

/** Version of the queue's tables: pg-boss's own count. Null where there are none. */
export async function queueVersion(em: EntityManager): Promise<number | null> {
  const [row] = await rows(em, sql<{ version: number }>`SELECT version FROM chatops_jobs.version`);
  return row?.version ?? null;
}

/** Makes the queue's tables and queues, as a user who may create schemas. */
export async function migrateQueue(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    supervise: false,
    schedule: false,
    ...watched(),
    max: 2,
  });
  boss.on('error', () => {});
  await boss.start();
  try {
    for (const { name, ...options } of QUEUES) {
      await boss.createQueue(name, options);
      await boss.updateQueue(name, options);
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** pg-boss hands these on to its pool: done before a new connection is used. */
const limited = {
  onConnect: async (client: { query(text: string): Promise<unknown> }): Promise<void> => {
    await client.query(STATEMENT_LIMITS);
  },
};

/** Starts with rights on rows only. Rejects when `migrateQueue` has not run for this version. */
export async function startQueue(options: { url: string; onError: (error: Error) => void }): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: options.url,
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    useListenNotify: true,
    max: 3,
    ...watched(),
    ...limited,
    application_name: JOBS_CONNECTION,
  });
  boss.on('error', options.onError);
  await boss.start();
  return {
    async enqueue(em, name, data) {
      const transaction = em.getTransactionContext();
      if (transaction === undefined) throw new Error(`job ${name} must be enqueued in a transaction`);
      await boss.send(name, data, { db: fromKysely(transaction) });
    },
    async work(name, handle) {
      let worker: string | null = null;
      worker = await boss.work(name, POLLING, async ([job]: Job<Jobs[typeof name]>[]) => {
        if (job === undefined) return;
        // Where there was one there may be more; pg-boss's own bursts need batches of several.
        await handle(job.data).finally(() => worker !== null && boss.notifyWorker(worker));
      });
    },
    async ping() {
      if ((await boss.schemaVersion()) === null) throw new Error('the queue is not installed');
    },
    stop: (timeoutMs) => boss.stop({ graceful: true, timeout: timeoutMs }),
  };
}
