import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { connect, type Database } from '#database/connection.ts';
import { JOBS_CONNECTION, migrateQueue, type Queue, startQueue } from '#queue/index.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

const ID = '6f1c0000-0000-4000-8000-000000000000';

let database: TestDatabase;
let db: Database;
let queue: Queue;
const errors: Error[] = [];
beforeAll(async () => {
  database = await createDatabase();
  await migrateQueue(database.url);
  db = connect({ url: database.url, schema: 'public' });
  queue = await startQueue({ url: database.url, onError: (error) => errors.push(error) });
});
afterAll(async () => {
  await queue.stop(1_000);
  await db.close();
  await database.drop();
  expect(errors).toEqual([]);
});

async function count(): Promise<number> {
  const [row] = await database.query<{ count: number }>('SELECT count(*)::int FROM chatops_jobs.job');
  return row!.count;
}

it('adds a job with the transaction, and takes it back with it', async () => {
  await db.transaction((em) => queue.enqueue(em, 'confirmation-mail', { confirmationId: ID }));
  expect(await count()).toBe(1);
  const rolledBack = db.transaction(async (em) => {
    await queue.enqueue(em, 'confirmation-mail', { confirmationId: ID });
    throw new Error('on purpose');
  });
  await expect(rolledBack).rejects.toThrow('on purpose');
  expect(await count()).toBe(1);
});

it('refuses a job outside of a transaction', async () => {
  await expect(queue.enqueue(db.em(), 'confirmation-mail', { confirmationId: ID })).rejects.toThrow(
    'must be enqueued in a transaction',
  );
});

it('lets no statement and no wait for a lock hold one of its connections for long', async () => {
  await database.query(`
    CREATE TABLE limits AS SELECT ''::text AS name, ''::text AS statement, ''::text AS lock LIMIT 0;
    CREATE FUNCTION keep_limits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      INSERT INTO limits VALUES (current_setting('application_name'), current_setting('statement_timeout'),
        current_setting('lock_timeout'));
      RETURN new;
    END $$;
    CREATE TRIGGER kept BEFORE UPDATE ON chatops_jobs.job FOR EACH ROW EXECUTE FUNCTION keep_limits()`);
  const done = Promise.withResolvers<void>();
  await queue.work('audit-post', async () => done.resolve());
  await db.transaction((em) => queue.enqueue(em, 'audit-post', { auditId: '1', channel: 'slack:C1' }));
  await done.promise;
  await database.query('DROP TRIGGER kept ON chatops_jobs.job');
  expect(await database.query('SELECT DISTINCT * FROM limits')).toEqual([
    { name: JOBS_CONNECTION, statement: '20s', lock: '5s' },
  ]);
});

it('does what waits one after the other, without a pause', async () => {
  const done: string[] = [];
  await queue.work('notice-mail', async ({ auditId }) => void done.push(auditId));
  await db.transaction(async (em) => {
    for (let i = 0; i < 60; i += 1) await queue.enqueue(em, 'notice-mail', { auditId: String(i) });
  });
  // One a second would take a minute.
  await vi.waitUntil(() => done.length >= 60, { timeout: 20_000 });
});

it('gives each job to one of two services', async () => {
  const other = await startQueue({ url: database.url, onError: (error) => errors.push(error) });
  const done: string[] = [];
  const handle = async ({ confirmationId }: { confirmationId: string }) => void done.push(confirmationId);
  await queue.work('confirmation-mail-failed', handle);
  await other.work('confirmation-mail-failed', handle);
  await db.transaction(async (em) => {
    for (let i = 0; i < 6; i += 1) {
      await queue.enqueue(em, 'confirmation-mail-failed', { confirmationId: String(i) });
    }
  });
  await vi.waitUntil(() => done.length >= 6, { timeout: 20_000 });
  await other.stop(1_000);
  expect(done.sort()).toEqual(['0', '1', '2', '3', '4', '5']);
});

it('may be migrated again, and while it runs', async () => {
  await migrateQueue(database.url);
  await queue.ping();
});

it('needs rights on rows only', async () => {
  await database.query(`
    CREATE ROLE rows_only LOGIN PASSWORD 'rows-only';
    GRANT USAGE ON SCHEMA chatops_jobs TO rows_only;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA chatops_jobs TO rows_only;
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA chatops_jobs TO rows_only;
  `);
  const url = new URL(database.url);
  url.username = 'rows_only';
  url.password = 'rows-only';
  const modest = await startQueue({ url: url.href, onError: (error) => errors.push(error) });
  const own = connect({ url: url.href, schema: 'public' });
  try {
    await modest.ping();
    const handled = vi.fn(async () => {});
    await modest.work('confirmation-mail', handled);
    await own.transaction((em) => modest.enqueue(em, 'confirmation-mail', { confirmationId: ID }));
    await vi.waitUntil(() => handled.mock.calls.length >= 2, { timeout: 15_000 });
  } finally {
    await modest.stop(1_000);
    await own.close();
    await database.query('DROP OWNED BY rows_only; DROP ROLE rows_only');
  }
});

it('says so where it is not installed', async () => {
  const empty = await createDatabase();
  await expect(startQueue({ url: empty.url, onError: () => {} })).rejects.toThrow();
  await empty.drop();
});
