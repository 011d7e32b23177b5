import { randomUUID } from 'node:crypto';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import { Permissions } from '#database/hexabot-tables.ts';
import { HexaError } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import { type HexabotRow, type PermissionRead, permissionRow } from '../attached/hexabot-rows.ts';
import type { Deps } from '../deps.ts';

/**
 * Gives a role permissions that it lacks. Returns the rows as Hexabot's audit log shows them. Throws `outdated` where a
 * model is gone.
 */
export async function addPermissions(
  deps: Deps,
  em: EntityManager,
  roleId: string,
  permissions: readonly PermissionName[],
): Promise<HexabotRow[]> {
  if (permissions.length === 0) return [];
  const models = await rows(em, sql<{ id: string; name: string }>`SELECT id, name FROM ${deps.db.t.models}`);
  const now = deps.clock();
  const added = permissions.map((permission) => {
    const [name, action = ''] = permission.split(': ');
    const model = models.find((each) => each.name === name);
    if (model === undefined) throw new HexaError('outdated', {});
    return {
      id: randomUUID(),
      createdAt: now,
      updatedAt: now,
      action,
      relation: 'role',
      modelId: model.id,
      roleId,
    };
  });
  await em.insertMany(Permissions, added);
  return added.map(({ createdAt, updatedAt, modelId: model, roleId: role, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    ...{ model, role },
  }));
}

/** Takes permissions from a role. Returns the rows that are gone, as Hexabot's audit log shows them. */
export async function removePermissions(
  deps: Deps,
  em: EntityManager,
  roleId: string,
  permissions: readonly PermissionName[],
): Promise<HexabotRow[]> {
  const { t } = deps.db;
  const removed = await rows(
    em,
    sql<PermissionRead>`DELETE FROM ${t.permissions} p USING ${t.models} m
      WHERE p.role_id = ${roleId} AND m.id = p.model_id AND m.name || ': ' || p.action = ANY(${[...permissions]})
      RETURNING p.*`,
  );
  return removed.map(permissionRow);
}
