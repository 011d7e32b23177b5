import { type EntityManager, rows, sql } from '#database/connection.ts';

/** Our own writers wait for each other here; held until the transaction ends. */
export type LockName = 'creation' | 'administrators' | 'linking';

export async function lock(em: EntityManager, name: LockName): Promise<void> {
  await rows(em, sql`SELECT pg_advisory_xact_lock(hashtext(${`hexabot-chatops ${name}`}))`);
}
