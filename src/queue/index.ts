import { fromKysely, type Job, PgBoss } from 'pg-boss';
import type { EntityManager } from '#database/connection.ts';

/** Jobs hold ids and nothing else: no address, no token, no password (design section 6). */
export interface Jobs {
  'confirmation-mail': { confirmationId: string };
  'confirmation-mail-failed': { confirmationId: string };
}
export type JobName = keyof Jobs;

const SCHEMA = 'chatops_jobs';

/**
 * Delays double from one minute up to two hours: 18 retries come to a little over a day. Then the job goes to
 * the queue of the failed, whose worker writes that down: pg-boss itself forgets.
 */
const QUEUES = [
  {
    name: 'confirmation-mail-failed',
    retryLimit: 20,
    retryDelay: 60,
    retryBackoff: true,
    retryDelayMax: 3_600,
  },
  {
    name: 'confirmation-mail',
    retryLimit: 18,
    retryDelay: 60,
    retryBackoff: true,
    retryDelayMax: 7_200,
    expireInSeconds: 120,
    deadLetter: 'confirmation-mail-failed',
  },
] as const satisfies readonly { name: JobName; [option: string]: unknown }[];

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

/** Makes the queue's tables and queues, as a user who may create schemas. */
export async function migrateQueue(url: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: url,
    schema: SCHEMA,
    supervise: false,
    schedule: false,
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

/** Starts with rights on rows only. Rejects when `migrateQueue` has not run for this version. */
export async function startQueue(options: { url: string; onError: (error: Error) => void }): Promise<Queue> {
  const boss = new PgBoss({
    connectionString: options.url,
    schema: SCHEMA,
    migrate: false,
    createSchema: false,
    schedule: false,
    max: 3,
    application_name: 'hexabot-chatops jobs',
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
      await boss.work(name, { pollingIntervalSeconds: 1 }, async ([job]: Job<Jobs[typeof name]>[]) => {
        if (job !== undefined) await handle(job.data);
      });
    },
    async ping() {
      if ((await boss.schemaVersion()) === null) throw new Error('the queue is not installed');
    },
    stop: (timeoutMs) => boss.stop({ graceful: true, timeout: timeoutMs }),
  };
}
