import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { Found } from '#domain/lockout.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Deps } from '../deps.ts';
import { isOn, isUser } from '../users/user-rows.ts';
import { isOurEntry } from './hexabot-audit.ts';

const VOUCHER: PermissionName = 'User: update';

/** Users about whom something may have been changed elsewhere since we last looked. */
export async function findChanged(deps: Deps): Promise<string[]> {
  const { t } = deps.db;
  const found = await rows(
    deps.db.em(),
    sql<{ id: string }>`
    WITH ours AS (SELECT user_id FROM chatops.account_states UNION SELECT user_id FROM chatops.set_aside_roles),
    u AS MATERIALIZED (SELECT id, state FROM ${t.users} x WHERE ${isUser('x')})
    SELECT u.id FROM ours JOIN u ON u.id = ours.user_id
    WHERE u.state OR EXISTS (SELECT FROM ${t.userRoles} ur WHERE ur.user_id = u.id)
    ORDER BY u.id`,
  );
  return found.map(({ id }) => id);
}

/** What there is to judge about this user, whose row is locked; null when the user is gone. */
export async function readFound(deps: Deps, em: EntityManager, userId: string): Promise<Found | null> {
  const { t } = deps.db;
  const { lockout, panelEnables } = deps.settings;
  const [row] = await rows(
    em,
    sql<Omit<Found, 'lockout' | 'panelEnables'>>`
    SELECT s.status AS recorded, coalesce(u.state, false) AS state,
      EXISTS (SELECT FROM ${t.userRoles} ur WHERE ur.user_id = u.id) AS "holdsRoles",
      coalesce(${witness(deps)}, 'none') AS witness
    FROM ${t.users} u LEFT JOIN chatops.account_states s ON s.user_id = u.id
    WHERE u.id = ${userId} AND ${isUser('u')}`,
  );
  return row === undefined ? null : { ...row, lockout, panelEnables };
}

/**
 * Who switched `u` on, by the newest switch that Hexabot's audit has since `s.changed_at`: `may` for another active user
 * who holds User: update (docs/design.md, section 6). One that was withdrawn, an edit that switched nothing and rows of
 * ours there tell nothing.
 */
function witness({ db: { t } }: Deps) {
  return sql`(
    SELECT CASE WHEN NOT a.switched_on THEN 'none' WHEN a.actor_id <> u.id AND EXISTS (
        SELECT FROM ${t.users} v
        JOIN ${t.userRoles} vr ON vr.user_id = v.id JOIN ${t.permissions} p ON p.role_id = vr.role_id
        JOIN ${t.models} m ON m.id = p.model_id
        WHERE v.id = a.actor_id AND ${isUser('v')} AND ${isOn('v')} AND m.name || ': ' || p.action = ${VOUCHER})
      THEN 'may' ELSE 'other' END
    FROM (
      SELECT x.actor_id, coalesce(x.data_after ->> 'state' = 'true', false) AS switched_on FROM ${t.auditLogs} x
      WHERE x.resource_type = 'User' AND x.resource_id = u.id AND x.operation_type = 'Update'
        AND x.operation_status = 'SUCCEEDED' AND x.created_at > s.changed_at AND NOT ${isOurEntry('x')}
        AND x.data_before IS NOT NULL AND x.data_before ->> 'state' IS DISTINCT FROM x.data_after ->> 'state'
      ORDER BY x.created_at DESC LIMIT 1) a)`;
}
