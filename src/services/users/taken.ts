import { type EntityManager, rows, sql } from '#database/connection.ts';
import { type Problem, problem } from '#domain/errors.ts';
import type { NewUser } from '#domain/new-user.ts';
import { comparisonKey } from '#domain/text.ts';
import type { Deps } from '../deps.ts';
import { addressKeys } from '../shared/addresses.ts';
import { keyOf } from '../shared/comparison-key.ts';
import { usersCte } from './user-rows.ts';

/**
 * What of a new user's email and username somebody has, each beside its field: by what they are compared by among users,
 * exactly among all rows, subscribers included; and no username is the email of somebody else (docs/design.md, section 6).
 */
export async function takenProblems(
  { db: { t } }: Pick<Deps, 'db'>,
  em: EntityManager,
  { email, username }: Pick<NewUser, 'email' | 'username'>,
): Promise<Problem[]> {
  const keys = addressKeys(email);
  const [taken] = await rows(
    em,
    sql<Record<'email' | 'subscriber' | 'username' | 'rowsUsername' | 'isEmail', boolean>>`
    WITH ${usersCte(t)}, keyed AS MATERIALIZED (SELECT ${keyOf(sql`coalesce(email, '')`)} AS email,
      ${keyOf(sql`coalesce(username, '')`)} AS username FROM u)
    SELECT EXISTS (SELECT FROM keyed WHERE email = ANY(${keys})) AS email,
      EXISTS (SELECT FROM ${t.users} WHERE email = ${email}) AS subscriber,
      EXISTS (SELECT FROM keyed WHERE username = ${comparisonKey(username)}) AS username,
      EXISTS (SELECT FROM ${t.users} WHERE username = ${username}) AS "rowsUsername",
      EXISTS (SELECT FROM keyed WHERE email = ANY(${addressKeys(username)})) AS "isEmail"`,
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
