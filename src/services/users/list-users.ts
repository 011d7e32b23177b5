import { rows, sql } from '#database/connection.ts';
import { comparisonKey } from '#domain/text.ts';
import type { User, UserQuery, UserSort } from '#domain/user.ts';
import { heldRoles } from '../attached/lockout-roles.ts';
import type { Deps } from '../deps.ts';
import { isNamed } from '../roles/role-rows.ts';
import { keyOf, likePart } from '../shared/comparison-key.ts';
import { BY_NAME, readUser, type UserJson, userJson, usersCte } from './user-rows.ts';

const ORDER = {
  name: BY_NAME,
  email: sql`${keyOf(sql`coalesce(email, '')`)} COLLATE "C", id`,
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
    found AS (SELECT * FROM u WHERE ${matches(query.search)} AND ${hasStatus(query.status)}
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
  const part = likePart(comparisonKey(search));
  return sql`(${keyOf(sql`"firstName" || ' ' || "lastName"`)} LIKE ${part}
    OR ${keyOf(sql`coalesce(email, '')`)} LIKE ${part})`;
}

function hasStatus(status: UserQuery['status']) {
  switch (status) {
    case null:
      return sql`true`;
    case 'active':
      return sql`state`;
    case 'inactive':
      return sql`NOT state AND id NOT IN (SELECT user_id FROM chatops.account_states)`;
    default:
      return sql`NOT state AND id IN (SELECT user_id FROM chatops.account_states WHERE status = ${status})`;
  }
}

function hasRole({ db: { t } }: Pick<Deps, 'db'>, role: string | null) {
  if (role === null) return sql`true`;
  return sql`id IN (SELECT held.user_id FROM ${heldRoles(t)} held JOIN ${t.roles} r ON r.id = held.role_id
    WHERE ${isNamed(t, role)})`;
}
