import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findBinaries, usableBinaries } from '#database/embedded/binaries.ts';
import { renewPassword } from '#database/embedded/cluster.ts';
import { isReachable, urlOf } from '#database/embedded/connect.ts';
import { chooseLayout, openDataDir } from '#database/embedded/layout.ts';
import { readPostmasterPid, stopPostmaster } from '#database/embedded/postmaster.ts';
import { startProgram } from '#database/embedded/run.ts';
import { copyCluster, makeCluster } from '../support/cluster.ts';
import { databaseUrl, once } from '../support/database.ts';
import { freePort } from '../support/lasting-port.ts';
import { owing } from './broken-off.ts';

/** A real PostgreSQL that can be stopped, or broken off, and started again at the same address. */
export interface Postgres {
  /** The address, as its owner. */
  url: string;
  /** A new database, as the template of the server is; its address. */
  createDatabase(name: string): Promise<string>;
  /** A data directory as the first start makes it, to be copied. */
  cluster: string;
  start(): Promise<void>;
  /** Orderly, ending all sessions; or at once, so that it recovers at the next start. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  end(): Promise<void>;
}

/** In that folder; where there is a data directory to be copied (`cluster`), it costs less. */
export async function startPostgres({
  folder = tmpdir(),
  cluster: given,
}: {
  folder?: string;
  cluster?: string;
} = {}): Promise<Postgres> {
  const dataDir = await openDataDir(await mkdtemp(join(folder, 'hexabot-chatops-faults-')));
  const layout = await chooseLayout(dataDir);
  const binaries = await usableBinaries(layout, await findBinaries());
  const cluster = given ?? join(layout.folder, 'as-made');
  if (given === undefined) {
    await makeCluster(dataDir);
    await copyCluster(layout.cluster, cluster);
  } else {
    await copyCluster(given, layout.cluster);
  }
  const address = { port: await freePort(), password: await renewPassword(binaries, layout, null) };
  const settings = { port: address.port, listen_addresses: '127.0.0.1', unix_socket_directories: '' };
  const options = Object.entries({ ...settings, max_connections: 150 });
  const log = await open(join(dataDir, 'faults.log'), 'a');

  const start = async (): Promise<void> => {
    const args = ['-D', layout.cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
    const child = await startProgram(binaries.postgres, args, layout, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    child.unref();
    while (!(await isReachable(address, layout.cluster))) await pause(25);
  };
  await start();
  return {
    url: urlOf(address),
    async createDatabase(name) {
      await once(urlOf(address), `CREATE DATABASE ${name} STRATEGY FILE_COPY`);
      return databaseUrl(urlOf(address), name);
    },
    cluster,
    start,
    async stop(how) {
      const pid = await readPostmasterPid(layout.cluster);
      if (how === 'immediate' && pid !== null) process.kill(pid, 'SIGQUIT');
      await stopPostmaster(layout.cluster);
    },
    end: owing(async () => {
      await stopPostmaster(layout.cluster);
      await log.close();
      await rm(layout.folder, { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    }),
  };
}
