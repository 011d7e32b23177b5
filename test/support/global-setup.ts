import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#database/embedded/index.ts';
import { migrate } from '#database/migrate.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrations } from '../../migrations/index.ts';
import { databaseUrl, MIGRATED, makeCareless, once, roomFor } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}

/** One real PostgreSQL for all test files; each makes its own databases in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(await roomFor(), 'hexabot-chatops-test-'));
  const server = await startEmbedded({ dataDir, purpose: 'service' });
  await makeCareless(server.url);
  await once(server.url, `CREATE DATABASE ${MIGRATED}`);
  const migrated = databaseUrl(server.url, MIGRATED);
  await migrate(migrated, 'public', migrations);
  await migrateQueue(migrated);
  project.provide('databaseUrl', server.url);
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
