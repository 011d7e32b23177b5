import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { renewPassword, startFailed } from './cluster.ts';
import { type Address, isReachable } from './connect.ts';
import { EmbeddedError, nullIfMissing } from './errors.ts';
import type { Layout } from './layout.ts';
import { readPostmasterPid, stopPostmaster } from './postmaster.ts';
import { complaintIn, logFileOf, startProgram } from './run.ts';

/**
 * Milliseconds before each attempt. What passes by itself: somebody took the port in between, or processes of
 * a killed server are still letting go of the data.
 */
const pauses = [0, 200, 800, 2000];

/**
 * How long a server that runs may take to answer, in milliseconds. Recovery is over by then
 * (`renewPassword`).
 */
const patience = 60_000;

/** Always the same whatever the data was made with, and meant for a small server beside a small service. */
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 100,
  shared_buffers: '128MB',
  max_wal_size: '256MB',
  // One process less per feature that nobody here uses; parallel queries need more /dev/shm than Docker gives.
  io_method: 'sync',
  max_logical_replication_workers: 0,
  max_parallel_workers_per_gather: 0,
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Small logs, and nothing of what people stored in them: no statements, no details of the rows in conflict.
  log_checkpoints: 'off',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/**
 * Starts the server on the layout's cluster, on a free port and with a new password, in a process group of its
 * own (Ctrl-C in our terminal must not reach it before we have stopped). A server that runs there already is
 * stopped first. Its output goes to DATA_DIR/postgres.log, that of the last run to postgres.log.1. Call it
 * under the start lock. Resolves when it answers. Throws `start_failed`.
 *
 * With `again` it comes back at that address, and its output goes on after what the one before said.
 */
export async function launch(
  binaries: Binaries,
  layout: Layout,
  again?: Address,
): Promise<Address & { pid: number }> {
  await stopPostmaster(layout.cluster, { pgCtl: binaries.pg_ctl });
  const logFile = logFileOf(layout);
  if (again === undefined) await fs.rename(logFile, `${logFile}.1`).catch(nullIfMissing);
  let problem: unknown;
  for (const pause of pauses) {
    await sleep(pause);
    try {
      return await attempt(binaries, layout, logFile, again);
    } catch (error) {
      if (!(error instanceof EmbeddedError) || error.code !== 'start_failed') throw error;
      problem = error;
    }
  }
  throw problem;
}

async function attempt(
  binaries: Binaries,
  layout: Layout,
  logFile: string,
  again: Address | undefined,
): Promise<Address & { pid: number }> {
  await stopPostmaster(layout.cluster, { pgCtl: binaries.pg_ctl });
  const notAServer = await readPostmasterPid(layout.cluster);
  const password = await renewPassword(binaries, layout, notAServer, again?.password);
  const port = again?.port ?? (await freePort());
  const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const log = await fs.open(logFile, 'a', 0o600);
  try {
    const child = await startProgram(binaries.postgres, ['-D', layout.cluster, ...options], layout, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    return await ready(child, { port, password }, layout, logFile);
  } finally {
    await log.close();
  }
}

async function ready(
  child: ChildProcess,
  address: Address,
  layout: Layout,
  logFile: string,
): Promise<Address & { pid: number }> {
  const deadline = Date.now() + patience;
  while (!(await isReachable(address, layout.cluster))) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      throw startFailed(layout, complaintIn(await fs.readFile(logFile, 'utf8')));
    }
    if (Date.now() > deadline) {
      await stopPostmaster(layout.cluster, { pid: child.pid });
      throw startFailed(layout, `it does not answer within ${patience / 1000} s`);
    }
    await sleep(25);
  }
  // It answered, so it was spawned.
  return { ...address, pid: child.pid! };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('A TCP server without a port');
  return address.port;
}
