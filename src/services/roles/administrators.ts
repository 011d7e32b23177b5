import { type EntityManager, rows, sql, type TableNames } from '#database/connection.ts';
import { FULL_ADMINISTRATOR } from '#domain/administrators.ts';
import { HexaError } from '#domain/errors.ts';
import type { Deps } from '../deps.ts';
import { isOn, isUser } from '../users/user-rows.ts';
import type { Writing } from '../writing/writing.ts';

/**
 * Runs a change that could strip an administrator, under the lock of changes, and rolls it back when it took the last
 * full one (docs/design.md, section 6). The rows of the administrators that remain are locked, so that a deletion under
 * way in Hexabot is waited for. Throws `last_admin`.
 */
export async function keepingAnAdministrator<T>(
  deps: Deps,
  em: Writing,
  name: string,
  change: () => Promise<T>,
): Promise<T> {
  const hadOne = await hasFullAdministrator(deps, em);
  const result = await change();
  if (hadOne && !(await hasFullAdministrator(deps, em))) throw new HexaError('last_admin', { name });
  return result;
}

async function hasFullAdministrator(deps: Deps, em: EntityManager): Promise<boolean> {
  const { t } = deps.db;
  const found = await rows(
    em,
    sql`
    WITH ${holdersCte(t)}
    SELECT u.id FROM ${t.users} u JOIN holders ON holders.user_id = u.id
    WHERE ${isUser('u')} AND ${isOn('u')} FOR SHARE OF u`,
  );
  return found.length > 0;
}

/** The full administrators who can be reached in chat. */
export async function linkedAdministrators(deps: Deps, em: EntityManager): Promise<string[]> {
  const { t } = deps.db;
  const found = await rows<{ id: string }>(
    em,
    sql<{ id: string }>`
    WITH ${holdersCte(t)}
    SELECT u.id FROM ${t.users} u JOIN holders ON holders.user_id = u.id
    WHERE ${isUser('u')} AND ${isOn('u')}
      AND EXISTS (SELECT FROM chatops.links l WHERE l.user_id = u.id AND l.suspended_at IS NULL)`,
  );
  return found.map(({ id }) => id);
}

/** Whoever holds all that makes a full administrator, active or not. */
function holdersCte(t: TableNames) {
  return sql`holders AS MATERIALIZED (
    SELECT ur.user_id FROM ${t.userRoles} ur
    JOIN ${t.permissions} p ON p.role_id = ur.role_id JOIN ${t.models} m ON m.id = p.model_id
    WHERE m.name || ': ' || p.action = ANY(${[...FULL_ADMINISTRATOR]})
    GROUP BY ur.user_id HAVING count(DISTINCT m.name || ': ' || p.action) = ${FULL_ADMINISTRATOR.length})`;
}
