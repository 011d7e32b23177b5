import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { type Problem, problem } from '#domain/errors.ts';
import { shortTextProblems } from '#domain/new-user.ts';
import type { PermissionName } from '#domain/permission.ts';
import { ADMIN_ROLE, type PermissionDiff, type RoleDetail } from '#domain/role.ts';
import { requestReason } from '#domain/role-policy.ts';
import { cleanName, comparisonKey, looksLike } from '#domain/text.ts';
import type { Actor } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { keyOf } from '../shared/comparison-key.ts';

/** What would be wrong with a role of this name (`id` null: a new one) that gains and loses these permissions. */
export async function roleChangeProblems(
  deps: Deps,
  actor: Actor,
  { id, name, users, diff }: { id: string | null; name: string; users: number; diff: PermissionDiff },
): Promise<Problem[]> {
  const clean = cleanName(name);
  return [
    ...(await nameProblems(deps, deps.db.em(), name, id)),
    ...policyProblems(deps, { actor }, { name: clean, users }, diff),
  ];
}

/** What is wrong with a name for a role. No other role may have it; `except`: the one that gets it, null for a new one. */
export async function nameProblems(
  deps: Deps,
  em: EntityManager,
  name: string,
  except: string | null,
): Promise<Problem[]> {
  const problems = shortTextProblems('name', name);
  if (problems.length > 0) return problems;
  const taken = await rows(
    em,
    sql`SELECT FROM ${deps.db.t.roles}
      WHERE ${keyOf(sql`name`)} = ${comparisonKey(name)} AND id IS DISTINCT FROM ${except}`,
  );
  if (taken.length > 0) return [problem('name', 'name_taken', {})];
  return looksLike(name, ADMIN_ROLE) ? [problem('name', 'name_looks_like', { name: ADMIN_ROLE })] : [];
}

/** Nobody grants what they do not hold (docs/design.md, section 6). */
export function exceeding(
  deps: Deps,
  { actor }: Pick<By, 'actor'>,
  role: string,
  permissions: readonly PermissionName[],
): Problem[] {
  const gained = [...permissions];
  const reason = requestReason(deps.settings.approvals, actor.lasting, { gained, lost: [] });
  if (reason?.why !== 'lacking') return [];
  return [problem('permissions', 'role_exceeds', { roles: [role], permissions: reason.permissions })];
}

/**
 * Where somebody has the role, changing it gives and takes: then policy asks for a second pair of eyes (docs/design.md,
 * section 7).
 */
export function policyProblems(
  deps: Deps,
  by: Pick<By, 'actor'>,
  role: Pick<RoleDetail, 'name' | 'users'>,
  diff: PermissionDiff,
): Problem[] {
  const problems = exceeding(deps, by, role.name, diff.gained);
  if (problems.length > 0 || role.users === 0) return problems;
  const reason = requestReason(deps.settings.approvals, by.actor.lasting, diff);
  if (reason?.why !== 'privileged') return [];
  return [problem('permissions', 'permissions_need_approval', { permissions: reason.permissions })];
}
