import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import { fullName, type User } from '#domain/user.ts';
import type { Deps } from './deps.ts';
import { readUser, type UserJson, userJson, usersCte } from './user-rows.ts';

const CANDIDATES = 5;

/**
 * The one user behind a mention (`<@U1>`) of a person of this workspace, or with this id, email or username (case does not matter), or with this full name, or with this as
 * part of the name. Throws `user_not_found`, or `user_ambiguous` with up to five candidates.
 */
export async function findUser(
  deps: Pick<Deps, 'db'>,
  query: string,
  identity: Pick<ChatIdentity, 'platform' | 'workspace'>,
): Promise<User> {
  const { t } = deps.db;
  const exact = query.trim();
  const mentioned = /^<@!?([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(exact)?.[1] ?? null;
  const pattern = `%${exact.replace(/[\\%_]/g, '\\$&')}%`;
  const found = await rows<{ rank: number; user: UserJson }>(
    deps.db.em(),
    sql`
    WITH ${usersCte(t)},
    ranked AS (
      SELECT *, CASE
        WHEN id = ${exact} OR id = (SELECT l.user_id FROM chatops.links l WHERE l.platform = ${identity.platform}
          AND l.workspace = ${identity.workspace} AND l.chat_user = ${mentioned}) THEN 0
        WHEN lower(email) = lower(${exact}) OR lower(username) = lower(${exact}) THEN 1
        WHEN lower("firstName" || ' ' || "lastName") = lower(${exact}) THEN 2
        WHEN "firstName" || ' ' || "lastName" ILIKE ${pattern} THEN 3 END AS rank
      FROM u)
    SELECT rank, ${userJson(t, 'ranked')} AS user FROM ranked
    WHERE rank = (SELECT min(rank) FROM ranked) ORDER BY lower("lastName"), lower("firstName"), id
    LIMIT ${CANDIDATES + 1}`,
  );
  const users = found.map(({ user }) => readUser(user));
  const [first, second] = users;
  if (first === undefined) throw new HexaError('user_not_found', { query });
  if (second === undefined) return first;
  throw new HexaError('user_ambiguous', {
    query,
    candidates: users
      .slice(0, CANDIDATES)
      .map((user) => ({ id: user.id, name: fullName(user), email: user.email })),
  });
}

/**
 * The user with this email and nobody else: what names a person for good is not guessed from usernames and names.
 * In another case only where no second user differs by that alone. Throws `user_not_found`.
 */
export async function findUserByEmail({ db }: Pick<Deps, 'db'>, email: string): Promise<User> {
  const found = await rows<{ user: UserJson }>(
    db.em(),
    sql`WITH ${usersCte(db.t)} SELECT ${userJson(db.t, 'u')} AS user FROM u WHERE lower(email) = lower(${email})`,
  );
  const users = found.map(({ user }) => readUser(user));
  const user = users.find((each) => each.email === email) ?? (users.length === 1 ? users[0] : undefined);
  if (user === undefined) throw new HexaError('user_not_found', { query: email });
  return user;
}
