import { expect, it } from 'vitest';
import { connectTo, holdSessionLock, keepsSessions, type SessionLock } from '#database/session-lock.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { startTransactionPooler } from '../support/transaction-pooler.ts';

/** Each on a database of its own, so that all wait for the pace of the lock at once. */
const alone = (what: string, test: (database: TestDatabase) => Promise<void>) =>
  it.concurrent(what, async () => {
    const database = await createDatabase();
    try {
      await test(database);
    } finally {
      await database.drop();
    }
  });

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
  await expect.poll(() => other.holds).toBe(true);
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
    await expect.poll(holders).toEqual([expect.not.toSatisfy((pid) => pid === first)]);
    expect(one.told).toEqual(['held']);
    await one.release();
  },
);

alone('is told as lost where another one took it meanwhile', async (database) => {
  const one = await hold(database, 'contested');
  // Whatever pace the two have: it is taken before the first one connects again.
  await kill(database);
  const other = await hold(database, 'contested');
  await expect.poll(() => one.told).toEqual(['held', 'lost']);
  expect(other.holds).toBe(true);
  await Promise.all([one.release(), other.release()]);
});

alone('knows a pooler that gives sessions away between transactions', async (database) => {
  expect(await keepsSessions(database.url)).toBe(true);
  const pooler = await startTransactionPooler(database.url);
  expect(await keepsSessions(pooler.url)).toBe(false);
  await pooler.stop();
});
