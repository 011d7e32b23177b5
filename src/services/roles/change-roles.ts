import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import { Permissions, Roles } from '#database/hexabot-tables.ts';
import type { By } from '#domain/by.ts';
import { HexaError, type Problem, problem } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import { lineProblems } from '#domain/new-user.ts';
import type { PermissionName } from '#domain/permission.ts';
import {
  ADMIN_ROLE,
  type PermissionDiff,
  type PermissionsChanged,
  type RoleDetail,
  sameDiff,
} from '#domain/role.ts';
import { mergeEdit } from '#domain/role-edit.ts';
import { requestReason } from '#domain/role-policy.ts';
import { refusalToRemoveRole, refusalToRenameRole } from '#domain/role-rules.ts';
import { cleanName, comparisonKey, looksLike } from '#domain/text.ts';
import type { Actor, Role } from '#domain/user.ts';
import { type HexabotRow, type PermissionRead, permissionRow, roleRow } from '../attached/hexabot-rows.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { countOutdatedByRole } from '../requests/open-requests.ts';
import { keyOf } from '../shared/comparison-key.ts';
import { entriesToUndo, refuseOvertaken } from '../writing/undoable.ts';
import { type Decision, write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { findRole } from './role-rows.ts';

interface NewRole {
  name: string;
  permissions: readonly PermissionName[];
}

/** What would be wrong with a role of this name (`id` null: a new one) that gains and loses these permissions. */
export async function roleChangeProblems(
  deps: Deps,
  actor: Actor,
  { id, name, users, diff }: { id: string | null; name: string; users: number; diff: PermissionDiff },
): Promise<Problem[]> {
  const clean = cleanName(name);
  return [
    ...(await nameProblems(deps, deps.db.em(), name, id)),
    ...policyProblems(deps, { actor }, { name: clean, users }, diff),
  ];
}

/** Throws `invalid` (fields `name`, `permissions`). */
export async function createRole(deps: Deps, by: By, { name, permissions }: NewRole): Promise<RoleDetail> {
  const id = randomUUID();
  const clean = cleanName(name);
  return nameKept(
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

/** Throws `invalid` (field `name`), `role_protected`, `role_not_found`. */
export async function renameRole(deps: Deps, by: By, id: string, name: string): Promise<RoleDetail> {
  const clean = cleanName(name);
  return nameKept(
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
 * Gives the role some permissions and takes others, as of what it holds under the lock: what somebody else changed
 * meanwhile stays. What is added must be held by the actor, unless CHATOPS_APPROVALS is off. `shown`: how many people its
 * review named; then it is done only as the review said.
 * Throws `role_review_changed`, `invalid` (field `permissions`), `last_admin`, `role_not_found`, `busy`.
 */
export async function changePermissions(
  deps: Deps,
  by: By,
  id: string,
  wanted: PermissionDiff,
  shown?: { users: number },
): Promise<PermissionsChanged> {
  return write(deps, by, (em, now) => decidePermissions(deps, em, now, { id, wanted, shown }));
}

/** What changing the permissions of a role so would leave out of date; changes nothing. Throws `role_not_found`. */
export async function previewPermissions(
  deps: Deps,
  id: string,
  wanted: PermissionDiff,
): Promise<{ outdates: number }> {
  const em = deps.db.em();
  const { permissions } = mergeEdit((await findRole(deps, id, em)).permissions, wanted);
  return { outdates: await countOutdatedByRole(deps, em, id, permissions) };
}

/**
 * Takes back what this actor changed of a role's permissions in that request within the last five minutes, by every rule
 * of a change. Throws `undo_too_late`, `undo_overtaken` and what `changePermissions` throws.
 */
export async function undoPermissions(deps: Deps, by: By, requestId: string): Promise<PermissionsChanged> {
  type Facts = { gained?: PermissionName[]; lost?: PermissionName[] };
  const [entry] = await entriesToUndo<Facts>(deps, by, requestId, ['permissions']);
  const { targetId: id, before, after } = entry!;
  const wanted = { gained: before.lost ?? [], lost: after.gained ?? [] };
  return write(deps, by, async (em, now) => {
    await refuseOvertaken(em, entry!, (await lockRole(deps, em, id)).name);
    return decidePermissions(deps, em, now, { id, wanted });
  });
}

/** Under the locks, for a change and for its undo. Throws what `changePermissions` throws. */
async function decidePermissions(
  deps: Deps,
  em: Writing,
  by: By,
  { id, wanted, shown }: { id: string; wanted: PermissionDiff; shown?: { users: number } | undefined },
): Promise<Decision<PermissionsChanged>> {
  const before = await lockRole(deps, em, id);
  const { permissions, diff } = mergeEdit(before.permissions, wanted);
  if (shown !== undefined && (before.users !== shown.users || !sameDiff(diff, wanted))) {
    throw new HexaError('role_review_changed', { name: before.name });
  }
  const problems = policyProblems(deps, by, before, diff);
  if (problems.length > 0) throw new HexaError('invalid', { problems });
  const outdates = await countOutdatedByRole(deps, em, id, permissions);
  const matter: Matter = {
    action: 'roles permissions',
    target: { type: 'role', id, name: before.name },
    before: { lost: diff.lost },
    after: { gained: diff.gained },
    ...diff,
    shown: { users: before.users, ...(outdates === 0 ? {} : { outdates }) },
  };
  return {
    matter,
    strips: before.name,
    apply: async () => {
      const removed = await removePermissions(deps, em, id, diff.lost);
      const added = await addPermissions(deps, em, id, diff.gained);
      await em.nativeUpdate(Roles, { id }, { updatedAt: deps.clock() });
      await recordChange(deps, em, by, { ...changeOf(matter), permissions: { added, removed } });
      return { role: { ...before, permissions }, diff, outdates };
    },
  };
}

/** Returns how many open requests it leaves out of date too. Throws `role_in_use`, `own_role`, `role_protected`, `role_not_found`, `busy`. */
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

async function lockRole(deps: Deps, em: EntityManager, id: string): Promise<RoleDetail> {
  await rows(em, sql`SELECT FROM ${deps.db.t.roles} WHERE id = ${id} FOR UPDATE`);
  return findRole(deps, id, em);
}

async function nameProblems(
  deps: Deps,
  em: EntityManager,
  name: string,
  except: string | null,
): Promise<Problem[]> {
  const problems = lineProblems('name', name);
  if (problems.length > 0) return problems;
  const taken = await rows(
    em,
    sql`SELECT FROM ${deps.db.t.roles}
      WHERE ${keyOf(sql`name`)} = ${comparisonKey(name)} AND id IS DISTINCT FROM ${except}`,
  );
  if (taken.length > 0) return [problem('name', 'name_taken', {})];
  return looksLike(name, ADMIN_ROLE) ? [problem('name', 'name_looks_like', { name: ADMIN_ROLE })] : [];
}

/** Somebody else may take the name between question and insert; the index decides. */
async function nameKept<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    throw new HexaError('invalid', { problems: [problem('name', 'name_taken', {})] });
  }
}

/** Nobody grants what they do not hold (docs/design.md, section 6). */
function exceeding(
  deps: Deps,
  { actor }: Pick<By, 'actor'>,
  role: string,
  permissions: readonly PermissionName[],
): Problem[] {
  const gained = [...permissions];
  const reason = requestReason(deps.settings.approvals, actor.lasting, { gained, lost: [] });
  if (reason?.why !== 'lacking') return [];
  return [problem('permissions', 'role_exceeds', { roles: [role], permissions: reason.permissions })];
}

/**
 * Where somebody has the role, changing it gives and takes: then policy asks for a second pair of eyes (docs/design.md,
 * section 7).
 */
function policyProblems(
  deps: Deps,
  by: Pick<By, 'actor'>,
  role: Pick<RoleDetail, 'name' | 'users'>,
  diff: PermissionDiff,
): Problem[] {
  const problems = exceeding(deps, by, role.name, diff.gained);
  if (problems.length > 0 || role.users === 0) return problems;
  const reason = requestReason(deps.settings.approvals, by.actor.lasting, diff);
  if (reason?.why !== 'privileged') return [];
  return [problem('permissions', 'permissions_need_approval', { permissions: reason.permissions })];
}

async function addPermissions(
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

async function removePermissions(
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
