import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { EmbeddedError, nullIfMissing } from './errors.ts';

const run = promisify(execFile);

/** Signals in the order of insistence, each with the time it gets, in milliseconds. */
const signals: [NodeJS.Signals, number][] = [
  ['SIGINT', 4000], // fast shutdown: ends sessions, writes a checkpoint
  ['SIGQUIT', 6000], // immediate: the server itself kills what hangs after 5 s; recovery at the next start
  ['SIGKILL', 2000],
];

/** The process id in the cluster's postmaster.pid, whoever has that id today; null where there is none. */
export async function readPostmasterPid(cluster: string): Promise<number | null> {
  const text = await fs.readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(nullIfMissing);
  // A negative number is a server in single-user mode.
  const pid = Math.abs(Number.parseInt(text ?? '', 10));
  return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
}

/**
 * Whether this process is a PostgreSQL server on this cluster, by its command line: ids are used again, and a
 * dead process that nobody waits for (containers without an init) still has one. Links in /proc other than
 * this one are closed to root in a container when another user runs the server.
 */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  if (process.platform === 'linux') {
    const [command = '', ...args] = (await fs.readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split(
      '\0',
    );
    return path.basename(command) === 'postgres' && args[args.indexOf('-D') + 1] === cluster;
  }
  if (process.platform === 'win32') {
    // pg_ctl signals through a pipe that only a PostgreSQL process has, so being wrong here harms nobody.
    return (await readPostmasterPid(cluster)) === pid && exists(pid);
  }
  const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('postgres') && stdout.includes(`-D ${cluster} `);
}

/**
 * Stops the server with this id (default: the one that postmaster.pid names) if it is one on this cluster: a
 * fast shutdown, after 4 s an immediate one. Resolves when the process is gone. `pgCtl` is needed on Windows,
 * which has no signals. Throws `start_failed` when it stays.
 */
export async function stopPostmaster(
  cluster: string,
  options: { pid?: number; pgCtl?: string } = {},
): Promise<void> {
  const { pid = await readPostmasterPid(cluster), pgCtl } = options;
  if (pid === null || !(await isPostmaster(pid, cluster))) return;
  if (process.platform === 'win32' && pgCtl) {
    await run(pgCtl, ['stop', '-D', cluster, '-m', 'fast', '-t', '10'], { windowsHide: true }).catch(
      () => null,
    );
    if (!(await isPostmaster(pid, cluster))) return;
  } else {
    for (const [signal, patience] of signals) {
      tryKill(pid, signal);
      if (await isGone(pid, cluster, patience)) return;
    }
  }
  throw new EmbeddedError(
    'start_failed',
    `The PostgreSQL server on ${cluster} (process ${pid}) does not stop: end that process and try again.`,
  );
}

async function isGone(pid: number, cluster: string, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience;
  while (await isPostmaster(pid, cluster)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

function tryKill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone between the look and the signal; the look that follows tells.
  }
}

function exists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
