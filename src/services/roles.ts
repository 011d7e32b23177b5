import { type EntityManager, rows, sql } from '#database/connection.ts';
import { type Problem, problem } from '#domain/errors.ts';
import { missingPermissions, type PermissionName } from '#domain/permission.ts';
import type { Actor, Role } from '#domain/user.ts';
import type { Deps } from './deps.ts';

/** Every role, by name. */
export async function allRoles(deps: Deps, em: EntityManager = deps.db.em()): Promise<Role[]> {
  return rows<Role>(em, sql<Role>`SELECT id, name FROM ${deps.db.t.roles} ORDER BY lower(name), id`);
}

interface RoleWithPermissions extends Role {
  permissions: PermissionName[];
}

async function rolesWithPermissions(
  deps: Deps,
  em: EntityManager,
  ids: readonly string[],
): Promise<RoleWithPermissions[]> {
  const { t } = deps.db;
  return rows(
    em,
    sql<RoleWithPermissions>`
    SELECT r.id, r.name, coalesce((SELECT json_agg(m.name || ': ' || p.action)
      FROM ${t.permissions} p JOIN ${t.models} m ON m.id = p.model_id WHERE p.role_id = r.id), '[]') AS permissions
    FROM ${t.roles} r WHERE r.id = ANY(${[...ids]}) ORDER BY r.name`,
  );
}

/**
 * What is wrong with giving these roles: unknown ones, and (unless CHATOPS_APPROVALS is off) those that hold
 * what the actor does not: nobody grants what they do not hold (design section 6).
 */
export async function roleProblems(
  deps: Deps,
  em: EntityManager,
  actor: Actor,
  roleIds: readonly string[],
): Promise<Problem[]> {
  if (roleIds.length === 0) return [];
  const roles = await rolesWithPermissions(deps, em, roleIds);
  const unknown = roleIds.filter((id) => !roles.some((role) => role.id === id));
  if (unknown.length > 0) return [problem('roles', 'role_unknown', { names: unknown })];
  if (deps.settings.approvals === 'off') return [];
  const exceeding = roles
    .map(({ name, permissions }) => ({ name, missing: missingPermissions(actor.permissions, permissions) }))
    .filter(({ missing }) => missing.length > 0);
  if (exceeding.length === 0) return [];
  return [
    problem('roles', 'role_exceeds', {
      roles: exceeding.map(({ name }) => name),
      permissions: [...new Set(exceeding.flatMap(({ missing }) => missing))],
    }),
  ];
}
