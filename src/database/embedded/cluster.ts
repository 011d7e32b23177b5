import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { Binaries } from './binaries.ts';
import { database, superuser } from './connect.ts';
import { EmbeddedError } from './errors.ts';
import type { Layout } from './layout.ts';
import { logFileOf, runProgram } from './run.ts';

/** Unfinished data folders of first starts that were killed begin with this. */
const draftPrefix = 'creating-';

/**
 * Makes the cluster with an empty database in it, UTF-8 whatever the locale of the system. It is made beside
 * its folder and moved there when complete, so a killed first start leaves nothing that the next one trips
 * over. Call it under the start lock. Throws `initdb_failed`.
 */
export async function createCluster(binaries: Binaries, layout: Layout): Promise<void> {
  await removeDrafts(layout.folder);
  const draft = await fs.mkdtemp(path.join(layout.folder, draftPrefix));
  try {
    const cluster = path.join(draft, 'data');
    const passwordFile = path.join(draft, 'password');
    await fs.writeFile(passwordFile, newPassword(), { mode: 0o600 });
    if (layout.user) {
      for (const file of [draft, passwordFile]) await fs.lchown(file, layout.user.uid, layout.user.gid);
    }
    const complaint =
      (await initdb(binaries, layout, cluster, passwordFile)) ??
      (await runSingle(binaries, layout, cluster, `CREATE DATABASE ${database};`));
    if (complaint !== null) throw initdbFailed(layout, complaint);
    await fs.rename(cluster, layout.cluster);
  } finally {
    await fs.rm(draft, { recursive: true, force: true });
  }
}

/**
 * Gives the superuser a new password and returns it: every start has its own, so none is stored while the
 * server is down, and one that leaked is worth nothing after the next start; `password` where it comes back for those
 * who know that one. Also does the recovery after a crash. Throws `start_failed` with PostgreSQL's reason.
 */
export async function renewPassword(
  binaries: Binaries,
  layout: Layout,
  notAServer: number | null,
  password = newPassword(),
): Promise<string> {
  const sql = `ALTER ROLE ${superuser} PASSWORD '${password}';`;
  const complaint = await runSingle(binaries, layout, layout.cluster, sql, notAServer);
  if (complaint !== null) throw startFailed(layout, complaint);
  return password;
}

function initdb(
  binaries: Binaries,
  layout: Layout,
  cluster: string,
  passwordFile: string,
): Promise<string | null> {
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const access = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`];
  return runProgram(binaries.initdb, ['-D', cluster, ...locale, ...access], layout);
}

/** Single-user mode: no port, no password, one statement. Returns null, or PostgreSQL's complaint. */
function runSingle(
  binaries: Binaries,
  layout: Layout,
  cluster: string,
  sql: string,
  notAServer: number | null = null,
): Promise<string | null> {
  // The statement holds a password: a failure must not quote it in an error.
  const args = [
    '--single',
    '-D',
    cluster,
    '-c',
    'exit_on_error=on',
    '-c',
    'log_min_error_statement=panic',
    'postgres',
  ];
  return runProgram(binaries.postgres, args, layout, { input: `${sql}\n`, notAServer });
}

async function removeDrafts(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder)) {
    if (!name.startsWith(draftPrefix)) continue;
    // A killed start's initdb may live on for a second and still write there; the next time will get it.
    await fs.rm(path.join(folder, name), { recursive: true, force: true }).catch(() => {});
  }
}

function newPassword(): string {
  return randomBytes(24).toString('hex');
}

function initdbFailed(layout: Layout, complaint: string): EmbeddedError {
  return new EmbeddedError(
    'initdb_failed',
    `PostgreSQL could not create its data in ${layout.folder}: ${complaint}. Make room or set another DATA_DIR, or set DATABASE_URL.`,
  );
}

/** `start_failed` with what PostgreSQL said. */
export function startFailed(layout: Layout, complaint: string): EmbeddedError {
  return new EmbeddedError(
    'start_failed',
    `PostgreSQL does not start on ${layout.cluster}: ${complaint}. See ${logFileOf(layout)}; set another DATA_DIR to begin with an empty database, or set DATABASE_URL.`,
  );
}
