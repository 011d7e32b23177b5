import { type EntityManager, rows, sql } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import type { User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { isUser, readUser, type UserJson, userJson } from './user-rows.ts';

/** One user by id, as committed. Throws `user_not_found`. */
export async function loadUser(
  deps: Pick<Deps, 'db'>,
  id: string,
  em: EntityManager = deps.db.em(),
): Promise<User> {
  const { t } = deps.db;
  const [row] = await rows(
    em,
    sql<{
      user: UserJson;
    }>`SELECT ${userJson(t, 'u')} AS user FROM ${t.users} u WHERE u.id = ${id} AND ${isUser('u')}`,
  );
  if (row === undefined) throw new HexaError('user_not_found', { query: id });
  return readUser(row.user);
}

/** The same, with its row locked until the transaction ends. */
export async function lockUser(deps: Deps, em: EntityManager, id: string): Promise<User> {
  await rows(
    em,
    sql`SELECT FROM ${deps.db.t.users} u WHERE u.id = ${id} AND ${isUser('u')} FOR NO KEY UPDATE`,
  );
  return loadUser(deps, id, em);
}

/** How this user is called, or was when something was last written down about them; else the id. */
export async function nameOf(deps: Pick<Deps, 'db'>, em: EntityManager, userId: string): Promise<string> {
  const [row] = await rows(
    em,
    sql<{ name: string }>`SELECT coalesce(
        (SELECT "firstName" || ' ' || "lastName" FROM ${deps.db.t.users} WHERE id = ${userId}),
        (SELECT a.target_name FROM chatops.audit a WHERE a.target_id = ${userId} AND a.target_type = 'user'
          ORDER BY a.at DESC LIMIT 1), ${userId}) AS name`,
  );
  return row?.name ?? userId;
}
