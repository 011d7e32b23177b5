import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { runFault, SHORT } from './faults.ts';
import { type Postgres, startPostgres } from './postgres.ts';

/** The short form of `npm run test:faults`: the same, with less of everything. */
vi.setConfig({ maxConcurrency: 3 });
let postgres: Postgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.end());

it.concurrent.each(SHORT)(
  '$name: everything holds',
  async (fault) => {
    const { rows } = await runFault(fault, { postgres, seed: 8, short: true, say: () => undefined });
    expect(rows.filter(({ ok }) => !ok)).toEqual([]);
  },
  120_000,
);
