import { randomUUID } from 'node:crypto';
import { readFile, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  /** Rows of one statement, by a client that is not the product's. */
  query<T = Record<string, unknown>>(statement: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** A new, empty database. */
export function createDatabase(): Promise<TestDatabase> {
  return create('template1');
}

/** A new database with our tables, as the service leaves it at its first start, and nobody in it. */
export function createMigrated(): Promise<TestDatabase> {
  return create(MIGRATED);
}

/** What `createMigrated` copies; made once, by the global setup. */
export const MIGRATED = 'test_migrated';

async function create(template: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = inject('databaseUrl');
  // Through the log, page by page, it takes seven times as long.
  await once(admin, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const url = databaseUrl(admin, name);
  const asking = askingPool(url);
  return {
    url,
    query: asking.query,
    drop: async () => {
      await asking.end();
      await once(admin, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

const MEMORY = '/dev/shm';
const ROOM = 4 * 2 ** 30;

/** Where a server of tests has its data: in memory where there is plenty, as hundreds of databases are copied, and removed again. */
export async function roomFor(): Promise<string> {
  const there = await statfs(MEMORY).catch(() => null);
  if (there === null || there.bavail * there.bsize < ROOM) return tmpdir();
  // A test runs a copy of PostgreSQL from where it has put it.
  const mounts = await readFile('/proc/mounts', 'utf8');
  return / \/dev\/shm \S+ \S*\bnoexec\b/.test(mounts) ? tmpdir() : MEMORY;
}

/** For a server of tests: nobody needs what is lost when the machine fails, nor a password that withstands guessing. */
export async function makeCareless(server: string): Promise<void> {
  for (const setting of [
    'fsync = off',
    'synchronous_commit = off',
    'full_page_writes = off',
    'scram_iterations = 1',
    // No database lives long enough to need it, and it goes through all of them.
    'autovacuum = off',
  ]) {
    await once(server, `ALTER SYSTEM SET ${setting}`);
  }
  await once(server, 'SELECT pg_reload_conf()');
  const { username, password } = new URL(server);
  await once(server, `SET scram_iterations = 1; ALTER ROLE ${username} PASSWORD '${password}'`);
}

/** The same server, another database. */
export function databaseUrl(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

/** Connections of a test to one database, opened when first needed and kept: opening one takes longer than most statements. */
export function askingPool(connectionString: string): Pick<TestDatabase, 'query'> & { end(): Promise<void> } {
  const pool = new pg.Pool({ connectionString, max: 4, allowExitOnIdle: true });
  // A server that is stopped in a test takes idle connections with it.
  pool.on('error', () => {});
  return {
    query: async <T>(statement: string, values: unknown[] = []) =>
      (await pool.query(statement, values)).rows as T[],
    end: () => pool.end(),
  };
}

/** The same for as long as `work` takes. */
export async function asking<T>(url: string, work: (query: TestDatabase['query']) => Promise<T>): Promise<T> {
  const pool = askingPool(url);
  try {
    return await work(pool.query);
  } finally {
    await pool.end();
  }
}

/** Asks a database by itself, on a connection of its own. */
export async function once<T = Record<string, unknown>>(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  // A server that dies in the middle rejects the statement, and is told here once more.
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(statement, values)).rows as T[];
  } finally {
    await client.end();
  }
}
