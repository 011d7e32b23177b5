import { type EntityManager, rows, sql } from '#database/connection.ts';
import { HexaError, type Problem, problem } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import { marksOf, type OfferedRole, type PermissionDiff } from '#domain/role.ts';
import { requestReason } from '#domain/role-policy.ts';
import type { Actor, Role } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { sortKeyOf } from '../shared/comparison-key.ts';
import type { Writing } from '../writing/writing.ts';

/** Every role, by name. */
export async function allRoles(deps: Deps, em: EntityManager = deps.db.em()): Promise<Role[]> {
  return rows(em, sql<Role>`SELECT id, name FROM ${deps.db.t.roles} ORDER BY ${sortKeyOf(sql`name`)}, id`);
}

/** What of a role `r` a form keeps (`OfferedRole.mark`). */
function markOf({ t }: Deps['db']) {
  return sql`left(encode(sha256(convert_to(coalesce((SELECT string_agg(m.name || ': ' || p.action, ',' ORDER BY m.name, p.action)
    FROM ${t.permissions} p JOIN ${t.models} m ON m.id = p.model_id WHERE p.role_id = r.id), ''), 'UTF8')), 'base64'), 22)`;
}

/** Every role by name, for a form to choose from. */
export async function offeredRoles(deps: Deps, em: EntityManager = deps.db.em()): Promise<OfferedRole[]> {
  return rows(
    em,
    sql<OfferedRole>`SELECT r.id, r.name, ${markOf(deps.db)} AS mark FROM ${deps.db.t.roles} r
      ORDER BY ${sortKeyOf(sql`r.name`)}, r.id`,
  );
}

/**
 * Under the locks: passes where these roles allow what they did when a form offered them (`marks`; undefined: none did).
 * `diff`: what the change gives and takes, for the form to show. Throws `invalid` (field `roles`).
 */
export async function requireAsOffered(
  deps: Deps,
  em: Writing,
  roleIds: readonly string[],
  marks: readonly string[] | undefined,
  diff: PermissionDiff,
): Promise<void> {
  if (marks === undefined) return;
  const chosen = (await offeredRoles(deps, em)).filter(({ id }) => roleIds.includes(id));
  const changed = chosen.filter((role) => !marksOf([role]).every((mark) => marks.includes(mark)));
  if (changed.length === 0) return;
  const data = { roles: changed.map(({ name }) => name), ...diff, marks: marksOf(chosen) };
  throw new HexaError('invalid', { problems: [problem('roles', 'roles_differ', data)] });
}

/**
 * These roles, by name, locked against being deleted until the transaction ends: no foreign key keeps a role that is
 * set aside. Throws `invalid` for those that do not exist.
 */
export async function lockRoles(deps: Deps, em: Writing, ids: readonly string[]): Promise<Role[]> {
  const found = await rows(
    em,
    sql<Role>`SELECT id, name FROM ${deps.db.t.roles} WHERE id = ANY(${[...ids]}) ORDER BY ${sortKeyOf(sql`name`)}, id FOR KEY SHARE`,
  );
  await refuseUnknown(em, ids, found);
  return found;
}

/** Throws `invalid` for those of these roles that do not exist. */
export async function requireRoles(deps: Deps, em: EntityManager, ids: readonly string[]): Promise<void> {
  await refuseUnknown(em, ids, await allRoles(deps, em));
}

async function refuseUnknown(
  em: EntityManager,
  ids: readonly string[],
  known: readonly Role[],
): Promise<void> {
  const unknown = ids.filter((id) => !known.some((role) => role.id === id));
  if (unknown.length === 0) return;
  const names = await namesOfGone(em, unknown);
  throw new HexaError('invalid', { problems: [problem('roles', 'role_unknown', { names })] });
}

/** How these roles, which do not exist any more, were called last; the id where that was never written down. */
export async function namesOfGone(em: EntityManager, ids: readonly string[]): Promise<string[]> {
  const found = await rows(
    em,
    sql<{
      name: string;
    }>`SELECT coalesce((SELECT a.target_name FROM chatops.audit a WHERE a.target_type = 'role' AND a.target_id = gone.id
        ORDER BY a.id DESC LIMIT 1), gone.id) AS name
      FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS gone (id, position) ORDER BY gone.position`,
  );
  return found.map(({ name }) => name);
}

/** A role with what it allows. */
export interface RoleWithPermissions extends Role {
  permissions: PermissionName[];
}

/** These roles with what each holds, by name. */
export async function rolesWithPermissions(
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
 * What is wrong with giving these roles to a new user: unknown ones, and what policy does not let through directly
 * (docs/design.md, sections 6 and 7): nobody grants what they do not hold.
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
  if (unknown.length > 0) {
    return [problem('roles', 'role_unknown', { names: await namesOfGone(em, unknown) })];
  }
  const gained = [...new Set(roles.flatMap(({ permissions }) => permissions))].sort();
  const reason = requestReason(deps.settings.approvals, actor.lasting, { gained, lost: [] });
  if (reason === null) return [];
  const { why, permissions } = reason;
  switch (why) {
    case 'all':
      return [];
    case 'privileged':
      return [problem('roles', 'role_needs_approval', { permissions })];
    case 'lacking': {
      const exceeding = roles.filter((role) => role.permissions.some((name) => permissions.includes(name)));
      return [problem('roles', 'role_exceeds', { roles: exceeding.map(({ name }) => name), permissions })];
    }
  }
}
