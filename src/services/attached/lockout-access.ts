import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { Ended } from '#domain/lockout.ts';
import type { Deps } from '../deps.ts';
import { hasRolesAside, putRolesBack } from '../roles/user-role-rows.ts';

type AccessDeps = Pick<Deps, 'db' | 'clock'>;

/** What giving roles back stands on, so that the command line can detach. */
export type WayInDeps = AccessDeps & { settings: Pick<Deps['settings'], 'lockout'> };

/**
 * The one way in for whoever was out: ends the sessions, tokens and links that were made meanwhile, which would come
 * alive with the roles, then puts back the roles that were set aside. Without CHATOPS_LOCKOUT nobody is out, but those
 * who were before it was unset. Returns the ids of the roles.
 */
export async function giveRolesBack(deps: WayInDeps, em: EntityManager, userId: string): Promise<string[]> {
  if (deps.settings.lockout || (await hasRolesAside(em, userId))) await endAccess(deps, em, userId);
  return putRolesBack(deps, em, userId);
}

/**
 * Ends all that gets a user into the panel: sessions, MCP tokens and links to set a new password. Hexabot lets also those
 * who are out make them (docs/hexabot.md, Sign-in and sessions). Pages that are open keep their sockets: the database
 * can't end those. Returns how many sessions and tokens there were.
 */
export async function endAccess(
  deps: AccessDeps,
  em: EntityManager,
  userId: string,
): Promise<Omit<Ended, 'roles' | 'requests'>> {
  const sessions = await endSessions(deps, em, userId);
  const tokens = await revokeTokens(deps, em, userId);
  await endPasswordReset(deps, em, userId);
  return { sessions, tokens };
}

/**
 * Ends the open sessions of a user in the admin panel and returns how many. Hexabot's session store writes a session
 * again at the end of each request unless it finds it destroyed, so rows are marked and not deleted.
 */
async function endSessions(deps: AccessDeps, em: EntityManager, userId: string): Promise<number> {
  const { t } = deps.db;
  const now = deps.clock();
  const found = await rows(
    em,
    sql<{ id: string; json: string }>`SELECT id, json FROM ${t.sessions}
      WHERE "expiredAt" > ${now.getTime()} AND destroyed_at IS NULL AND position(${userId} IN json) > 0`,
  );
  const ids = found.filter(({ json }) => userOf(json) === userId).map(({ id }) => id);
  if (ids.length === 0) return 0;
  await rows(em, sql`UPDATE ${t.sessions} SET destroyed_at = ${now} WHERE id = ANY(${ids})`);
  return ids.length;
}

/** Whose session this is; null for visitors and for what cannot be read. */
function userOf(json: string): string | null {
  try {
    const session = JSON.parse(json) as { passport?: { user?: { id?: unknown } } } | null;
    const id = session?.passport?.user?.id;
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}

/**
 * Revokes the MCP tokens of a user and returns how many. The table is there only where MCP was enabled, perhaps after
 * our rights were given; Hexabot refuses tokens of users who are off anyway.
 */
async function revokeTokens(deps: AccessDeps, em: EntityManager, userId: string): Promise<number> {
  const { t, schema } = deps.db;
  const [table] = await rows(
    em,
    sql<{
      writable: boolean | null;
    }>`SELECT has_any_column_privilege(to_regclass(format('%I.mcp_tokens', ${schema}::text)), 'UPDATE') AS writable`,
  );
  if (!table?.writable) return 0;
  const revoked = await rows(
    em,
    sql`UPDATE ${t.mcpTokens} SET revoked_at = ${deps.clock()}, updated_at = ${deps.clock()}
      WHERE owner_id = ${userId} AND revoked_at IS NULL RETURNING id`,
  );
  return revoked.length;
}

/** The link of a password reset that was asked for dies. We may write the token, and not read whether there is one. */
async function endPasswordReset(deps: AccessDeps, em: EntityManager, userId: string): Promise<void> {
  await rows(em, sql`UPDATE ${deps.db.t.users} SET reset_token = NULL WHERE id = ${userId}`);
}
