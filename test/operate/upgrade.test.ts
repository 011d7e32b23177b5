import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { createDatabase, createMigrated, type TestDatabase } from '../support/database.ts';
import { runProgram } from '../support/service-process.ts';

/**
 * The schema and rows that 0.1.0 (commit 9cdf983) made: its demo, and rows in each table of ours, dumped by pg_dump. The
 * files of later releases stand beside it.
 */
const RELEASE = readFileSync('test/fixtures/releases/0.1.0.sql', 'utf8');

type Rows = Record<string, { columns: string; rows: unknown[] }>;

let database: TestDatabase;
let before: Rows;
beforeAll(async () => {
  database = await createDatabase();
  await database.query(RELEASE);
  before = await rowsOf(database, null);
  const { code, stderr, stdout } = await runProgram(['bin/hexa.ts', 'migrate'], {
    DATABASE_URL: database.url,
    CHATOPS_SECRET: 'a-secret-of-the-fixture-that-is-long-enough',
  });
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toContain('The database is up to date');
});
afterAll(() => database.drop());

/** Every table's rows, in the columns of `like` where it is given, in any order that does not change. */
async function rowsOf({ query }: TestDatabase, like: Rows | null): Promise<Rows> {
  const tables = await query<{ name: string; columns: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name,
       (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attname) FROM pg_attribute
         WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped) AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname IN ('public', 'chatops', 'chatops_jobs') ORDER BY 1`,
  );
  const found: Rows = {};
  for (const { name, columns } of tables) {
    const wanted = like === null ? columns : like[name]?.columns;
    if (wanted === undefined) continue;
    const read = await query<{ row: unknown }>(
      `SELECT to_jsonb(t) AS row FROM (SELECT ${wanted} FROM ${name}) t ORDER BY t::text`,
    );
    found[name] = { columns: wanted, rows: read.map(({ row }) => row) };
  }
  return found;
}

it('keeps every table, column and row of 0.1.0', async () => {
  const after = await rowsOf(database, before);
  for (const [name, { rows }] of Object.entries(before)) {
    // What is written at each migration: names of migrations, options and times of queues.
    if (name === 'chatops_jobs.queue' || name === 'chatops_jobs.version') continue;
    expect([name, after[name]!.rows]).toEqual([name, expect.arrayContaining(rows)]);
  }
  expect(before['chatops.audit']!.rows.length).toBeGreaterThan(3);
});

it('makes of it what a new database is', async () => {
  const fresh = await createMigrated();
  const shape = ({ query }: TestDatabase) =>
    query(
      `SELECT table_schema, table_name, column_name, data_type, is_nullable, column_default
       FROM information_schema.columns WHERE table_schema IN ('public', 'chatops') ORDER BY 1, 2, 3`,
    );
  expect(await shape(database)).toEqual(await shape(fresh));
  await fresh.drop();
});

it('names every migration of 0.1.0 as it was named then', () => {
  const names = migrations.map(({ name }) => name);
  const then = before['chatops.migrations']!.rows.map((row) => (row as { name: string }).name).sort();
  expect(names.slice(0, then.length)).toEqual(then);
});
