import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import { fullName, type User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { readUser, type UserJson, userJson, usersCte } from './user-rows.ts';

const CANDIDATES = 5;
const ORDER = sql`lower("lastName"), lower("firstName"), id`;

/**
 * The one user behind a mention (`<@U1>`) of a person of this workspace, or with this id, email or username (case does
 * not matter), or with this full name, or with this as part of the name. Throws `user_not_found`, or `user_ambiguous`
 * with up to five candidates.
 */
export async function findUser(
  deps: Pick<Deps, 'db'>,
  query: string,
  identity: Pick<ChatIdentity, 'platform' | 'workspace'>,
): Promise<User> {
  return (await findUsers(deps, [query], identity))[0]!;
}

/** The same for several, in one statement; a user for each, or what is thrown for the first that is not one. */
export async function findUsers(
  { db }: Pick<Deps, 'db'>,
  queries: readonly string[],
  identity: Pick<ChatIdentity, 'platform' | 'workspace'>,
): Promise<User[]> {
  const exact = queries.map((query) => query.trim());
  const mentioned = exact.map((text) => /^<@!?([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(text)?.[1] ?? null);
  const patterns = exact.map((text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`);
  const found = await rows<{ asked: number; user: UserJson }>(
    db.em(),
    sql`
    WITH ${usersCte(db.t)}
    SELECT q.asked::int, hit.user
    FROM unnest(${exact}::text[], ${mentioned}::text[], ${patterns}::text[])
      WITH ORDINALITY AS q (exact, mentioned, pattern, asked),
    LATERAL (
      SELECT ${userJson(db.t, 'best')} AS user, row_number() OVER (ORDER BY ${ORDER}) AS position
      FROM (
        SELECT *, min(rank) OVER () AS least FROM (
          SELECT *, CASE
            WHEN id = q.exact OR id = (SELECT l.user_id FROM chatops.links l WHERE l.platform = ${identity.platform}
              AND l.workspace = ${identity.workspace} AND l.chat_user = q.mentioned) THEN 0
            WHEN lower(email) = lower(q.exact) OR lower(username) = lower(q.exact) THEN 1
            WHEN lower("firstName" || ' ' || "lastName") = lower(q.exact) THEN 2
            WHEN "firstName" || ' ' || "lastName" ILIKE q.pattern THEN 3 END AS rank
          FROM u) ranked) best
      WHERE rank = least ORDER BY ${ORDER} LIMIT ${CANDIDATES + 1}) hit
    ORDER BY q.asked, hit.position`,
  );
  return queries.map((query, index) =>
    onlyOne(
      query,
      found.filter(({ asked }) => asked === index + 1).map(({ user }) => readUser(user)),
    ),
  );
}

function onlyOne(query: string, [first, ...others]: readonly User[]): User {
  if (first === undefined) throw new HexaError('user_not_found', { query });
  if (others.length === 0) return first;
  throw new HexaError('user_ambiguous', {
    query,
    candidates: [first, ...others]
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
