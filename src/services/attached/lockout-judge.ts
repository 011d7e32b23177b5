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
 * Whether Hexabot's audit names, since `s.changed_at`, an update of `u` by another active user who holds User: update
 * (docs/design.md, section 6). Our own rows there are no witnesses, nor are updates that left the user off.
 */
function isVouchedFor({ db: { t } }: Deps) {
  return sql`EXISTS (
    SELECT FROM ${t.auditLogs} a JOIN ${t.users} v ON v.id = a.actor_id
    WHERE a.resource_type = 'User' AND a.resource_id = u.id AND a.operation_type = 'Update'
      AND a.operation_status = 'SUCCEEDED' AND a.created_at > s.changed_at AND a.actor_id <> u.id
      AND NOT ${isOurEntry('a')}
      AND coalesce(a.data_after ->> 'state', 'true') <> 'false'
      AND ${isUser('v')} AND ${isOn('v')} AND EXISTS (
        SELECT FROM ${t.userRoles} vr JOIN ${t.permissions} p ON p.role_id = vr.role_id
        JOIN ${t.models} m ON m.id = p.model_id
        WHERE vr.user_id = v.id AND m.name || ': ' || p.action = ${VOUCHER}))`;
}
