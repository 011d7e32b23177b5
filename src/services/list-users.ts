import { rows, sql } from '#database/connection.ts';
import type { User } from '#domain/user.ts';
import type { Deps } from './deps.ts';
import { readUser, type UserJson, userJson, usersCte } from './user-rows.ts';

export interface UserQuery {
  /** Part of a first, last or full name, or of the email. */
  search: string | null;
  /** From 0. */
  page: number;
  pageSize: number;
}

/** One page, by last name, and how many users there are on all pages; one statement. */
export async function listUsers(deps: Deps, query: UserQuery): Promise<{ users: User[]; total: number }> {
  const { t } = deps.db;
  const [row] = await rows<{ total: number; users: UserJson[] }>(
    deps.db.em(),
    sql`
    WITH ${usersCte(t)},
    found AS (SELECT * FROM u WHERE ${matches(query.search)}),
    page AS (
      SELECT *, row_number() OVER (ORDER BY lower("lastName"), lower("firstName"), id) AS position
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
