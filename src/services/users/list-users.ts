import { rows, sql } from '#database/connection.ts';
import type { User, UserQuery, UserSort } from '#domain/user.ts';
import { heldRoles } from '../attached/lockout-roles.ts';
import type { Deps } from '../deps.ts';
import { readUser, type UserJson, userJson, usersCte } from './user-rows.ts';

const ORDER = {
  name: sql`lower("lastName"), lower("firstName"), id`,
  email: sql`lower(email), id`,
  created: sql`created_at DESC NULLS LAST, id`,
  updated: sql`updated_at DESC NULLS LAST, id`,
} satisfies Record<UserSort, unknown>;

/** One page, and how many users there are on all pages; one statement. */
export async function listUsers(
  deps: Pick<Deps, 'db'>,
  query: UserQuery,
): Promise<{ users: User[]; total: number }> {
  const { t } = deps.db;
  const [row] = await rows<{ total: number; users: UserJson[] }>(
    deps.db.em(),
    sql`
    WITH ${usersCte(t)},
    known AS (SELECT u.*, CASE WHEN u.state THEN 'active' ELSE coalesce(s.status, 'inactive') END AS status
      FROM u LEFT JOIN chatops.account_states s ON s.user_id = u.id),
    found AS (SELECT * FROM known WHERE ${matches(query.search)} AND ${hasStatus(query.status)}
      AND ${hasRole(deps, query.role)}),
    page AS (
      SELECT *, row_number() OVER (ORDER BY ${ORDER[query.sort]}) AS position
      FROM found ORDER BY position LIMIT ${query.pageSize} OFFSET ${query.page * query.pageSize})
    SELECT (SELECT count(*)::int FROM found) AS total,
      coalesce((SELECT json_agg(${userJson(t, 'page')} ORDER BY position) FROM page), '[]') AS users`,
  );
  return { users: (row?.users ?? []).map(readUser), total: row?.total ?? 0 };
}

function matches(search: string | null) {
  if (search === null) return sql`true`;
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`;
  return sql`("firstName" ILIKE ${pattern} OR "lastName" ILIKE ${pattern}
    OR "firstName" || ' ' || "lastName" ILIKE ${pattern} OR email ILIKE ${pattern})`;
}

function hasStatus(status: UserQuery['status']) {
  return status === null ? sql`true` : sql`status = ${status}`;
}

function hasRole({ db: { t } }: Pick<Deps, 'db'>, role: string | null) {
  if (role === null) return sql`true`;
  return sql`id IN (SELECT held.user_id FROM ${heldRoles(t)} held JOIN ${t.roles} r ON r.id = held.role_id
    WHERE lower(r.name) = lower(${role}))`;
}
