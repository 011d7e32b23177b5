import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, rows, sql } from '#database/connection.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

const open = (url = database.url) => connect({ url, schema: 'public' });
const ask = (db: ReturnType<typeof open>) => rows<{ one: number }>(db.em(), sql`SELECT 1 AS one`);

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
