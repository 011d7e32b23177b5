import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbedded } from '#database/embedded/index.ts';
import { migrate } from '#database/migrate.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrations } from '../../migrations/index.ts';
import { databaseUrl, MIGRATED, once } from './database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    databaseUrl: string;
  }
}

/** One real PostgreSQL for all test files; each makes its own databases in it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(await roomFor(), 'hexabot-chatops-test-'));
  const server = await startEmbedded({ dataDir, purpose: 'service' });
  // Nobody needs what is lost when the machine fails under a test, nor passwords that withstand guessing.
  for (const setting of [
    'fsync = off',
    'synchronous_commit = off',
    'full_page_writes = off',
    'scram_iterations = 1',
  ]) {
    await once(server.url, `ALTER SYSTEM SET ${setting}`);
  }
  await once(server.url, 'SELECT pg_reload_conf()');
  const { username, password } = new URL(server.url);
  await once(server.url, `SET scram_iterations = 1; ALTER ROLE ${username} PASSWORD '${password}'`);
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

const MEMORY = '/dev/shm';
const ROOM = 4 * 2 ** 30;

/** In memory where there is plenty: hundreds of databases are copied, and removed again. */
async function roomFor(): Promise<string> {
  const there = await statfs(MEMORY).catch(() => null);
  return there !== null && there.bavail * there.bsize >= ROOM ? MEMORY : tmpdir();
}
