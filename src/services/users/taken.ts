import { type EntityManager, rows, sql } from '#database/connection.ts';
import { written } from '#database/written.ts';
import { type Problem, problem } from '#domain/errors.ts';
import type { NewUser } from '#domain/new-user.ts';
import { comparisonKey } from '#domain/text.ts';
import type { Deps } from '../deps.ts';
import { addressKeys } from '../shared/addresses.ts';
import { keyOf } from '../shared/comparison-key.ts';
import { isUser } from './user-rows.ts';

type Taken = Record<'email' | 'subscriber' | 'username' | 'rowsUsername' | 'isEmail', boolean>;

const EMAIL_KEY = written(keyOf(sql`coalesce(email, '')`));
const USERNAME_KEY = written(keyOf(sql`coalesce(username, '')`));

/** Of anything but visible ASCII the key is more than its small letters: only then is it worth making for everybody. */
const HAS_RULES = sql`concat(email, username) COLLATE "C" ~ '[^!-~]'`;

/**
 * What of a new user's email and username somebody has, each beside its field: by what they are compared by among users,
 * exactly among all rows, subscribers included; and no username is the email of somebody else (docs/design.md, section 6).
 */
export async function takenProblems(
  { db: { t } }: Pick<Deps, 'db'>,
  em: EntityManager,
  { email, username }: Pick<NewUser, 'email' | 'username'>,
): Promise<Problem[]> {
  const [emails, name, names] = [addressKeys(email), comparisonKey(username), addressKeys(username)];
  const asked = [...emails, ...names, name];
  const [taken] = await rows(
    em,
    sql<Taken>`
    WITH alike AS MATERIALIZED (SELECT ${EMAIL_KEY} AS email, ${USERNAME_KEY} AS username FROM ${t.users} x
      WHERE ${isUser('x')} AND (${HAS_RULES} OR lower(email COLLATE "C") = ANY(${asked})
        OR lower(username COLLATE "C") = ANY(${asked})))
    SELECT EXISTS (SELECT FROM alike WHERE email = ANY(${emails})) AS email,
      EXISTS (SELECT FROM ${t.users} WHERE email = ${email}) AS subscriber,
      EXISTS (SELECT FROM alike WHERE username = ${name}) AS username,
      EXISTS (SELECT FROM ${t.users} WHERE username = ${username}) AS "rowsUsername",
      EXISTS (SELECT FROM alike WHERE email = ANY(${names})) AS "isEmail"`,
  );
  if (taken === undefined) return [];
  const usernameProblems = [
    ...(taken.username || taken.rowsUsername ? [problem('username', 'username_taken', {})] : []),
    ...(taken.isEmail ? [problem('username', 'username_is_email', {})] : []),
  ];
  const emailProblems = [
    ...(taken.email ? [problem('email', 'email_taken', {})] : []),
    ...(taken.subscriber ? [problem('email', 'email_subscriber', {})] : []),
  ];
  return [...usernameProblems.slice(0, 1), ...emailProblems.slice(0, 1)];
}
