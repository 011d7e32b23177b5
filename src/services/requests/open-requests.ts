import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';

/** How many open requests these users made, or are about them: switching them off withdraws those. */
export async function countOpenOf(
  deps: Deps,
  userIds: readonly string[],
  em: EntityManager = deps.db.em(),
): Promise<number> {
  const ids = [...userIds];
  return count(em, sql`requester_id = ANY(${ids}) OR target_id = ANY(${ids})`);
}

/** How many open requests for this user start from these roles: with any others they are out of date. */
export async function countStartingFrom(
  em: EntityManager,
  userId: string,
  roles: readonly { id: string }[],
): Promise<number> {
  const before = roles.map(({ id }) => id).sort();
  return count(em, sql`target_id = ${userId} AND roles_before = ${before}::text[]`);
}

async function count(em: EntityManager, which: ReturnType<typeof sql>): Promise<number> {
  const [row] = await rows(
    em,
    sql<{
      open: number;
    }>`SELECT count(*)::int AS open FROM chatops.requests WHERE status = 'pending' AND (${which})`,
  );
  return row?.open ?? 0;
}
