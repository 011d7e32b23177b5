import type { EntityManager } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { Ended } from '#domain/lockout.ts';
import type { Matter } from '#domain/matter.ts';
import type { PermissionName } from '#domain/permission.ts';
import { privilegedOf } from '#domain/role-policy.ts';
import type { StatusChange } from '#domain/status-change.ts';
import { type Actor, fullName, type Status, type User } from '#domain/user.ts';
import { refusalToSetStatus } from '#domain/user-rules.ts';
import { letIn, shutOut } from '../attached/lockout.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import { requestConfirmation } from '../confirmation/request-confirmation.ts';
import type { Deps } from '../deps.ts';
import { cancelRequestsOf } from '../requests/cancel-requests.ts';
import { countOpenOf } from '../requests/open-requests.ts';
import { type RoleWithPermissions, rolesWithPermissions } from '../roles/roles.ts';
import { requireOneProof } from '../writing/require-one-proof.ts';
import { type Decision, write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { loadUser, lockUser } from './load-user.ts';

interface Changed {
  user: User;
  ended: Ended;
}

/** What an entry tells of what came to an end with a status, for Undo: ids of requests, and numbers. */
export interface Withdrawing {
  withdrew: string[];
  sessions: number;
  tokens: number;
}

/**
 * Why `setStatus` would refuse each of these users as things are, in their order; null where only the act itself can
 * tell. Changes nothing.
 */
export async function statusRefusals(
  deps: Deps,
  actor: Actor,
  users: readonly User[],
  to: 'active' | 'disabled',
): Promise<(HexaError | null)[]> {
  const roles = to === 'active' ? await rolesOf(deps, deps.db.em(), users) : [];
  return users.map((user) => refusalToSetStatus(actor, user, to) ?? privilegedRefusal(deps, roles, user));
}

/**
 * Switches each of these users on or off, each in its own transaction, and tells them. A refusal of one leaves the
 * others done; an error of ours stops and is thrown. Throws `user_not_found` and ProofNeeded
 * before anything is changed.
 */
export async function setStatus(
  deps: Deps,
  by: By,
  ids: readonly string[],
  to: 'active' | 'disabled',
): Promise<StatusChange[]> {
  const changes: StatusChange[] = [];
  const users = await Promise.all([...new Set(ids)].map((id) => loadUser(deps, id)));
  const allowed = users.filter((user) => refusalToSetStatus(by.actor, user, to) === null);
  await requireOneProof(
    deps,
    by,
    allowed.map(
      ({ id }) =>
        (as: By) =>
          changeStatus(deps, as, id, to),
    ),
  );
  for (const before of users) {
    const { id } = before;
    try {
      const refusal = refusalToSetStatus(by.actor, before, to);
      if (refusal !== null) throw refusal;
      changes.push({ ...(await changeStatus(deps, by, id, to)), refusal: null });
    } catch (error) {
      if (!(error instanceof HexaError)) throw error;
      changes.push({ user: before, refusal: error, ended: null });
    }
  }
  return changes;
}

function changeStatus(deps: Deps, by: By, id: string, to: Status): Promise<Changed> {
  return write(deps, by, (em, now) => decideStatus(deps, em, now, id, to));
}

/**
 * Under the locks: gives one user this status, whatever it was before (undo gives back `pending` and `inactive` too),
 * and tells them. Throws `status_unchanged`, `own_account`, `approval_needed`, `user_not_found`.
 */
export async function decideStatus(
  deps: Deps,
  em: Writing,
  by: By,
  id: string,
  to: Status,
): Promise<Decision<Changed>> {
  const user = await lockUser(deps, em, id);
  const name = fullName(user);
  if (id === by.actor.id) throw new HexaError('own_account', {});
  if (user.status === to) throw new HexaError('status_unchanged', { name, status: to });
  const roles = await rolesOf(deps, em, [user]);
  const refusal = to === 'active' ? privilegedRefusal(deps, roles, user) : null;
  if (refusal !== null) throw refusal;
  const held = permissionsOf(roles, user);
  const withdraws = to === 'active' ? 0 : await countOpenOf(deps, [id], em);
  const matter: Matter = {
    action: to === 'active' ? 'users enable' : 'users disable',
    target: { type: 'user', id, name },
    before: { status: user.status },
    after: { status: to },
    gained: to === 'active' ? held : [],
    lost: user.status === 'active' ? held : [],
    ...(withdraws === 0 ? {} : { shown: { withdraws } }),
  };
  return { matter, strips: name, apply: () => applyStatus(deps, em, by, matter, to) };
}

async function applyStatus(deps: Deps, em: Writing, by: By, matter: Matter, to: Status): Promise<Changed> {
  const { id } = matter.target;
  if (to === 'active') {
    await letIn(deps, em, by, changeOf(matter));
    return {
      user: await loadUser(deps, id, em),
      ended: { sessions: 0, tokens: 0, roles: 0, requests: 0 },
    };
  }
  const withdrew = await cancelRequestsOf(deps, em, by, id);
  const { ended, links, row } = await shutOut(deps, em, id, { to, by: by.actor.id });
  const { sessions = 0, tokens = 0, roles = 0 } = ended ?? {};
  const withdrawing: Withdrawing = { withdrew, sessions, tokens };
  await recordChange(deps, em, by, {
    ...changeOf(matter),
    after: { ...matter.after, ...withdrawing },
    links,
    row,
  });
  // The links that were sent before are dead.
  if (to === 'pending') await requestConfirmation(deps, em, by, id);
  return {
    user: await loadUser(deps, id, em),
    ended: { sessions, tokens, roles, requests: withdrew.length },
  };
}

/** The roles of all of these users, set aside or not. */
async function rolesOf(
  deps: Deps,
  em: EntityManager,
  users: readonly User[],
): Promise<RoleWithPermissions[]> {
  const ids = users.flatMap(({ roles }) => roles.map(({ id }) => id));
  return rolesWithPermissions(deps, em, [...new Set(ids)]);
}

/** Where policy asks for a second pair of eyes, a user who would gain privileged permissions is not switched on directly. */
function privilegedRefusal(
  { settings }: Deps,
  roles: readonly RoleWithPermissions[],
  user: User,
): HexaError | null {
  const permissions = privilegedOf(settings.approvals, permissionsOf(roles, user));
  return permissions.length === 0 ? null : new HexaError('approval_needed', { why: 'enabling', permissions });
}

/** What this user holds by these roles, in force or set aside. */
function permissionsOf(roles: readonly RoleWithPermissions[], user: User): PermissionName[] {
  const held = roles.filter(({ id }) => user.roles.some((role) => role.id === id));
  return [...new Set(held.flatMap(({ permissions }) => permissions))].sort();
}
