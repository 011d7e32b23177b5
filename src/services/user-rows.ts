import type { RawBuilder } from 'kysely';
import { instant, sql, type TableNames } from '#database/connection.ts';
import { USER_TYPE } from '#database/hexabot-tables.ts';
import { type Role, statusOf, type User } from '#domain/user.ts';

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
  roles: Role[];
  createdAt: string | null;
  updatedAt: string | null;
}

export function readUser(row: UserJson): User {
  const { state, recorded, createdAt, updatedAt, ...rest } = row;
  return {
    ...rest,
    status: statusOf(state, recorded),
    createdAt: instant(createdAt),
    updatedAt: instant(updatedAt),
  };
}

/**
 * The users, materialised first: `users` holds subscribers too, perhaps millions, and PostgreSQL would walk a
 * name index past every one of them (design section 10). A row without email or username is no user of ours.
 */
export function usersCte(t: TableNames): RawBuilder<unknown> {
  return sql`u AS MATERIALIZED (
    SELECT id, "firstName", "lastName", username, email, language, state, created_at, updated_at
    FROM ${t.users} WHERE type = ${USER_TYPE})`;
}

/** One user as JSON, from a row named `alias` of the CTE above. */
export function userJson(t: TableNames, alias: string): RawBuilder<UserJson> {
  const x = sql.ref(alias);
  return sql`json_build_object(
    'id', ${x}.id, 'firstName', ${x}."firstName", 'lastName', ${x}."lastName",
    'username', coalesce(${x}.username, ''), 'email', coalesce(${x}.email, ''), 'language', ${x}.language,
    'state', ${x}.state, 'createdAt', ${x}.created_at, 'updatedAt', ${x}.updated_at,
    'recorded', (SELECT s.status FROM chatops.account_states s WHERE s.user_id = ${x}.id),
    'roles', coalesce((SELECT json_agg(json_build_object('id', r.id, 'name', r.name) ORDER BY r.name)
      FROM ${t.userRoles} ur JOIN ${t.roles} r ON r.id = ur.role_id WHERE ur.user_id = ${x}.id), '[]'))`;
}
