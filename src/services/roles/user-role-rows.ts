import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';

/** Role links that Hexabot sees, as they were made and removed. */
export interface RoleLinks {
  given: string[];
  taken: string[];
}

/** Takes all roles of a user out of force and sets them aside. Returns their ids. */
export async function setRolesAside(deps: Deps, em: EntityManager, userId: string): Promise<string[]> {
  const { t } = deps.db;
  const taken = await rows(
    em,
    sql<{ id: string }>`
    WITH taken AS (DELETE FROM ${t.userRoles} WHERE user_id = ${userId} RETURNING role_id),
    aside AS (INSERT INTO chatops.set_aside_roles (user_id, role_id, set_aside_at)
      SELECT ${userId}, role_id, ${deps.clock()} FROM taken ON CONFLICT DO NOTHING)
    SELECT role_id AS id FROM taken`,
  );
  return taken.map(({ id }) => id);
}

/** Puts the roles in force again that were set aside, those that Hexabot still has. Returns their ids. */
export async function putRolesBack(
  { db }: Pick<Deps, 'db'>,
  em: EntityManager,
  userId: string,
): Promise<string[]> {
  const { t } = db;
  const given = await rows(
    em,
    sql<{ id: string }>`
    WITH back AS (DELETE FROM chatops.set_aside_roles WHERE user_id = ${userId} RETURNING role_id)
    INSERT INTO ${t.userRoles} (user_id, role_id)
    SELECT ${userId}, r.id FROM back JOIN ${t.roles} r ON r.id = back.role_id ON CONFLICT DO NOTHING
    RETURNING role_id AS id`,
  );
  return given.map(({ id }) => id);
}

/** Whether this user has roles that are set aside. */
export async function hasRolesAside(em: EntityManager, userId: string): Promise<boolean> {
  const aside = await rows(em, sql`SELECT FROM chatops.set_aside_roles WHERE user_id = ${userId} LIMIT 1`);
  return aside.length > 0;
}

/** Makes these the roles of a user: set aside where the user is out, else in force. The rows of all are locked. */
export async function writeRoles(
  deps: Deps,
  em: EntityManager,
  user: Pick<User, 'id' | 'status' | 'roles'>,
  roleIds: readonly string[],
): Promise<RoleLinks> {
  return isOut(deps, user)
    ? writeAside(deps, em, user.id, roleIds)
    : writeInForce(deps, em, user.id, roleIds);
}

/** Whether the roles of this user are, or are to be, set aside. */
function isOut({ settings }: Deps, { status, roles }: Pick<User, 'status' | 'roles'>): boolean {
  if (roles.some(({ setAside }) => setAside)) return true;
  return settings.lockout && (status === 'pending' || status === 'disabled');
}

async function writeAside(
  deps: Deps,
  em: EntityManager,
  userId: string,
  roleIds: readonly string[],
): Promise<RoleLinks> {
  const taken = await setRolesAside(deps, em, userId);
  await rows(
    em,
    sql`DELETE FROM chatops.set_aside_roles WHERE user_id = ${userId} AND role_id <> ALL(${[...roleIds]})`,
  );
  await rows(
    em,
    sql`INSERT INTO chatops.set_aside_roles (user_id, role_id, set_aside_at)
      SELECT ${userId}, role_id, ${deps.clock()} FROM unnest(${[...roleIds]}::text[]) AS wanted (role_id)
      ON CONFLICT DO NOTHING`,
  );
  return { given: [], taken };
}

async function writeInForce(
  deps: Deps,
  em: EntityManager,
  userId: string,
  roleIds: readonly string[],
): Promise<RoleLinks> {
  const { t } = deps.db;
  const taken = await rows(
    em,
    sql<{
      id: string;
    }>`DELETE FROM ${t.userRoles} WHERE user_id = ${userId} AND role_id <> ALL(${[...roleIds]})
      RETURNING role_id AS id`,
  );
  const given = await rows(
    em,
    sql<{ id: string }>`INSERT INTO ${t.userRoles} (user_id, role_id)
      SELECT ${userId}, role_id FROM unnest(${[...roleIds]}::text[]) AS wanted (role_id)
      ON CONFLICT DO NOTHING RETURNING role_id AS id`,
  );
  return { given: given.map(({ id }) => id), taken: taken.map(({ id }) => id) };
}
