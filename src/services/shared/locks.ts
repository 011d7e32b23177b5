import { type EntityManager, rows, sql } from '#database/connection.ts';

/**
 * Our own writers wait for each other here. `changes`: whatever a rule looks at, which is nearly everything.
 * `creation`: services of before `changes` add users under it. `linking`: the codes that people ask for.
 */
const LOCKS = {
  // The name of before, so that older services wait too while a new version is rolled out.
  changes: 'hexabot-chatops administrators',
  creation: 'hexabot-chatops creation',
  linking: 'hexabot-chatops linking',
} as const;

export type LockName = keyof typeof LOCKS;

/** Takes these, always in the same order; held until the transaction ends. */
export async function takeLocks(em: EntityManager, names: readonly LockName[]): Promise<void> {
  for (const name of Object.keys(LOCKS) as LockName[]) {
    if (names.includes(name)) await rows(em, sql`SELECT pg_advisory_xact_lock(hashtext(${LOCKS[name]}))`);
  }
}
