import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#database/embedded/index.ts';
import { findCluster } from '#database/embedded/layout.ts';
import { migrate } from '#database/migrate.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrations } from '../../migrations/index.ts';
import { copyCluster, makeCluster } from './cluster.ts';
import { databaseUrl, MIGRATED, makeCareless, once, roomFor } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
    /** PostgreSQL's own data directory, as the first start makes it, to be copied. */
    cluster: string;
  }
}

/** One real PostgreSQL for all test files; each makes its own databases in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(await roomFor(), 'hexabot-chatops-test-'));
  // Whatever a test makes for itself lies there too. As root, PostgreSQL's own user goes through it.
  await chmod(folder, 0o711);
  process.env.TMPDIR = folder;
  const [dataDir, cluster] = [join(folder, 'database'), join(folder, 'cluster')];
  await makeCluster(dataDir);
  await copyCluster(await findCluster(dataDir), cluster);
  const server = await startEmbedded({ dataDir, purpose: 'service' });
  await makeCareless(server.url);
  await once(server.url, `CREATE DATABASE ${MIGRATED}`);
  const migrated = databaseUrl(server.url, MIGRATED);
  await migrate(migrated, 'public', migrations);
  await migrateQueue(migrated);
  project.provide('databaseUrl', server.url);
  project.provide('cluster', cluster);
  return async () => {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
