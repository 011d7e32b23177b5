import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { sayChange, watchChanges } from '#database/changes.ts';
import { connect, rows, sql } from '#database/connection.ts';
import { connectTo, holdSessionLock, keepsSessions, type SessionLock } from '#database/session-lock.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { startTransactionPooler } from '../support/transaction-pooler.ts';

/**
 * Each on a database of its own, so that all wait for the pace of the lock at once. They wait by `vi.waitFor`, as
 * `expect.poll` does not know which of several tests it is called in.
 */
const alone = (what: string, test: (database: TestDatabase) => Promise<void>) =>
  it.concurrent(what, async () => {
    const database = await createDatabase();
    try {
      await test(database);
    } finally {
      await database.drop();
    }
  }, 20_000);

interface Holder extends SessionLock {
  holds: boolean;
  told: string[];
}

async function hold({ url }: TestDatabase, name: string): Promise<Holder> {
  const told: string[] = [];
  const holder = { holds: false, told };
  const lock = holdSessionLock({
    connect: () => connectTo(url),
    name,
    onHeld: () => {
      holder.holds = true;
      told.push('held');
    },
    onLost: () => {
      holder.holds = false;
      told.push('lost');
    },
  });
  await lock.known;
  return Object.assign(holder, lock);
}

const kill = ({ query }: TestDatabase) =>
  query(
    `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
     WHERE datname = current_database() AND application_name = 'hexabot-chatops lock'`,
  );

alone('is held by one, and by the next as soon as it is released', async (database) => {
  const one = await hold(database, 'passing on');
  const other = await hold(database, 'passing on');
  const elsewhere = await hold(database, 'another name');
  expect([one.holds, other.holds, elsewhere.holds]).toEqual([true, false, true]);
  await one.release();
  await vi.waitFor(() => expect(other.holds).toBe(true), 15_000);
  expect(one.told).toEqual(['held']);
  await Promise.all([other.release(), elsewhere.release()]);
});

alone(
  'is had again after the connection broke, without a word where nobody else wants it',
  async (database) => {
    const one = await hold(database, 'alone');
    const holders = async () =>
      (
        await database.query<{ pid: number }>(
          `SELECT l.pid FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
         WHERE l.locktype = 'advisory' AND l.granted`,
        )
      ).map(({ pid }) => pid);
    const [first] = await holders();
    await kill(database);
    await vi.waitFor(
      async () => expect(await holders()).toEqual([expect.not.toSatisfy((pid) => pid === first)]),
      15_000,
    );
    expect(one.told).toEqual(['held']);
    await one.release();
  },
);

alone('is told as lost where another one took it meanwhile', async (database) => {
  const one = await hold(database, 'contested');
  // Whatever pace the two have: it is taken before the first one connects again.
  await kill(database);
  const other = await hold(database, 'contested');
  await vi.waitFor(() => expect(one.told).toEqual(['held', 'lost']), 15_000);
  expect(other.holds).toBe(true);
  await Promise.all([one.release(), other.release()]);
});

alone('is not taken by one who gives up while it asks, nor kept from the next', async (database) => {
  const told: string[] = [];
  const lock = holdSessionLock({
    connect: async () => {
      const client = await connectTo(database.url);
      const query = client.query.bind(client) as (...args: unknown[]) => unknown;
      const asking = (...args: unknown[]) => {
        if (String(args[0]).includes('pg_try_advisory_lock')) void lock.release();
        return query(...args);
      };
      return Object.assign(client, { query: asking });
    },
    name: 'given up',
    onHeld: () => told.push('held'),
  });
  await lock.known;
  const next = await hold(database, 'given up');
  await vi.waitFor(() => expect(next.holds).toBe(true), 15_000);
  expect(told).toEqual([]);
  await next.release();
});

alone('knows a pooler that gives sessions away between transactions', async (database) => {
  expect(await keepsSessions(database.url)).toBe(true);
  const pooler = await startTransactionPooler(database.url);
  expect(await keepsSessions(pooler.url)).toBe(false);
  await pooler.stop();
});

alone(
  'tells who watches of what was committed, not of what was not, and after its connection broke',
  async (database) => {
    let heard = 0;
    const stop = watchChanges(
      () => connectTo(database.url),
      () => {
        heard += 1;
      },
    );
    await vi.waitFor(() => expect(heard).toBe(1), 15_000);
    const db = connect({ url: database.url, schema: 'public' });
    const change = (fails: boolean) =>
      db.transaction(async (em) => {
        await rows(em, sql`SELECT ${sayChange}`);
        if (fails) throw new Error('taken back');
      });
    await expect(change(true)).rejects.toThrow('taken back');
    await change(false);
    await vi.waitFor(() => expect(heard).toBe(2), 15_000);
    await kill(database);
    await vi.waitFor(() => expect(heard).toBe(3), 15_000);
    await change(false);
    await vi.waitFor(() => expect(heard).toBe(4), 15_000);
    await stop();
    await db.close();
  },
);

/** Alone in this file, as nobody else's time may stand still. */
it('is had by the next at the word of the one who gives it back, not when it is asked for again', async () => {
  const database = await createDatabase();
  const one = await hold(database, 'said');
  const still = vi.spyOn(timers, 'setTimeout').mockImplementation(async (_ms, _value, { signal } = {}) => {
    signal?.throwIfAborted();
    return new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
  });
  syncBuiltinESMExports();
  try {
    const other = await hold(database, 'said');
    expect([one.holds, other.holds]).toEqual([true, false]);
    await one.release();
    await vi.waitUntil(() => other.holds, 15_000);
    await other.release();
  } finally {
    still.mockRestore();
    syncBuiltinESMExports();
    await database.drop();
  }
}, 20_000);
