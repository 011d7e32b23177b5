import { type EntityManager, rows, sql, type TableNames } from '#database/connection.ts';
import { FULL_ADMINISTRATOR } from '#domain/administrators.ts';
import { HexaError } from '#domain/errors.ts';
import type { Deps } from '../deps.ts';
import { isUsable } from '../links/usable.ts';
import { isForGood, isOn, isUser } from '../users/user-rows.ts';
import type { Writing } from '../writing/writing.ts';

/**
 * Runs a change that could strip an administrator, under the lock of changes, and rolls it back when it took the last
 * full one (docs/design.md, section 6). Who is one for a time is not the one who remains, unless there was no other
 * before. The rows of those who remain are locked, so that a deletion under way in Hexabot is waited for. Throws
 * `last_admin`.
 */
export async function keepingAnAdministrator<T>(
  deps: Deps,
  em: Writing,
  name: string,
  change: () => Promise<T>,
): Promise<T> {
  const before = await fullAdministrators(deps, em);
  const result = await change();
  const after = await fullAdministrators(deps, em);
  const isLeft = before.lasting > 0 ? after.lasting > 0 : before.all === 0 || after.all > 0;
  if (!isLeft) throw new HexaError('last_admin', { name });
  return result;
}

/** How many there are; `lasting`: not for a time. */
async function fullAdministrators(deps: Deps, em: Writing): Promise<{ all: number; lasting: number }> {
  const { t } = deps.db;
  const found = await rows(
    em,
    sql<{ lasting: boolean }>`
    WITH ${holdersCte(t)}
    SELECT holders.lasting FROM ${t.users} u JOIN holders ON holders.user_id = u.id
    WHERE ${isUser('u')} AND ${isOn('u')} FOR SHARE OF u`,
  );
  return { all: found.length, lasting: found.filter(({ lasting }) => lasting).length };
}

/** The full administrators who can be reached in chat. */
export async function linkedAdministrators(
  deps: Pick<Deps, 'db' | 'served'>,
  em: EntityManager,
): Promise<string[]> {
  const found = await activeAdministrators(deps, em);
  return found.filter(({ linked }) => linked).map(({ id }) => id);
}

/** Every full administrator; `linked`: can be reached in chat. */
export async function activeAdministrators(
  deps: Pick<Deps, 'db' | 'served'>,
  em: EntityManager,
): Promise<{ id: string; linked: boolean }[]> {
  const { t } = deps.db;
  return rows(
    em,
    sql<{ id: string; linked: boolean }>`
    WITH ${holdersCte(t)}
    SELECT u.id, EXISTS (SELECT FROM chatops.links l WHERE l.user_id = u.id AND ${isUsable(deps, 'l')}) AS linked
    FROM ${t.users} u JOIN holders ON holders.user_id = u.id WHERE ${isUser('u')} AND ${isOn('u')}`,
  );
}

/** Whoever holds all that makes a full administrator, active or not; `lasting`: also without what is held for a time. */
function holdersCte(t: TableNames) {
  const count = sql`count(DISTINCT m.name || ': ' || p.action)`;
  return sql`holders AS MATERIALIZED (
    SELECT ur.user_id, ${count} FILTER (WHERE ${isForGood('ur')}) = ${FULL_ADMINISTRATOR.length} AS lasting
    FROM ${t.userRoles} ur
    JOIN ${t.permissions} p ON p.role_id = ur.role_id JOIN ${t.models} m ON m.id = p.model_id
    WHERE m.name || ': ' || p.action = ANY(${[...FULL_ADMINISTRATOR]})
    GROUP BY ur.user_id HAVING ${count} = ${FULL_ADMINISTRATOR.length})`;
}
