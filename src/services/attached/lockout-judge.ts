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
  const found = await rows<{ id: string }>(
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
  const [row] = await rows<Omit<Found, 'lockout'>>(
    em,
    sql<Omit<Found, 'lockout'>>`
    SELECT s.status AS recorded, coalesce(u.state, false) AS state,
      EXISTS (SELECT FROM ${t.userRoles} ur WHERE ur.user_id = u.id) AS "holdsRoles",
      coalesce(s.status = 'disabled', false) AND ${isVouchedFor(deps)} AS "vouchedFor"
    FROM ${t.users} u LEFT JOIN chatops.account_states s ON s.user_id = u.id
    WHERE u.id = ${userId} AND ${isUser('u')}`,
  );
  return row === undefined ? null : { ...row, lockout: deps.settings.lockout };
}

/**
 * Whether the newest switch of `u` that Hexabot's audit has since `s.changed_at` was from off to on, by another active
 * user who holds User: update (docs/design.md, section 6). One that was withdrawn, an edit that switched nothing and
 * rows of ours there vouch for nothing.
 */
function isVouchedFor({ db: { t } }: Deps) {
  return sql`EXISTS (
    SELECT FROM (
      SELECT a.actor_id, a.data_after ->> 'state' = 'true' AS switched_on FROM ${t.auditLogs} a
      WHERE a.resource_type = 'User' AND a.resource_id = u.id AND a.operation_type = 'Update'
        AND a.operation_status = 'SUCCEEDED' AND a.created_at > s.changed_at AND NOT ${isOurEntry('a')}
        AND a.data_before IS NOT NULL AND a.data_before ->> 'state' IS DISTINCT FROM a.data_after ->> 'state'
      ORDER BY a.created_at DESC LIMIT 1) a
    JOIN ${t.users} v ON v.id = a.actor_id
    WHERE a.switched_on AND a.actor_id <> u.id
      AND ${isUser('v')} AND ${isOn('v')} AND EXISTS (
        SELECT FROM ${t.userRoles} vr JOIN ${t.permissions} p ON p.role_id = vr.role_id
        JOIN ${t.models} m ON m.id = p.model_id
        WHERE vr.user_id = v.id AND m.name || ': ' || p.action = ${VOUCHER}))`;
}
