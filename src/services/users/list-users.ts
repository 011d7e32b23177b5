import { rows, sql } from '#database/connection.ts';
import { written } from '#database/written.ts';
import { comparisonKey } from '#domain/text.ts';
import type { User, UserQuery, UserSort } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { isNamed } from '../roles/role-rows.ts';
import { keyOf, likePart } from '../shared/comparison-key.ts';
import { BY_NAME, isOn, isUser, readUser, type UserJson, userJson } from './user-rows.ts';

const NAME_KEY = written(keyOf(sql`"firstName" || ' ' || "lastName"`));
const EMAIL_KEY = written(keyOf(sql`coalesce(email, '')`));

const ORDER = {
  name: BY_NAME,
  email: written(sql`${EMAIL_KEY} COLLATE "C", id`),
  created: sql`created_at DESC NULLS LAST, id`,
  updated: sql`updated_at DESC NULLS LAST, id`,
} satisfies Record<UserSort, unknown>;

/** What users are searched and sorted by. */
const COLUMNS = sql`id, "firstName", "lastName", email, created_at, updated_at`;

/**
 * One page, and how many users there are on all pages; one statement. The page is cut first, out of no more columns
 * than that takes; what else is shown is read for its users alone. Materialised, as PostgreSQL would walk a name index
 * past every subscriber (docs/design.md, section 10).
 */
export async function listUsers(
  deps: Pick<Deps, 'db'>,
  query: UserQuery,
): Promise<{ users: User[]; total: number }> {
  const { t } = deps.db;
  const order = ORDER[query.sort];
  const [row] = await rows(
    deps.db.em(),
    sql<{ total: number; users: UserJson[] }>`
    WITH found AS MATERIALIZED (SELECT ${COLUMNS} FROM ${t.users} x WHERE ${isUser('x')}
      AND ${hasStatus(query.status)} AND ${matches(query.search)} AND ${hasRole(deps, query.role)}),
    cut AS (SELECT * FROM found ORDER BY ${order} LIMIT ${query.pageSize} OFFSET ${query.page * query.pageSize}),
    page AS (SELECT id, row_number() OVER (ORDER BY ${order}) AS position FROM cut)
    SELECT (SELECT count(*)::int FROM found) AS total,
      coalesce((SELECT json_agg(${userJson(t, 'x')} ORDER BY position) FROM page JOIN ${t.users} x USING (id)), '[]') AS users`,
  );
  return { users: (row?.users ?? []).map(readUser), total: row?.total ?? 0 };
}

function matches(search: string | null) {
  if (search === null) return sql`true`;
  const part = likePart(comparisonKey(search));
  return sql`(${NAME_KEY} LIKE ${part} OR ${EMAIL_KEY} LIKE ${part})`;
}

function hasStatus(status: UserQuery['status']) {
  switch (status) {
    case null:
      return sql`true`;
    case 'active':
      return isOn('x');
    case 'inactive':
      return sql`NOT ${isOn('x')} AND x.id NOT IN (SELECT user_id FROM chatops.account_states)`;
    default:
      return sql`NOT ${isOn('x')} AND x.id IN (SELECT user_id FROM chatops.account_states WHERE status = ${status})`;
  }
}

function hasRole({ db: { t } }: Pick<Deps, 'db'>, role: string | null) {
  if (role === null) return sql`true`;
  const named = sql`(SELECT r.id FROM ${t.roles} r WHERE ${isNamed(t, role)})`;
  return sql`id IN (SELECT user_id FROM ${t.userRoles} WHERE role_id IN ${named}
    UNION ALL SELECT user_id FROM chatops.set_aside_roles WHERE role_id IN ${named})`;
}
