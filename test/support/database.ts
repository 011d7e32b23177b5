import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface TestDatabase {
  url: string;
  /** Rows of one statement, by a client that is not the product's. */
  query<T = Record<string, unknown>>(statement: string, values?: unknown[]): Promise<T[]>;
  drop(): Promise<void>;
}

/** A new, empty database. */
export async function createDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = inject('databaseUrl');
  await once(admin, `CREATE DATABASE ${name}`);
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    query: (statement, values) => once(url.href, statement, values),
    drop: async () => {
      await once(admin, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Asks a database by itself, on a connection of its own. */
export async function once<T = Record<string, unknown>>(
  url: string,
  statement: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement, values)).rows as T[];
  } finally {
    await client.end();
  }
}
