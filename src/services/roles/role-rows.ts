import { type EntityManager, rows, sql, type TableNames } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { RoleDetail, RoleSummary } from '#domain/role.ts';
import { comparisonKey } from '#domain/text.ts';
import type { Deps } from '../deps.ts';
import { keyOf, sortKeyOf } from '../shared/comparison-key.ts';
import { isUser } from '../users/user-rows.ts';

/** Every role by name, with how many users have it, set aside or not. */
export async function listRoles(deps: Deps): Promise<RoleSummary[]> {
  const { t } = deps.db;
  return rows(
    deps.db.em(),
    sql<RoleSummary>`
    SELECT r.id, r.name, ${usersOf(t)} AS users FROM ${t.roles} r
    ORDER BY ${sortKeyOf(sql`r.name`)}, r.id`,
  );
}

/**
 * How many have the role `r`: in force, and of the users those whose roles are set aside. These are looked up one by one:
 * as a join, some samples of statistics have PostgreSQL read every subscriber (docs/design.md, section 10). BETWEEN, as for
 * `=` PostgreSQL expects as many as have a role on average, and reads the roles of everybody instead of the index.
 */
function usersOf(t: TableNames) {
  return sql`((SELECT count(*) FROM ${t.userRoles} WHERE role_id BETWEEN r.id AND r.id)
    + (SELECT count(*) FROM chatops.set_aside_roles a
      WHERE a.role_id = r.id AND (SELECT ${isUser('x')} FROM ${t.users} x WHERE x.id = a.user_id)
      AND NOT EXISTS (SELECT FROM ${t.userRoles} WHERE user_id = a.user_id AND role_id = r.id)))::int`;
}

/** Whether a role `r` is named so: exactly, or, where none is, alike (`comparisonKey`). */
function isNamed(t: TableNames, name: string) {
  return sql`(r.name = ${name} OR (${keyOf(sql`r.name`)} = ${comparisonKey(name)}
    AND NOT EXISTS (SELECT FROM ${t.roles} same WHERE same.name = ${name})))`;
}

type Row = Omit<RoleDetail, 'permissions'> & { permissions: PermissionName[] };

/** A role by id, or by name: exactly, or alike. Throws `role_not_found`, `role_ambiguous`. */
export async function findRole(
  deps: Deps,
  query: string,
  em: EntityManager = deps.db.em(),
): Promise<RoleDetail> {
  const { t } = deps.db;
  const name = query.trim();
  const [row, ...others] = await rows(
    em,
    sql<Row>`
    SELECT r.id, r.name, ${usersOf(t)} AS users,
      (SELECT count(*)::int FROM chatops.requests q WHERE q.status = 'pending' AND r.id = ANY(q.roles_after)) AS requests,
      coalesce((SELECT json_agg(DISTINCT m.name || ': ' || p.action)
        FROM ${t.permissions} p JOIN ${t.models} m ON m.id = p.model_id WHERE p.role_id = r.id), '[]') AS permissions
    FROM ${t.roles} r WHERE r.id = ${name} OR (${isNamed(t, name)}
      AND NOT EXISTS (SELECT FROM ${t.roles} same WHERE same.id = ${name})) ORDER BY r.name`,
  );
  if (row === undefined) throw new HexaError('role_not_found', { query, known: null });
  if (others.length > 0) {
    throw new HexaError('role_ambiguous', { query, names: [row, ...others].map((role) => role.name) });
  }
  return { ...row, permissions: new Set(row.permissions) };
}

/** `findRole` by id, whose row nobody else changes until the transaction ends. */
export async function lockRole(deps: Deps, em: EntityManager, id: string): Promise<RoleDetail> {
  await rows(em, sql`SELECT FROM ${deps.db.t.roles} WHERE id = ${id} FOR UPDATE`);
  return findRole(deps, id, em);
}

/** Names of all models, in the order in which they came. */
export async function listModels(deps: Deps): Promise<string[]> {
  const found = await rows(
    deps.db.em(),
    sql<{ name: string }>`SELECT name FROM ${deps.db.t.models} ORDER BY created_at NULLS FIRST, lower(name)`,
  );
  return found.map(({ name }) => name);
}
