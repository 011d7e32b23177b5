import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { END, END_OF_ROWS } from './format.ts';
import type { Written } from './write.ts';

const COPY = /^COPY (\S+) \(.+\) FROM stdin;$/;
const SETVAL = /^SELECT setval\('.+', \d+\);$/;

/** The file ends before its end, or holds what no backup does. */
export class BrokenBackupError extends Error {
  override name = 'BrokenBackupError';
}

/**
 * Puts rows in place of those that are in the tables, all or none. `lines`: those of a backup after its header. As a
 * superuser, as triggers and references have to wait until all is there. Throws BrokenBackupError.
 */
export async function readBackup(url: string, lines: AsyncIterator<Buffer>): Promise<Written> {
  const client = new pg.Client({ connectionString: url, application_name: 'hexabot-chatops restore' });
  await client.connect();
  const written = { tables: 0, rows: 0 };
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL session_replication_role = replica');
    for (let line = await next(lines); line !== END; line = await next(lines)) {
      if (SETVAL.test(line)) await client.query(line);
      else written.rows += await readTable(client, line, lines);
      if (!SETVAL.test(line)) written.tables += 1;
    }
    await client.query('COMMIT');
    return written;
  } finally {
    await client.end();
  }
}

async function readTable(client: pg.Client, line: string, lines: AsyncIterator<Buffer>): Promise<number> {
  const table = COPY.exec(line)?.[1];
  if (table === undefined) throw new BrokenBackupError();
  await client.query(`DELETE FROM ${table}`);
  const copy = client.query(copyFrom(line));
  const done = finished(copy);
  done.catch(() => {});
  let count = 0;
  for (let row = await lines.next(); ; row = await lines.next()) {
    if (row.done) {
      copy.destroy(new BrokenBackupError());
      throw new BrokenBackupError();
    }
    if (row.value.length === 2 && row.value.toString() === END_OF_ROWS) break;
    count += 1;
    if (!copy.write(Buffer.concat([row.value, NEWLINE]))) await Promise.race([once(copy, 'drain'), done]);
  }
  copy.end();
  await done;
  return count;
}

const NEWLINE = Buffer.from('\n');

async function next(lines: AsyncIterator<Buffer>): Promise<string> {
  const line = await lines.next();
  if (line.done) throw new BrokenBackupError();
  return line.value.toString();
}
