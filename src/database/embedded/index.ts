import fs from 'node:fs/promises';
import { within } from '#timing/within.ts';
import { type Binaries, findBinaries, usableBinaries } from './binaries.ts';
import { type Claim, type Purpose, takeClaim } from './claim.ts';
import { createCluster } from './cluster.ts';
import { urlOf } from './connect.ts';
import { EmbeddedError, systemCode } from './errors.ts';
import { launch } from './launch.ts';
import { chooseLayout, findCluster, type Layout, openDataDir, unusable } from './layout.ts';
import { isPostmaster, stopPostmaster } from './postmaster.ts';
import { findRunning, forgetRunning, type RunningServer, saveRunning } from './server-file.ts';
import { takeStartLock } from './start-lock.ts';
import { type Supervision, supervise } from './supervise.ts';

export { EmbeddedError } from './errors.ts';

/** A running embedded server that is ours to stop. */
export interface EmbeddedServer {
  /** `postgres://` URL of the product's database on 127.0.0.1, with the password of this run */
  url: string;
  /**
   * what happened: `created` (an empty database), `started` (existing data), `adopted` (a server that ran)
   */
  how: 'created' | 'started' | 'adopted';
  /**
   * For a service: from now on a server that ends is started again at the same address. Where that fails for good,
   * `giveUp` is called with the EmbeddedError.
   */
  supervise(options: Pick<Parameters<typeof supervise>[0], 'log' | 'giveUp' | 'pausesMs'>): Supervision;
  /**
   * Ends this process's use of the server. A service shuts it down (open sessions are ended) and waits until
   * its process is gone, at most about 12 s. A command does so only when it was started for commands and
   * nobody else uses it now. Call it last: connections made with the URL break. Idempotent. Throws
   * `start_failed` when the server does not stop.
   */
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL server whose data is in `dataDir`, creating the data first if need be, or adopts the
 * one that runs there, and claims it: for a `service` alone, for a `command` beside whoever else uses it. The
 * claim ends with this process however that ends; the server itself lives on after a SIGKILL, to be adopted
 * by the next start. Nothing of it keeps the process from exiting.
 *
 * Takes one to three seconds the first time, then well below one; waits for another process that is starting
 * or stopping on the same folder. Throws EmbeddedError with any of its codes; a server that this call started
 * is then stopped.
 */
export async function startEmbedded(options: { dataDir: string; purpose: Purpose }): Promise<EmbeddedServer> {
  const { purpose } = options;
  const dataDir = await openDataDir(options.dataDir);
  const unlock = await takeStartLock(dataDir);
  try {
    const layout = await chooseLayout(dataDir);
    const binaries = await usableBinaries(layout, await findBinaries());
    const found = await findRunning(dataDir, layout.cluster);
    const how = found ? 'adopted' : await makeCluster(binaries, layout);
    const server: RunningServer = found ?? { ...(await launch(binaries, layout)), startedFor: purpose };
    try {
      const claim = await claimFor(purpose, server, dataDir);
      const use: Use = { purpose, server, claim, layout, binaries };
      await announce(use);
      let stopped: Promise<void> | undefined;
      let supervision: Supervision | null = null;
      return {
        url: urlOf(server),
        how,
        supervise(options) {
          const isAlive = () => isPostmaster(use.server.pid, layout.cluster);
          supervision = supervise({ ...options, isAlive, revive: () => revive(use) });
          return supervision;
        },
        stop: () => (stopped ??= stopUse(use, supervision)),
      };
    } catch (error) {
      if (!found) await stopPostmaster(layout.cluster, { pid: server.pid, pgCtl: binaries.pg_ctl });
      throw error;
    }
  } catch (error) {
    // What the system refuses on the way: a full disk, a folder that was taken away.
    throw /^E[A-Z]+$/.test(systemCode(error) ?? '') ? unusable(dataDir, error) : error;
  } finally {
    await unlock();
  }
}

/**
 * The URL of the server that runs on `dataDir`, or null when none does. Changes nothing and claims nothing.
 * Throws `data_dir_unusable` when the folder may not be read by this user.
 */
export async function findEmbedded(dataDir: string): Promise<string | null> {
  const real = await fs.realpath(dataDir).catch(() => null);
  if (real === null) return null;
  const server = await findRunning(real, await findCluster(real));
  return server && urlOf(server);
}

/** What one process holds of a server. */
interface Use {
  purpose: Purpose;
  server: RunningServer;
  claim: Claim;
  layout: Layout;
  binaries: Binaries;
}

async function makeCluster(binaries: Binaries, layout: Layout): Promise<'created' | 'started'> {
  const exists = await fs.access(layout.cluster).then(
    () => true,
    () => false,
  );
  if (!exists) await createCluster(binaries, layout);
  return exists ? 'started' : 'created';
}

async function claimFor(purpose: Purpose, server: RunningServer, dataDir: string): Promise<Claim> {
  const claim = await takeClaim(server, purpose).catch((cause: Error) => {
    throw new EmbeddedError(
      'start_failed',
      `The server on ${dataDir} broke off (${cause.message}): try again.`,
      { cause },
    );
  });
  if (!('takenBy' in claim)) return claim;
  throw new EmbeddedError(
    'data_dir_in_use',
    `Another service (process ${claim.takenBy}) is using the data folder ${dataDir}: stop it, or set DATA_DIR to another folder for this one.`,
  );
}

/** A service that takes over what a command started must not lose it when that command ends. */
async function announce({ purpose, server, claim, layout }: Use): Promise<void> {
  try {
    await saveRunning(layout.dataDir, purpose === 'service' ? { ...server, startedFor: 'service' } : server);
  } catch (error) {
    await claim.release();
    throw error;
  }
}

/** Starts a server of ours that has ended. Throws `data_dir_in_use` where somebody else has started one meanwhile. */
async function revive(use: Use): Promise<void> {
  const { layout, binaries } = use;
  const unlock = await takeStartLock(layout.dataDir);
  try {
    if ((await findRunning(layout.dataDir, layout.cluster)) !== null) {
      throw new EmbeddedError(
        'data_dir_in_use',
        `Another process has started a database in ${layout.dataDir} meanwhile: stop it, and start this service again.`,
      );
    }
    use.server = { ...use.server, ...(await launch(binaries, layout, use.server)) };
    await saveRunning(layout.dataDir, use.server);
  } finally {
    await unlock();
  }
}

/** A start of the server that hangs must not keep us from stopping. */
async function stopUse(use: Use, supervision: Supervision | null): Promise<void> {
  if (supervision !== null) await within(5_000, supervision.stop());
  await endUse(use);
}

async function endUse(use: Use): Promise<void> {
  const { server, claim, layout, binaries } = use;
  // A start that hangs must not keep us from stopping.
  const unlock = await takeStartLock(layout.dataDir, 5000).catch(() => null);
  try {
    if (use.purpose === 'command' && (await isNeeded(use))) return;
    await stopPostmaster(layout.cluster, { pid: server.pid, pgCtl: binaries.pg_ctl });
    await forgetRunning(layout.dataDir, server.pid);
  } finally {
    await claim.release();
    await unlock?.();
  }
}

/** Whether a command leaves the server running: it is a service's, or another command is at work on it. */
async function isNeeded({ server, claim, layout }: Use): Promise<boolean> {
  const now = await findRunning(layout.dataDir, layout.cluster);
  return (
    now !== null &&
    (now.pid !== server.pid || now.startedFor === 'service' || (await claim.others().catch(() => false)))
  );
}
