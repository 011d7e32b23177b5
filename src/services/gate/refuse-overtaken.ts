import { type EntityManager, rows, sql } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import { missingPermissions, type PermissionName } from '#domain/permission.ts';
import type { By } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { isOn } from '../users/user-rows.ts';

/**
 * Between the gate and a transaction that had to wait, its actor may have been switched off or lost rights: then it is
 * refused as the gate would refuse it now. Throws `account_not_active`, `permission_missing`.
 */
export async function refuseOvertaken(deps: Deps, em: EntityManager, { actor }: By): Promise<void> {
  const { t } = deps.db;
  const [now] = await rows<{ active: boolean | null; permissions: PermissionName[] }>(
    em,
    sql<{ active: boolean | null; permissions: PermissionName[] }>`
    SELECT ${isOn('u')} AS active, coalesce((SELECT json_agg(DISTINCT m.name || ': ' || p.action)
      FROM ${t.userRoles} ur JOIN ${t.permissions} p ON p.role_id = ur.role_id
      JOIN ${t.models} m ON m.id = p.model_id WHERE ur.user_id = u.id), '[]') AS permissions
    FROM ${t.users} u WHERE u.id = ${actor.id}`,
  );
  if (!now?.active) throw new HexaError('account_not_active', {});
  const missing = missingPermissions(new Set(now.permissions), actor.permissions);
  if (missing.length > 0) throw new HexaError('permission_missing', { missing });
}
