import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { migrate } from '#database/migrate.ts';
import { LIMITS } from '#database/watched.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrations } from '../../migrations/index.ts';
import { createMigrated, databaseUrl, makeCareless, roomFor } from '../support/database.ts';
import { limited } from '../support/limits.ts';
import { runService } from '../support/running-service.ts';
import { startSilentProxy } from '../support/silent-proxy.ts';
import { runFault, SHORT } from './faults.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** The short form of `npm run test:faults`: the same, with less of everything. What waits longest comes first. */
vi.setConfig({ maxConcurrency: 5 });
let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres({ folder: await roomFor(), cluster: inject('cluster') });
  await makeCareless(postgres.url);
  // Every database is a copy of this one: their services find the tables made.
  const template = databaseUrl(postgres.url, 'template1');
  await migrate(template, 'public', migrations);
  await migrateQueue(template);
});
afterAll(() => postgres.end());

it.concurrent('Connections fall silent: commands are answered again, and jobs are done', async () => {
  // Services of the other faults are processes of their own.
  using _soon = limited(LIMITS, { silentMs: 6_000 });
  const database = await createMigrated();
  const proxy = await startSilentProxy(database.url);
  const service = await runService({ DATABASE_URL: proxy.url }, database);
  const { ann, slack, mailbox } = service;
  try {
    await service.ask(ann, '/hexa whoami');
    proxy.fallSilent();
    // Not `expect.poll`, which takes the test of the moment for its own: others run beside it.
    await vi.waitUntil(
      async () => (await service.ask(ann, '/hexa users list').catch(String)).includes('Ann Lee'),
      { timeout: 60_000, interval: 200 },
    );
    await slack.person({ name: 'zoe' }).types('/hexa link ann@example.com');
    expect((await mailbox.next('ann@example.com')).subject).toBe('Your code to link a chat account');
  } finally {
    await service[Symbol.asyncDispose]();
    await proxy.stop();
  }
}, 120_000);

it.concurrent.each(SHORT)(
  '$name: everything holds',
  async (fault) => {
    const { rows } = await runFault(fault, { postgres, seed: 8, short: true, say: () => undefined });
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  },
  120_000,
);
