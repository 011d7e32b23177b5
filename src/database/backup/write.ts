import { once } from 'node:events';
import type { Writable } from 'node:stream';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { END, END_OF_ROWS, type Header, writeHeader } from './format.ts';

/** How much a backup holds. */
export interface Written {
  tables: number;
  rows: number;
}

/**
 * Writes every table of these schemas, as of one moment, while others go on reading and writing. Streams: what it holds
 * in memory does not grow with the tables. Does not end `out`.
 */
export async function writeBackup(
  url: string,
  out: Writable,
  given: { schemas: readonly string[] } & Pick<Header, 'program' | 'at' | 'secret'>,
): Promise<Written> {
  const { schemas, ...header } = given;
  const client = new pg.Client({ connectionString: url, application_name: 'hexabot-chatops backup' });
  await client.connect();
  const write = async (chunk: string | Buffer): Promise<void> => {
    if (!out.write(chunk)) await once(out, 'drain');
  };
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const versions = await versionsOf(client);
    await write(`${writeHeader({ format: 1, ...header, ...versions })}\n`);
    const tables = await tablesIn(client, schemas);
    let rows = 0;
    for (const { name, columns } of tables) {
      await write(`COPY ${name} (${columns}) FROM stdin;\n`);
      const copy = client.query(copyTo(`COPY ${name} (${columns}) TO STDOUT`));
      for await (const chunk of copy) await write(chunk);
      rows += copy.rowCount;
      await write(`${END_OF_ROWS}\n`);
    }
    for (const each of await sequencesIn(client, schemas)) await write(`${each}\n`);
    await write(`${END}\n`);
    await client.query('COMMIT');
    return { tables: tables.length, rows };
  } finally {
    await client.end();
  }
}

async function versionsOf(client: pg.Client): Promise<Pick<Header, 'migrations' | 'queue'>> {
  const { rows: applied } = await client.query<{ name: string }>(
    'SELECT name FROM chatops.migrations ORDER BY id',
  );
  const { rows: queue } = await client.query<{ version: number }>('SELECT version FROM chatops_jobs.version');
  return { migrations: applied.map(({ name }) => name), queue: queue[0]!.version };
}

/** Tables that hold rows themselves (a partitioned one holds none), with the columns that can be written. */
async function tablesIn(
  client: pg.Client,
  schemas: readonly string[],
): Promise<{ name: string; columns: string }[]> {
  const { rows } = await client.query<{ name: string; columns: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name,
       (SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'r' AND n.nspname = ANY ($1) ORDER BY 1`,
    [schemas],
  );
  return rows;
}

async function sequencesIn(client: pg.Client, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ statement: string }>(
    `SELECT format('SELECT setval(%L, %s);', format('%I.%I', schemaname, sequencename), last_value) AS statement
     FROM pg_sequences WHERE schemaname = ANY ($1) AND last_value IS NOT NULL ORDER BY 1`,
    [schemas],
  );
  return rows.map(({ statement }) => statement);
}
