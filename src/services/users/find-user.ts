import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { type ErrorData, HexaError } from '#domain/errors.ts';
import { type PersonQuery, readPerson, shownQuery } from '#domain/person-query.ts';
import { comparisonKey } from '#domain/text.ts';
import { fullName, type User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { addressKeys } from '../shared/addresses.ts';
import { keyOf, likePart } from '../shared/comparison-key.ts';
import { BY_NAME, isUser, readUser, type UserJson, userJson, usersCte } from './user-rows.ts';

const CANDIDATES = 5;

/**
 * The one user behind a mention (`<@U1>`) of a person of this workspace, or with this id, email, full name or username,
 * or with this as part of the name. What is exactly so comes before what is only alike (`comparisonKey`), and each of
 * them before the next: nobody becomes somebody else by choosing a username. Throws `user_not_found`, or
 * `user_ambiguous` with up to five candidates.
 */
export async function findUser(
  deps: Pick<Deps, 'db'>,
  query: string,
  identity: Pick<ChatIdentity, 'platform' | 'workspace'>,
): Promise<User> {
  return (await findUsers(deps, [query], identity))[0]!;
}

/**
 * The same for several, in one statement; a user for each. Mentions, ids and exact emails go by their indexes; only where
 * these miss somebody are keys made of everybody's names. Throws `users_unclear` with all that fit none or several.
 */
export async function findUsers(
  { db }: Pick<Deps, 'db'>,
  queries: readonly string[],
  identity: Pick<ChatIdentity, 'platform' | 'workspace'>,
): Promise<User[]> {
  const { t } = db;
  const asked = queries.map((query) => columnsOf(readPerson(query)));
  const column = (name: keyof Columns) => asked.map((each) => each[name]);
  const found = await rows(
    db.em(),
    sql<{ asked: number; user: UserJson }>`
    WITH q AS (SELECT * FROM unnest(${column('account')}::text[], ${column('text')}::text[], ${column('username')}::text[],
        ${column('key')}::text[], ${column('email')}::text[], ${column('domain')}::text[], ${column('part')}::text[])
      WITH ORDINALITY AS q (account, text, username, key, email_key, domain_key, part, asked)),
    exact AS MATERIALIZED (
      SELECT asked, l.user_id AS id, 0 AS rank FROM q JOIN chatops.links l ON l.platform = ${identity.platform}
        AND l.workspace = ${identity.workspace} AND l.chat_user = q.account
      UNION ALL SELECT asked, x.id, 0 FROM q JOIN ${t.users} x ON x.id = q.text AND ${isUser('x')}
      UNION ALL SELECT asked, x.id, 1 FROM q JOIN ${t.users} x ON x.email = q.text AND ${isUser('x')}
        WHERE q.key IS NOT NULL),
    missed AS MATERIALIZED (SELECT * FROM q WHERE key IS NOT NULL AND asked NOT IN (SELECT asked FROM exact)),
    ${usersCte(t)},
    keyed AS MATERIALIZED (SELECT id, username, "firstName" || ' ' || "lastName" AS name,
        ${keyOf(sql`"firstName" || ' ' || "lastName"`)} AS name_key, ${keyOf(sql`coalesce(email, '')`)} AS email_key,
        ${keyOf(sql`coalesce(username, '')`)} AS username_key
      FROM u WHERE EXISTS (SELECT FROM missed)),
    whole AS (
      SELECT * FROM exact
      UNION ALL SELECT asked, id, 2 FROM missed q JOIN keyed k ON k.email_key = q.email_key
      UNION ALL SELECT asked, id, 2 FROM missed q JOIN keyed k ON k.email_key = q.domain_key
      UNION ALL SELECT asked, id, CASE WHEN name = q.text THEN 3 ELSE 4 END
        FROM missed q JOIN keyed k ON k.name_key = q.key AND q.text IS NOT NULL
      UNION ALL SELECT asked, id, CASE WHEN k.username = q.username THEN 5 ELSE 6 END
        FROM missed q JOIN keyed k ON k.username_key = q.key),
    ranked AS (
      SELECT * FROM whole
      UNION ALL SELECT asked, id, 7 FROM missed q JOIN keyed k ON k.name_key LIKE q.part
        WHERE NOT EXISTS (SELECT FROM whole w WHERE w.asked = q.asked)),
    best AS (SELECT DISTINCT asked, id FROM (SELECT *, min(rank) OVER (PARTITION BY asked) AS least FROM ranked) all_ranks
      WHERE rank = least),
    hits AS (SELECT asked, id, "firstName", "lastName", username, email, language, state, created_at, updated_at,
        row_number() OVER (PARTITION BY asked ORDER BY ${BY_NAME}) AS position
      FROM best JOIN ${t.users} x USING (id) WHERE ${isUser('x')})
    SELECT asked::int, ${userJson(t, 'hits')} AS user FROM hits WHERE position <= ${CANDIDATES + 1}
    ORDER BY asked, position`,
  );
  const each = queries.map((query, index) => ({
    query,
    users: found.filter(({ asked: at }) => at === index + 1).map(({ user }) => readUser(user)),
  }));
  const unclear = each.filter(({ users }) => users.length !== 1).map(unclearOf);
  if (unclear.length > 0) throw refusalOf(unclear, queries.length === 1);
  return each.flatMap(({ users }) => users);
}

/** What the statement is given of one query; null: not to be looked for so. */
interface Columns {
  account: string | null;
  text: string | null;
  username: string | null;
  key: string | null;
  email: string | null;
  domain: string | null;
  part: string | null;
}

const NOBODY: Columns = {
  account: null,
  text: null,
  username: null,
  key: null,
  email: null,
  domain: null,
  part: null,
};

function columnsOf(query: PersonQuery): Columns {
  switch (query.by) {
    case 'mention':
      return { ...NOBODY, account: query.account };
    case 'role':
    case 'group':
    case 'everyone':
      return NOBODY;
    case 'username':
      return { ...NOBODY, username: query.username, key: comparisonKey(query.username) };
    case 'text': {
      const { text } = query;
      // A button's id needs no names looked at.
      if (UUID.test(text)) return { ...NOBODY, text };
      const key = comparisonKey(text);
      if (key === '') return NOBODY;
      const [email = key, domain = null] = addressKeys(text);
      return { ...NOBODY, text, username: text, key, email, domain, part: likePart(key) };
    }
  }
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function unclearOf({ query, users }: { query: string; users: readonly User[] }) {
  const candidates = users
    .slice(0, CANDIDATES)
    .map((user) => ({ id: user.id, name: fullName(user), email: user.email }));
  return { query: shownQuery(query), by: readPerson(query).by, candidates };
}

function refusalOf(unclear: ErrorData['users_unclear']['unclear'], isOnlyOne: boolean): HexaError {
  const [first] = unclear;
  if (first === undefined || !isOnlyOne) return new HexaError('users_unclear', { unclear });
  if (first.candidates.length > 0) return new HexaError('user_ambiguous', first);
  return new HexaError('user_not_found', { query: first.query, by: first.by });
}

/**
 * The user with this email and nobody else: what names a person for good is not guessed from usernames and names.
 * In another case of plain letters only where no second user differs by that alone. Throws `user_not_found`.
 */
export async function findUserByEmail({ db }: Pick<Deps, 'db'>, email: string): Promise<User> {
  const found = await rows(
    db.em(),
    sql<{
      user: UserJson;
    }>`WITH exact AS MATERIALIZED (SELECT x.id FROM ${db.t.users} x WHERE x.email = ${email} AND ${isUser('x')}),
    ${usersCte(db.t)},
    alike AS (SELECT id FROM exact UNION ALL SELECT u.id FROM u
      WHERE NOT EXISTS (SELECT FROM exact) AND lower(u.email COLLATE "C") = lower(${email} COLLATE "C"))
    SELECT ${userJson(db.t, 'x')} AS user FROM alike JOIN ${db.t.users} x USING (id)`,
  );
  const users = found.map(({ user }) => readUser(user));
  const user = users.length === 1 ? users[0] : undefined;
  if (user === undefined) throw new HexaError('user_not_found', { query: email });
  return user;
}
