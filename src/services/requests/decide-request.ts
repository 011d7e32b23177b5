import { rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { HexaError, isHexaError } from '#domain/errors.ts';
import { ineligible, type RoleChangeRequest } from '#domain/request.ts';
import { sameSet } from '#domain/same-set.ts';
import type { User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { applyRoles, diffOf } from '../roles/replace-roles.ts';
import { lockRoles } from '../roles/roles.ts';
import { SYSTEM } from '../shared/author.ts';
import { loadUser, lockUser } from '../users/load-user.ts';
import { type Decision, write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { loadCandidates } from './candidates.ts';
import { closeRequest, endOf, isOver, refuseDecided } from './close-request.ts';
import { expireRequest } from './expire-requests.ts';
import { loadRequest, lockRequest } from './request-rows.ts';

/**
 * The first decision wins, exactly once (docs/design.md, section 7). An approval asks all rules again; where the
 * target's roles, or what the roles allow, are no longer what the request showed it becomes `outdated` instead, and
 * `cancelled` where who asked is no longer active; that is returned, not thrown. Throws `request_decided`,
 * `not_eligible`, `last_admin`, `request_not_found`, `busy`.
 */
export async function decideRequest(
  deps: Deps,
  by: By,
  id: string,
  decision: 'approved' | 'denied',
  reason: string | null,
): Promise<RoleChangeRequest> {
  if (isOver(deps, await loadRequest(deps, id))) await expireRequest(deps, id);
  return write(deps, by, async (em, now) => {
    const request = await lockRequest(deps, em, id);
    refuseDecided(deps, request);
    await refuseIneligible(deps, em, now, request);
    return decision === 'denied'
      ? closing(deps, em, now, request, { status: 'denied', reason })
      : approving(deps, em, now, request, reason);
  });
}

/** Nothing changes but the request. */
function closing(
  deps: Deps,
  em: Writing,
  by: By,
  request: RoleChangeRequest,
  { status, reason }: { status: 'denied' | 'outdated'; reason: string | null },
): Decision<RoleChangeRequest> {
  const end = { status, decidedBy: by.actor.id, reason };
  return { matter: endOf(request, status), apply: () => closeRequest(deps, em, by, request, end) };
}

async function approving(
  deps: Deps,
  em: Writing,
  by: By,
  request: RoleChangeRequest,
  reason: string | null,
): Promise<Decision<RoleChangeRequest>> {
  if (!(await isActive(deps, em, request.requester.id))) {
    const end = { status: 'cancelled', decidedBy: null, reason: null } as const;
    return {
      matter: endOf(request, 'cancelled'),
      apply: () => closeRequest(deps, em, SYSTEM, request, end),
    };
  }
  const target = await targetAsShown(deps, em, request);
  if (target === null) return closing(deps, em, by, request, { status: 'outdated', reason });
  return {
    matter: endOf(request, 'approved'),
    strips: request.target.name,
    apply: async () => {
      const after = ids(request.rolesAfter);
      await applyRoles(deps, em, by, target, after, { reason: request.reason, tells: false });
      await grantForTime(deps, em, request);
      return closeRequest(deps, em, by, request, { status: 'approved', decidedBy: by.actor.id, reason });
    },
  };
}

/** Of timed access: what it added is taken back when its time is over. */
async function grantForTime(
  { clock }: Pick<Deps, 'clock'>,
  em: Writing,
  { id, target, rolesBefore, rolesAfter, lastsMs }: RoleChangeRequest,
): Promise<void> {
  if (lastsMs === null) return;
  const endsAt = new Date(clock().getTime() + lastsMs);
  const added = ids(rolesAfter).filter((roleId) => !ids(rolesBefore).includes(roleId));
  await rows(
    em,
    sql`INSERT INTO chatops.timed_grants (request_id, user_id, role_ids, ends_at)
      VALUES (${id}, ${target.id}, ${added}, ${endsAt})`,
  );
}

/**
 * The target, locked, where their roles are those that the request started from, all roles are still there, and the
 * change gives and takes what the card says; null: the request is overtaken.
 */
async function targetAsShown(deps: Deps, em: Writing, request: RoleChangeRequest): Promise<User | null> {
  const after = ids(request.rolesAfter);
  const target = await lockUser(deps, em, request.target.id).catch(nullIf('user_not_found'));
  const roles = await lockRoles(deps, em, after).catch(nullIf('invalid'));
  if (target === null || roles === null) return null;
  if (!sameSet(ids(target.roles), ids(request.rolesBefore))) return null;
  const diff = await diffOf(deps, em, target.roles, after);
  return sameSet(diff.gained, request.gained) && sameSet(diff.lost, request.lost) ? target : null;
}

function nullIf(code: 'user_not_found' | 'invalid'): (error: unknown) => null {
  return (error) => {
    if (isHexaError(error, code)) return null;
    throw error;
  };
}

async function refuseIneligible(
  deps: Deps,
  em: Writing,
  { actor }: By,
  { id, requester, target, gained }: RoleChangeRequest,
): Promise<void> {
  const [candidate] = await loadCandidates(deps, em, {
    requesterId: requester.id,
    requestId: id,
    userId: actor.id,
  });
  if (candidate === undefined) throw new HexaError('not_eligible', { why: 'lacks_user_update' });
  const why = ineligible(candidate, { requesterId: requester.id, targetId: target.id, gained });
  if (why !== null) throw new HexaError('not_eligible', { why });
}

async function isActive(deps: Deps, em: Writing, userId: string): Promise<boolean> {
  const user = await loadUser(deps, userId, em).catch(nullIf('user_not_found'));
  return user?.status === 'active';
}

function ids(roles: readonly { id: string }[]): string[] {
  return roles.map(({ id }) => id);
}
