import { setImmediate } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { databaseClock } from '#database/clock.ts';
import { connect, rows, sql } from '#database/connection.ts';
import { Turns } from '#database/turns.ts';
import { LIMITS, watched } from '#database/watched.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { limited } from '../support/limits.ts';
import { startSilentProxy } from '../support/silent-proxy.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());
afterEach(() => {
  vi.useRealTimers();
});

const open = (url = database.url) => connect({ url, schema: 'public' });
const ask = (db: ReturnType<typeof open>) => rows(db.em(), sql<{ one: number }>`SELECT 1 AS one`);

it('closes while connections are being made, whenever that is', async () => {
  for (let turns = 0; turns < 12; turns += 1) {
    const db = open();
    const asking = Promise.allSettled([ask(db), ask(db)]);
    for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    await db.close();
    await asking;
  }
  // Nothing of it is left.
  const left = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'hexabot-chatops'`;
  expect(await database.query(left)).toEqual([]);
});

it('waits for a transaction under way', async () => {
  const db = open();
  await database.query('CREATE TABLE kept (one integer)');
  const begun = Promise.withResolvers<void>();
  const release = Promise.withResolvers<void>();
  const working = db.transaction(async (em) => {
    await rows(em, sql`INSERT INTO kept VALUES (1)`);
    begun.resolve();
    await release.promise;
  });
  await begun.promise;
  const closing = db.close();
  release.resolve();
  await Promise.all([working, closing]);
  expect(await database.query('SELECT one FROM kept')).toEqual([{ one: 1 }]);
});

it('does not open again for what comes late', async () => {
  const db = open();
  expect(await ask(db)).toEqual([{ one: 1 }]);
  await db.close();
  expect(() => db.em()).toThrow('closed');
  await db.close();
});

it('heeds all of the address: TLS where it is asked for', async () => {
  const db = open(`${database.url}?sslmode=require`);
  await expect(ask(db)).rejects.toThrow('does not support SSL');
  await db.close();
});

it('gives a connection up on which the server fell silent, and goes on with another one', async () => {
  const proxy = await startSilentProxy(database.url);
  using _soon = limited(LIMITS, { silentMs: 300 });
  const pool = new pg.Pool({ connectionString: proxy.url, max: 1, ...watched() });
  pool.on('error', () => undefined);
  const client = await pool.connect();
  client.on('error', () => undefined);
  await client.query('SELECT 1');
  proxy.fallSilent();
  await expect(client.query('SELECT 1')).rejects.toThrow('does not answer any more');
  // As Kysely does, which does not say that it failed.
  client.release();
  expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
  await proxy.stop();
});

it('lets no statement and no wait for a lock hold a connection for long', async () => {
  const db = open();
  const shown = await rows(
    db.em(),
    sql<{
      name: string;
      setting: string;
    }>`SELECT name, setting FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout') ORDER BY name`,
  );
  expect(shown).toEqual([
    { name: 'lock_timeout', setting: '5000' },
    { name: 'statement_timeout', setting: '20000' },
  ]);
  await db.close();
});

it.each([
  ['ahead', 2 * 60_000],
  ['behind', -2 * 60_000],
])('gives services on machines whose clocks are minutes %s the time of the database', async (_, apart) => {
  const db = open();
  let machine = apart;
  const clock = await databaseClock(db, () => new Date(Date.now() + machine));
  const isRight = (): boolean => {
    const before = Date.now();
    const at = clock.now().getTime();
    return at > before - 60_000 && at < Date.now() + 60_000;
  };
  expect(isRight()).toBe(true);
  // The machine's clock is set.
  machine = -apart;
  expect(isRight()).toBe(false);
  await clock.adjust();
  expect(isRight()).toBe(true);
  await db.close();
  await expect(clock.adjust()).rejects.toThrow('closed');
  expect(isRight()).toBe(true);
});

it('keeps connections for who reads while a foreign transaction holds up all who write', async () => {
  await database.query('CREATE TABLE contested AS SELECT 1 AS one');
  const foreign = new pg.Client({ connectionString: database.url });
  await foreign.connect();
  await foreign.query('BEGIN; UPDATE contested SET one = 2');
  const db = open();
  const writing = Array.from({ length: 11 }, () =>
    db.transaction((em) => rows(em, sql`UPDATE contested SET one = one + 1`)),
  );
  const written = Promise.all(writing);
  expect(await Promise.all([ask(db), ask(db), ask(db)])).toHaveLength(3);
  await foreign.query('ROLLBACK');
  await foreign.end();
  await written;
  expect(await database.query('SELECT one FROM contested')).toEqual([{ one: 12 }]);
  await db.close();
});

it('lets who waits for a turn to write wait no longer than for a lock', async () => {
  vi.useFakeTimers();
  const turns = new Turns(1);
  const held = Promise.withResolvers<void>();
  const first = turns.run(() => held.promise);
  const tooLate = expect(turns.run(async () => 'second')).rejects.toMatchObject({ code: '55P03' });
  await vi.advanceTimersByTimeAsync(5_000);
  await tooLate;
  const third = turns.run(async () => 'third');
  held.resolve();
  await first;
  expect(await third).toBe('third');
  expect(await turns.run(async () => 'fourth')).toBe('fourth');
});
