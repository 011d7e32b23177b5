import type { RawBuilder } from 'kysely';
import { instant, sql, type TableNames } from '#database/connection.ts';
import { USER_TYPE } from '#database/hexabot-tables.ts';
import { written, writtenFor } from '#database/written.ts';
import { type HeldRole, statusOf, type User } from '#domain/user.ts';
import { sortKeyOf } from '../shared/comparison-key.ts';

/** A user as our statements read one: times are ISO strings inside JSON. */
export interface UserJson {
  id: string;
  firstName: string;
  lastName: string;
  username: string;
  email: string;
  language: string;
  state: boolean | null;
  recorded: 'pending' | 'disabled' | null;
  roles: HeldRole[];
  avatar: string | null;
  createdAt: string | null;
  updatedAt: string | null;
}

/** A user from the JSON of our statements. */
export function readUser(row: UserJson): User {
  const { state, recorded, createdAt, updatedAt, ...rest } = row;
  return {
    ...rest,
    status: statusOf(state, recorded),
    createdAt: instant(createdAt),
    updatedAt: instant(updatedAt),
  };
}

/** From a to z as people look for names: an É stands beside the E, whatever the database's own order is. */
export const BY_NAME = written(sql`${sortKeyOf(sql`"lastName"`)}, ${sortKeyOf(sql`"firstName"`)}, id`);

/**
 * The users, materialised first: `users` holds subscribers too, perhaps millions, and PostgreSQL would walk a
 * name index past every one of them (docs/design.md, section 10). A row without email or username is no user of ours.
 */
export function usersCte(t: TableNames): RawBuilder<unknown> {
  return sql`u AS MATERIALIZED (
    SELECT id, "firstName", "lastName", username, email, language, ${isOn('x')} AS state, created_at, updated_at
    FROM ${t.users} x WHERE ${isUser('x')})`;
}

/**
 * Whether this row is a user's. The type is part of the text, not a parameter: a plan that is made for any type
 * would expect half the rows to fit, and read all subscribers.
 */
export function isUser(alias: string): RawBuilder<boolean> {
  return sql`${sql.ref(alias)}.type = ${sql.lit(USER_TYPE)}`;
}

/**
 * Whether this user is switched on and has the use of their roles. Who was switched on elsewhere counts as off until
 * that has been judged and the roles are given back (docs/design.md, section 6).
 */
export function isOn(alias: string): RawBuilder<boolean> {
  const x = sql.ref(alias);
  return sql`(coalesce(${x}.state, false)
    AND NOT EXISTS (SELECT FROM chatops.set_aside_roles aside WHERE aside.user_id = ${x}.id))`;
}

/**
 * Whether this row of user_roles is held for good: what is held for a time counts neither for giving, nor for deciding,
 * nor as the full administrator who remains (docs/design.md, section 6).
 */
export function isForGood(alias: string): RawBuilder<boolean> {
  const x = sql.ref(alias);
  return sql`NOT EXISTS (SELECT FROM chatops.timed_grants timed
    WHERE timed.user_id = ${x}.user_id AND timed.ended_at IS NULL AND ${x}.role_id = ANY(timed.role_ids))`;
}

/** The newest picture of the chat accounts of a user. */
export function avatarOf(id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(SELECT i.avatar FROM chatops.links l JOIN chatops.identities i USING (platform, workspace, chat_user)
      WHERE l.user_id = ${id} AND i.avatar IS NOT NULL ORDER BY i.fetched_at DESC LIMIT 1)`;
}

/** One user as JSON, from a row named `alias` of the CTE above. */
export const userJson = writtenFor((t: TableNames, alias: string): RawBuilder<UserJson> => {
  const x = sql.ref(alias);
  return sql`json_build_object(
    'id', ${x}.id, 'firstName', ${x}."firstName", 'lastName', ${x}."lastName",
    'username', coalesce(${x}.username, ''), 'email', coalesce(${x}.email, ''), 'language', ${x}.language,
    'state', ${isOn(alias)}, 'createdAt', ${x}.created_at, 'updatedAt', ${x}.updated_at,
    'avatar', ${avatarOf(sql`${x}.id`)},
    'recorded', (SELECT s.status FROM chatops.account_states s WHERE s.user_id = ${x}.id),
    'roles', coalesce((SELECT json_agg(json_build_object('id', r.id, 'name', r.name, 'setAside', held.aside) ORDER BY r.name)
      FROM (SELECT role_id, bool_and(aside) AS aside FROM (
          SELECT role_id, false AS aside FROM ${t.userRoles} WHERE user_id = ${x}.id
          UNION ALL SELECT role_id, true FROM chatops.set_aside_roles WHERE user_id = ${x}.id) both_kinds
        GROUP BY role_id) held JOIN ${t.roles} r ON r.id = held.role_id), '[]'))`;
});
