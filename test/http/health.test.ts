import { expect, it, vi } from 'vitest';
import { once } from '../support/database.ts';
import { runService } from '../support/running-service.ts';

it('/healthz answers while it serves; /readyz asks database and queue', async () => {
  await using service = await runService();
  const health = () => fetch(`${service.address}/healthz`);
  const ready = () => fetch(`${service.address}/readyz`);
  expect([(await health()).status, await (await health()).json()]).toEqual([200, { ok: true }]);
  expect([(await ready()).status, await (await ready()).json()]).toEqual([
    200,
    { ok: true, database: true, queue: true },
  ]);

  await service.query('ALTER TABLE chatops_jobs.version RENAME TO version_away');
  expect([(await ready()).status, await (await ready()).json()]).toEqual([
    503,
    { ok: false, database: true, queue: false },
  ]);
  await service.query('ALTER TABLE chatops_jobs.version_away RENAME TO version');

  // The database goes: no new connections, and the open ones end.
  const server = new URL(service.database.url);
  const name = server.pathname.slice(1);
  server.pathname = '/postgres';
  await once(server.href, `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
  await once(server.href, 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [
    name,
  ]);
  expect([(await ready()).status, await (await ready()).json()]).toEqual([
    503,
    { ok: false, database: false, queue: false },
  ]);
  expect((await health()).status).toBe(200);

  // It comes back, and so do we.
  await once(server.href, `ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
  await vi.waitUntil(async () => (await ready()).status === 200, { timeout: 15_000, interval: 200 });
  expect(await service.ask(service.ann, '/hexa whoami')).toContain('ann@example.com');
});
