import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { EmbeddedError } from './errors.ts';
import type { Layout } from './layout.ts';

/**
 * Starts one of PostgreSQL's programs as the layout's user (libuv drops our supplementary groups with the
 * user), in a folder that this user can enter, and with an environment of its own: it has no use for our
 * secrets, and PG… variables would change what it does. `notAServer` is an id in postmaster.pid that belongs
 * to an unrelated process; PostgreSQL would take it for a running server. Resolves when the program runs.
 * Throws `not_supported` when the system cannot run it.
 */
export async function startProgram(
  program: string,
  args: string[],
  layout: Layout,
  options: SpawnOptions & { notAServer?: number | null },
): Promise<ChildProcess> {
  const { notAServer, ...rest } = options;
  const child = spawn(program, args, {
    ...rest,
    ...(layout.user && { uid: layout.user.uid, gid: layout.user.gid }),
    cwd: layout.folder,
    windowsHide: true,
    env: {
      LC_ALL: 'C',
      TZ: 'UTC',
      // pg_ctl's way to say "that one is me": the check for memory still in use by a server stays on.
      ...(notAServer && { PG_GRANDPARENT_PID: String(notAServer) }),
      ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
    },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (cause) => {
      const reason = `${program} does not run here: ${cause.message}`;
      reject(
        new EmbeddedError('not_supported', `${reason}. Set DATABASE_URL to a PostgreSQL database.`, {
          cause,
        }),
      );
    });
  });
  return child;
}

/** Where the layout's server and, when they fail, the programs run for it write to. */
export function logFileOf(layout: Layout): string {
  return path.join(layout.dataDir, 'postgres.log');
}

/**
 * Runs a program to its end, with `input` on its standard input. Returns null, or the complaint when it
 * failed; all that it said is in the log then.
 */
export async function runProgram(
  program: string,
  args: string[],
  layout: Layout,
  options: { input?: string; notAServer?: number | null } = {},
): Promise<string | null> {
  const { input = '', notAServer = null } = options;
  const child = await startProgram(program, args, layout, { stdio: ['pipe', 'ignore', 'pipe'], notAServer });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-10_000);
  });
  // A program that ends without reading its input breaks the pipe; its exit code says more.
  child.stdin?.on('error', () => {}).end(input);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code === 0) return null;
  // On a full disk the complaint has to do.
  await fs.appendFile(logFileOf(layout), errors, { mode: 0o600 }).catch(() => {});
  return complaintIn(errors);
}

/** The line of a PostgreSQL log that says why it gave up. */
export function complaintIn(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '');
  const line = lines.findLast((text) => /\b(FATAL|PANIC|error|ERROR):/.test(text)) ?? lines.at(-1);
  return line?.replace(/^.*?\b(FATAL|PANIC|ERROR):\s*/, '').trim() ?? 'it ended without a word';
}
