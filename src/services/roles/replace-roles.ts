import { type EntityManager, rows, sql } from '#database/connection.ts';
import { Users } from '#database/hexabot-tables.ts';
import type { By } from '#domain/by.ts';
import { HexaError, problem } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import { ADMIN_ROLE, type PermissionDiff, permissionDiff, sameDiff } from '#domain/role.ts';
import { requestReason } from '#domain/role-policy.ts';
import { sameSet } from '#domain/same-set.ts';
import { fullName, type Role, type User } from '#domain/user.ts';
import { userRow } from '../attached/hexabot-rows.ts';
import { recordChange } from '../audit/audit.ts';
import type { Change } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { countStartingFrom, heldForTime } from '../requests/open-requests.ts';
import type { Author } from '../shared/author.ts';
import { loadUser, lockUser } from '../users/load-user.ts';
import { type Decision, write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { lockRoles, requireRoles, rolesWithPermissions } from './roles.ts';
import { writeRoles } from './user-role-rows.ts';

/** What replacing the roles gives this user and takes. */
interface RolesReplaced {
  user: User;
  diff: PermissionDiff;
  /** Open requests for this user that it leaves out of date. */
  outdates: number;
  /** Names of the roles that it takes and that were held for a time. */
  endsTimed: string[];
}

/** What replacing the roles would give this user and take; changes nothing. Throws `user_not_found`, `invalid`. */
export async function previewRoles(
  deps: Deps,
  id: string,
  roleIds: readonly string[],
  em: EntityManager = deps.db.em(),
): Promise<Omit<RolesReplaced, 'user'>> {
  const user = await loadUser(deps, id, em);
  await requireRoles(deps, em, roleIds);
  const diff = await diffOf(deps, em, user.roles, roleIds);
  return { diff, ...(await endedWith(em, user, roleIds)) };
}

/** What else comes to an end when this user gets these roles. */
async function endedWith(
  em: EntityManager,
  { id, roles }: User,
  roleIds: readonly string[],
): Promise<Pick<RolesReplaced, 'outdates' | 'endsTimed'>> {
  const taken = roles.filter((role) => !roleIds.includes(role.id));
  const timed = taken.length === 0 ? [] : await heldForTime(em, id);
  return {
    outdates: await countStartingFrom(em, id, roles),
    endsTimed: taken.filter((role) => timed.includes(role.id)).map(({ name }) => name),
  };
}

/** What these roles give and take, compared with those. */
export async function diffOf(
  deps: Deps,
  em: EntityManager,
  before: readonly Role[],
  after: readonly string[],
): Promise<PermissionDiff> {
  const beforeIds = before.map(({ id }) => id);
  const roles = await rolesWithPermissions(deps, em, [...new Set([...beforeIds, ...after])]);
  const held = (ids: readonly string[]): Set<PermissionName> =>
    new Set(roles.filter(({ id }) => ids.includes(id)).flatMap(({ permissions }) => permissions));
  return permissionDiff(held(beforeIds), held(after));
}

/**
 * Replaces the list of roles in one transaction (docs/design.md, section 6). `expected`: the list that the form opened
 * with.
 * `shown`: what its review said that is gained and lost; the permissions of a role may have changed since.
 * `restores`: an undo, after which timed access ends as before.
 * Throws `roles_changed`, `review_changed`, `own_admin_role`, `approval_needed`, `last_admin`, `invalid`, `user_not_found`, `busy`.
 */
export async function replaceRoles(
  deps: Deps,
  by: By,
  id: string,
  wanted: readonly string[],
  expected: readonly string[],
  { shown, restores = false }: { shown?: PermissionDiff; restores?: boolean } = {},
): Promise<RolesReplaced> {
  const roleIds = [...new Set(wanted)];
  if (roleIds.length === 0)
    throw new HexaError('invalid', { problems: [problem('roles', 'role_required', {})] });
  const given = { id, roleIds, expected, shown, restores };
  return write(deps, by, (em, now) => decideReplacement(deps, em, now, given));
}

/**
 * Under the locks: the same as a decision, for an undo too. Throws what `replaceRoles` throws.
 */
export async function decideReplacement(
  deps: Deps,
  em: Writing,
  by: By,
  given: {
    id: string;
    roleIds: readonly string[];
    expected: readonly string[];
    shown?: PermissionDiff | undefined;
    restores: boolean;
  },
): Promise<Decision<RolesReplaced>> {
  const { id, roleIds, expected, shown, restores } = given;
  const before = await lockUser(deps, em, id);
  const presentIds = before.roles.map((role) => role.id);
  if (!sameSet(presentIds, expected)) {
    throw new HexaError('roles_changed', {
      name: fullName(before),
      present: before.roles.map((role) => role.name),
    });
  }
  refuseOwnAdminRole(by, before, roleIds);
  const diff = await diffOf(deps, em, before.roles, roleIds);
  if (shown !== undefined && !sameDiff(diff, shown)) {
    throw new HexaError('review_changed', { name: fullName(before) });
  }
  const reason = requestReason(deps.settings.approvals, by.actor.lasting, diff);
  if (reason !== null) throw new HexaError('approval_needed', reason);
  const roles = await lockRoles(deps, em, roleIds);
  const ended = await endedWith(em, before, roleIds);
  return {
    matter: {
      action: 'users roles',
      target: { type: 'user', id, name: fullName(before) },
      before: { roles: before.roles.map(({ name }) => name) },
      after: { roles: roles.map(({ name }) => name) },
      ...diff,
      ...(ended.outdates === 0 ? {} : { shown: { outdates: ended.outdates } }),
    },
    strips: fullName(before),
    apply: async () => ({
      user: await applyRoles(deps, em, by, before, roleIds, { restores }),
      diff,
      ...ended,
    }),
  };
}

/**
 * Gives this user these roles instead of the present ones (set aside where they are out), with the audit entry and,
 * unless the caller tells them (`tells: false`), the notice; the caller has locked the user and asked the rules. Throws
 * `invalid` for roles that do not exist.
 */
export async function applyRoles(
  deps: Deps,
  em: Writing,
  by: Author,
  before: User,
  roleIds: readonly string[],
  { reason, tells = true, restores = false }: { reason?: string; tells?: boolean; restores?: boolean } = {},
): Promise<User> {
  const roles = await lockRoles(deps, em, roleIds);
  const row = await userRow(deps, em, before.id);
  const links = await writeRoles(deps, em, before, roleIds);
  if (!restores) await forgetTimed(em, before, roleIds);
  await em.nativeUpdate(Users, { id: before.id }, { updatedAt: deps.clock() });
  const change: Change = {
    action: 'users roles',
    target: { type: 'user', id: before.id, name: fullName(before) },
    before: { roles: before.roles.map((role) => role.name) },
    after: { roles: roles.map((role) => role.name) },
    links,
    row,
    ...(reason === undefined ? {} : { reason }),
  };
  await recordChange(deps, em, by, change, { tells });
  return loadUser(deps, before.id, em);
}

/** What was taken before its time was over and is given now, is given for good, or for a time of its own. */
async function forgetTimed(em: EntityManager, { id, roles }: User, after: readonly string[]): Promise<void> {
  const given = after.filter((roleId) => !roles.some((role) => role.id === roleId));
  if (given.length === 0) return;
  await rows(
    em,
    sql`UPDATE chatops.timed_grants SET role_ids = ARRAY(SELECT unnest(role_ids) EXCEPT SELECT unnest(${given}::text[]))
      WHERE user_id = ${id} AND ended_at IS NULL`,
  );
}

function refuseOwnAdminRole({ actor }: By, target: User, roleIds: readonly string[]): void {
  const admin = target.roles.find(({ name }) => name === ADMIN_ROLE);
  if (actor.id === target.id && admin !== undefined && !roleIds.includes(admin.id)) {
    throw new HexaError('own_admin_role', {});
  }
}
