import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';

/** A row of Hexabot's as its audit holds it (docs/hexabot.md, Audit rows as it writes them): times are ISO strings. */
export type HexabotRow = Readonly<Record<string, unknown>>;

interface Times {
  created_at: string | null;
  updated_at: string | null;
}

const REDACTED = '[REDACTED]';

/** A user's row, less the columns that our database user may not read: those are left out. Null where there is none. */
export async function userRow(
  { db: { t } }: Pick<Deps, 'db'>,
  em: EntityManager,
  id: string,
): Promise<HexabotRow | null> {
  type Read = Times &
    Record<'firstName' | 'lastName' | 'language' | 'type' | 'username' | 'email', string> & {
      state: boolean | null;
    };
  const [row] = await rows(
    em,
    sql<Read>`SELECT created_at, updated_at, "firstName", "lastName", language, type, username, email, state
      FROM ${t.users} WHERE id = ${id}`,
  );
  if (row === undefined) return null;
  const { firstName, lastName, language, type, username, email, state } = row;
  return {
    id,
    ...timesOf(row),
    ...{ firstName, lastName, language, type, username, email },
    password: REDACTED,
    state,
    resetToken: REDACTED,
    name: null,
    data: null,
  };
}

/** A user's row as it was made by us, with what nobody has filled in yet and the roles that are in force. */
export function newUserRow(
  { type: _type, name: _name, ...row }: HexabotRow,
  roleIds: readonly string[],
): HexabotRow {
  const empty = [
    'locale',
    'gender',
    'country',
    'foreignId',
    'assignedAt',
    'lastvisit',
    'retainedFrom',
    'avatar',
  ];
  return {
    ...row,
    ...Object.fromEntries(empty.map((name) => [name, null])),
    timezone: 0,
    sendEmail: false,
    resetCount: 0,
    provider: { strategy: 'local' },
    roles: roleIds,
  };
}

/** A role's row; null where there is none. */
export async function roleRow(
  { db: { t } }: Pick<Deps, 'db'>,
  em: EntityManager,
  id: string,
): Promise<HexabotRow | null> {
  type Read = Times & { name: string; active: boolean };
  const [row] = await rows(
    em,
    sql<Read>`SELECT created_at, updated_at, name, active FROM ${t.roles} WHERE id = ${id}`,
  );
  return row === undefined ? null : { id, ...timesOf(row), name: row.name, active: row.active };
}

/** Rows of permissions, from a statement that returns all of their columns. */
export function permissionRow(row: PermissionRead): HexabotRow {
  const { id, action, relation, model_id, role_id } = row;
  return { id, ...timesOf(row), action, relation, model: model_id, role: role_id };
}

/** A permission as PostgreSQL returns its row. */
export type PermissionRead = Times & Record<'id' | 'action' | 'relation' | 'model_id' | 'role_id', string>;

function timesOf({ created_at, updated_at }: Times) {
  const iso = (at: string | null) => (at === null ? null : instant(at).toISOString());
  return { createdAt: iso(created_at), updatedAt: iso(updated_at) };
}
