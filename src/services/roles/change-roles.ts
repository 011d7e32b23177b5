import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { Permissions, Roles } from '#database/hexabot-tables.ts';
import type { By } from '#domain/by.ts';
import { HexaError, problem } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { RoleDetail } from '#domain/role.ts';
import { refusalToRemoveRole, refusalToRenameRole } from '#domain/role-rules.ts';
import { cleanName } from '#domain/text.ts';
import type { Role } from '#domain/user.ts';
import { roleRow } from '../attached/hexabot-rows.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { write } from '../writing/write.ts';
import { addPermissions } from './permission-rows.ts';
import { exceeding, nameProblems } from './role-problems.ts';
import { findRole, lockRole } from './role-rows.ts';

interface NewRole {
  name: string;
  permissions: readonly PermissionName[];
}

/** Makes a role. Throws `invalid` (fields `name`, `permissions`). */
export async function createRole(deps: Deps, by: By, { name, permissions }: NewRole): Promise<RoleDetail> {
  const id = randomUUID();
  const clean = cleanName(name);
  return whereNameIsFree(
    write(deps, by, async (em, now) => {
      const problems = [
        ...(await nameProblems(deps, em, name, null)),
        ...exceeding(deps, now, clean, permissions),
      ];
      if (problems.length > 0) throw new HexaError('invalid', { problems });
      const matter: Matter = {
        action: 'roles create',
        target: { type: 'role', id, name: clean },
        before: null,
        after: { name: clean, permissions: [...permissions] },
        gained: [...permissions],
        lost: [],
      };
      return {
        matter,
        apply: async () => {
          const at = deps.clock();
          await em.insert(Roles, { id, name: clean, active: true, createdAt: at, updatedAt: at });
          const added = await addPermissions(deps, em, id, permissions);
          await recordChange(deps, em, now, { ...changeOf(matter), permissions: { added, removed: [] } });
          return findRole(deps, id, em);
        },
      };
    }),
  );
}

/** Gives a role another name. Throws `invalid` (field `name`), `role_protected`, `role_not_found`. */
export async function renameRole(deps: Deps, by: By, id: string, name: string): Promise<RoleDetail> {
  const clean = cleanName(name);
  return whereNameIsFree(
    write(deps, by, async (em, now) => {
      const role = await lockRole(deps, em, id);
      const refusal = refusalToRenameRole(role);
      if (refusal !== null) throw refusal;
      const problems = await nameProblems(deps, em, name, id);
      if (problems.length > 0) throw new HexaError('invalid', { problems });
      const matter: Matter = {
        action: 'roles rename',
        target: { type: 'role', id, name: clean },
        before: { name: role.name },
        after: { name: clean },
        gained: [],
        lost: [],
      };
      return {
        matter,
        apply: async () => {
          const row = await roleRow(deps, em, id);
          await em.nativeUpdate(Roles, { id }, { name: clean, updatedAt: deps.clock() });
          await recordChange(deps, em, now, { ...changeOf(matter), row });
          return { ...role, name: clean };
        },
      };
    }),
  );
}

/**
 * Deletes a role that nobody has. Returns how many open requests it leaves out of date too. Throws `role_in_use`, `own_role`,
 * `role_protected`, `role_not_found`, `busy`.
 */
export async function removeRole(deps: Deps, by: By, id: string): Promise<{ role: Role; outdates: number }> {
  return write(deps, by, async (em, now) => {
    const role = await lockRole(deps, em, id);
    const refusal = refusalToRemoveRole(now.actor, role);
    if (refusal !== null) throw refusal;
    const { requests: outdates } = role;
    const matter: Matter = {
      action: 'roles delete',
      target: { type: 'role', id, name: role.name },
      before: { name: role.name, permissions: [...role.permissions].sort() },
      after: null,
      // Nobody has it.
      gained: [],
      lost: [],
      ...(outdates === 0 ? {} : { shown: { outdates } }),
    };
    return {
      matter,
      apply: async () => {
        const row = await roleRow(deps, em, id);
        await em.nativeDelete(Permissions, { roleId: id });
        await em.nativeDelete(Roles, { id });
        await recordChange(deps, em, now, { ...changeOf(matter), row });
        return { role: { id, name: role.name }, outdates };
      },
    };
  });
}

/** Somebody else may take the name between question and insert; the index decides. */
async function whereNameIsFree<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw new HexaError('invalid', { problems: [problem('name', 'name_taken', {})] });
  }
}
