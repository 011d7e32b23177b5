import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { PermissionName } from '#domain/permission.ts';
import { type PermissionDiff, permissionDiff, sameDiff } from '#domain/role.ts';
import type { Deps } from '../deps.ts';
import { rolesWithPermissions } from '../roles/roles.ts';

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

/** How many open requests would no longer give and take what they say if this role had these permissions. */
export async function countOutdatedByRole(
  deps: Deps,
  em: EntityManager,
  roleId: string,
  permissions: ReadonlySet<PermissionName>,
): Promise<number> {
  type Open = PermissionDiff & { before: string[]; after: string[] };
  const open = await rows(
    em,
    sql<Open>`SELECT roles_before AS before, roles_after AS after, gained, lost FROM chatops.requests
      WHERE status = 'pending' AND ${roleId} = ANY(roles_before || roles_after)`,
  );
  if (open.length === 0) return 0;
  const present = await rolesWithPermissions(deps, em, [
    ...new Set(open.flatMap(({ before, after }) => [...before, ...after])),
  ]);
  const changed = present.map((role) =>
    role.id === roleId ? { ...role, permissions: [...permissions] } : role,
  );
  const fits = (roles: typeof present, { before, after, ...said }: Open): boolean => {
    const held = (ids: readonly string[]): Set<PermissionName> =>
      new Set(roles.filter(({ id }) => ids.includes(id)).flatMap((role) => role.permissions));
    return sameDiff(permissionDiff(held(before), held(after)), said);
  };
  return open.filter((request) => fits(present, request) && !fits(changed, request)).length;
}

/** Roles that this user holds for a time: their ids. */
export async function heldForTime(em: EntityManager, userId: string): Promise<string[]> {
  const held = await rows(
    em,
    sql<{ id: string }>`SELECT DISTINCT unnest(role_ids) AS id FROM chatops.timed_grants
      WHERE user_id = ${userId} AND ended_at IS NULL`,
  );
  return held.map(({ id }) => id);
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
