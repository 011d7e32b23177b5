import { Roles } from '#database/hexabot-tables.ts';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import type { PermissionName } from '#domain/permission.ts';
import { type PermissionDiff, type PermissionsChanged, sameDiff } from '#domain/role.ts';
import { mergeEdit } from '#domain/role-edit.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { countOutdatedByRole } from '../requests/open-requests.ts';
import { entriesToUndo, refuseOvertaken } from '../writing/undoable.ts';
import { type Decision, write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { addPermissions, removePermissions } from './permission-rows.ts';
import { policyProblems } from './role-problems.ts';
import { findRole, lockRole } from './role-rows.ts';

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
