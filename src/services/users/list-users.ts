import type { RawBuilder } from 'kysely';
import { rows, sql, type TableNames } from '#database/connection.ts';
import { written } from '#database/written.ts';
import { comparisonKey } from '#domain/text.ts';
import type { User, UserQuery, UserSort } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { keyContaining, sortKeyOf } from '../shared/comparison-key.ts';
import { isOn, isUser, readUser, type UserJson, userJson } from './user-rows.ts';

/** How a list is sorted: by a key of everybody who is found, then by another of those near the page alone, then by id. */
interface Sort {
  /** What of a user the keys are made of. */
  columns: RawBuilder<unknown>;
  key: RawBuilder<unknown>;
  order: RawBuilder<unknown>;
  second: RawBuilder<unknown> | null;
}

const keyOfColumn = (name: string) => written(sortKeyOf(sql.ref(name)));
const newestFirst = (name: string): Sort => ({
  columns: sql.ref(name),
  key: sql.ref(name),
  order: sql`key DESC NULLS LAST`,
  second: null,
});

const SORTS: Record<UserSort, Sort> = {
  // As BY_NAME.
  name: {
    columns: sql`"firstName", "lastName"`,
    key: keyOfColumn('lastName'),
    order: sql`key`,
    second: keyOfColumn('firstName'),
  },
  email: {
    columns: sql`coalesce(email, '') AS email`,
    key: keyOfColumn('email'),
    order: sql`key`,
    second: null,
  },
  created: newestFirst('created_at'),
  updated: newestFirst('updated_at'),
};

/** So many more than there are up to the end of a page get second keys: they may have the same last name. */
const NEAR = 100;

const NAME_CONTAINS = keyContaining(sql`name`);
const ADDRESS_CONTAINS = keyContaining(sql`address`);

interface Page {
  total: number;
  users: UserJson[];
  /** Whether nobody beyond those near the page could be on it. */
  isSure: boolean;
}

/** One page, and how many users there are on all pages. */
export async function listUsers(
  deps: Pick<Deps, 'db'>,
  query: UserQuery,
): Promise<{ users: User[]; total: number }> {
  const upTo = (query.page + 1) * query.pageSize;
  const near = await pageOf(deps, query, upTo + NEAR);
  const { users, total } = near.isSure ? near : await pageOf(deps, query, null);
  return { users: users.map(readUser), total };
}

/**
 * The page, cut from so many who come first by their keys alone (null: from everybody found), in one statement. It is cut
 * from no more columns than that takes; what else is shown is read for its users only. Who is found by a search or a role
 * is kept for the count, as finding them twice takes longer; otherwise keeping everybody does (docs/design.md, section 10).
 */
async function pageOf({ db }: Pick<Deps, 'db'>, query: UserQuery, near: number | null): Promise<Page> {
  const { t } = db;
  const { search, roleIds, pageSize, page, total } = query;
  const { columns, key, order, second } = SORTS[query.sort];
  const given = sql`FROM ${t.users} x WHERE ${isUser('x')} AND ${hasStatus(query.status)} AND ${hasRole(t, roleIds)}`;
  const found =
    search === null
      ? sql`SELECT id, ${columns} ${given}`
      : sql`SELECT id, ${columns} FROM (SELECT id, ${columns}, "firstName" || ' ' || "lastName" AS name,
          coalesce(email, '') AS address ${given} OFFSET 0) given WHERE ${matches(search)}`;
  const isKept = search !== null || roleIds !== null;
  const isSure =
    second === null
      ? sql`true`
      : sql`(SELECT count(*) < ${near} OR max(key) > (SELECT max(key) FROM cut) FROM near)`;
  const [row] = await rows(
    db.em(),
    sql<Page>`
    WITH found AS ${sql.raw(isKept ? '' : 'NOT ')}MATERIALIZED (${found}),
    near AS (SELECT *, ${key} AS key FROM found ORDER BY ${order}, id LIMIT ${near}),
    cut AS (SELECT id, key, ${second ?? sql`NULL`} AS second FROM near
      ORDER BY ${order}, second, id LIMIT ${pageSize} OFFSET ${page * pageSize})
    SELECT ${total === undefined ? sql`(SELECT count(*)::int FROM found)` : sql`${total}::int`} AS total, ${isSure} AS "isSure",
      coalesce((SELECT json_agg(${userJson(t, 'x')} ORDER BY ${order}, second, x.id) FROM cut JOIN ${t.users} x USING (id)), '[]') AS users`,
  );
  return row!;
}

function matches(search: string) {
  const key = comparisonKey(search);
  return sql`(${NAME_CONTAINS(key)} OR ${ADDRESS_CONTAINS(key)})`;
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

/** By id: then PostgreSQL knows beforehand how many have the role. UNION, as it would take UNION ALL for few people. */
function hasRole(t: TableNames, ids: readonly string[] | null) {
  if (ids === null) return sql`true`;
  const is = sql`role_id = ANY(${[...ids]})`;
  return sql`id IN (SELECT user_id FROM ${t.userRoles} WHERE ${is}
    UNION SELECT user_id FROM chatops.set_aside_roles WHERE ${is})`;
}
