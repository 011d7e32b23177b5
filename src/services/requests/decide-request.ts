import { type EntityManager, rows, sql } from '#database/connection.ts';
import { HexaError, isHexaError } from '#domain/errors.ts';
import { ineligible, type RequestStatus, type RoleChangeRequest } from '#domain/request.ts';
import type { User } from '#domain/user.ts';
import { type Author, type By, recordChange, SYSTEM } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { keepingAnAdministrator } from '../roles/administrators.ts';
import { applyRoles, diffOf, sameSet } from '../roles/replace-roles.ts';
import { notBusy } from '../shared/busy.ts';
import { eachOf } from '../shared/each-of.ts';
import { loadUser, lockUser } from '../users/load-user.ts';
import { loadCandidates } from './candidates.ts';
import { syncCards } from './cards.ts';
import { tellOfRequest } from './request-notices.ts';
import { loadRequest, lockRequest } from './request-rows.ts';

/**
 * The first decision wins, exactly once (docs/design.md, section 7). An approval asks all rules again; where the
 * target's roles, or what the roles allow, are no longer what the request showed it becomes `outdated` instead, and
 * `cancelled` where who asked is no longer active; that is answered, not thrown. Throws `request_decided`,
 * `not_eligible`, `last_admin`, `request_not_found`, `busy`.
 */
export async function decideRequest(
  deps: Deps,
  by: By,
  id: string,
  decision: 'approved' | 'denied',
  reason: string | null,
): Promise<RoleChangeRequest> {
  const seen = await loadRequest(deps, id);
  if (isOver(deps, seen)) await expireRequest(deps, id);
  refuseDecided(deps, seen);
  return notBusy(
    deps.db.transaction(async (em) => {
      const decide = async () => {
        const request = await lockRequest(deps, em, id);
        refuseDecided(deps, request);
        await refuseIneligible(deps, em, by, request);
        if (decision === 'approved' && !(await isActive(deps, em, request.requester.id))) {
          return close(deps, em, SYSTEM, request, { status: 'cancelled', decidedBy: null, reason: null });
        }
        const status = decision === 'denied' ? decision : await applyRequest(deps, em, by, request);
        return close(deps, em, by, request, { status, decidedBy: by.actor.id, reason });
      };
      return decision === 'denied' ? decide() : keepingAnAdministrator(deps, em, seen.target.name, decide);
    }),
  );
}

/** The requester takes it back. Throws `request_decided`, `not_yours`, `request_not_found`. */
export async function cancelRequest(deps: Deps, by: By, id: string): Promise<RoleChangeRequest> {
  return deps.db.transaction(async (em) => {
    const request = await lockRequest(deps, em, id);
    if (request.requester.id !== by.actor.id) throw new HexaError('not_yours', {});
    refuseDecided(deps, request);
    return close(deps, em, by, request, { status: 'cancelled', decidedBy: by.actor.id, reason: null });
  });
}

/**
 * What somebody who is being switched off has asked for, and what was asked for them, is no longer to be decided. The
 * caller holds the lock of the administrators and has not locked the user yet: requests come before users.
 */
export async function cancelRequestsOf(
  deps: Deps,
  em: EntityManager,
  by: Author,
  userId: string,
): Promise<void> {
  const open = await rows<{ id: string }>(
    em,
    sql<{ id: string }>`SELECT id FROM chatops.requests
      WHERE status = 'pending' AND (requester_id = ${userId} OR target_id = ${userId}) ORDER BY id FOR UPDATE`,
  );
  for (const { id } of open) {
    const request = await loadRequest(deps, id, em);
    const decidedBy = by.actor?.id ?? null;
    await close(deps, em, by, request, { status: 'cancelled', decidedBy, reason: null });
  }
}

/** Requests whose time is over; swept every minute. One that cannot be closed now is left for the next minute. */
export async function expireRequests(deps: Deps): Promise<void> {
  const due = await rows<{ id: string }>(
    deps.db.em(),
    sql<{ id: string }>`SELECT id FROM chatops.requests
      WHERE status = 'pending' AND expires_at <= ${deps.clock()} ORDER BY expires_at`,
  );
  await eachOf(due, ({ id }) => expireRequest(deps, id));
}

async function expireRequest(deps: Deps, id: string): Promise<void> {
  await deps.db.transaction(async (em) => {
    const request = await lockRequest(deps, em, id);
    if (!isOver(deps, request)) return;
    const system: Author = { actor: null, identity: null, requestId: `sweep:${id}` };
    await close(deps, em, system, request, { status: 'expired', decidedBy: null, reason: null });
  });
}

/** Half time has come: those who may decide are reminded, once; swept every minute. */
export async function remindApprovers(deps: Deps): Promise<void> {
  const now = deps.clock();
  await deps.db.transaction(async (em) => {
    const due = await rows<{ id: string }>(
      em,
      sql<{ id: string }>`
      UPDATE chatops.requests SET remind_at = NULL
      WHERE status = 'pending' AND remind_at <= ${now} AND expires_at > ${now} RETURNING id`,
    );
    for (const { id } of due) await deps.queue.enqueue(em, 'request-reminder', { requestId: id });
  });
}

/** Still pending, and its time has passed. */
function isOver({ clock }: Deps, { status, expiresAt }: RoleChangeRequest): boolean {
  return status === 'pending' && expiresAt <= clock();
}

function refuseDecided(deps: Deps, request: RoleChangeRequest): void {
  const { status, decision } = request;
  if (isOver(deps, request)) throw new HexaError('request_decided', { status: 'expired', by: null });
  if (status !== 'pending')
    throw new HexaError('request_decided', { status, by: decision?.by?.name ?? null });
}

async function refuseIneligible(
  deps: Deps,
  em: EntityManager,
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

async function isActive(deps: Deps, em: EntityManager, userId: string): Promise<boolean> {
  const user = await loadUser(deps, userId, em).catch(nullIf('user_not_found'));
  return user?.status === 'active';
}

/** Gives the roles, or answers that the request is overtaken. */
async function applyRequest(
  deps: Deps,
  em: EntityManager,
  by: By,
  request: RoleChangeRequest,
): Promise<'approved' | 'outdated'> {
  const before = ids(request.rolesBefore);
  const after = ids(request.rolesAfter);
  const target = await lockUser(deps, em, request.target.id).catch(nullIf('user_not_found'));
  if (target === null || !(await isAsShown(deps, em, request, target))) return 'outdated';
  const options = { reason: request.reason, tells: false };
  const applied = await applyRoles(deps, em, by, target, after, options).catch(nullIf('invalid'));
  if (applied === null) return 'outdated';
  if (request.lastsMs !== null) {
    const endsAt = new Date(deps.clock().getTime() + request.lastsMs);
    const added = after.filter((id) => !before.includes(id));
    await rows(
      em,
      sql`INSERT INTO chatops.timed_grants (request_id, user_id, role_ids, ends_at)
        VALUES (${request.id}, ${target.id}, ${added}, ${endsAt})`,
    );
  }
  return 'approved';
}

function nullIf(code: 'user_not_found' | 'invalid'): (error: unknown) => null {
  return (error) => {
    if (isHexaError(error, code)) return null;
    throw error;
  };
}

/** The target has the roles that the request started from, and the change gives and takes what its card says. */
async function isAsShown(
  deps: Deps,
  em: EntityManager,
  request: RoleChangeRequest,
  target: User,
): Promise<boolean> {
  const present = target.roles.map(({ id }) => id);
  if (!sameSet(present, ids(request.rolesBefore))) return false;
  const diff = await diffOf(deps, em, target.roles, ids(request.rolesAfter));
  return sameSet(diff.gained, request.gained) && sameSet(diff.lost, request.lost);
}

function ids(roles: RoleChangeRequest['rolesAfter']): string[] {
  return roles.map(({ id }) => id);
}

/** The end of a request: row, audit entry, cards and notices together. */
async function close(
  deps: Deps,
  em: EntityManager,
  by: Author,
  request: RoleChangeRequest,
  end: { status: Exclude<RequestStatus, 'pending'>; decidedBy: string | null; reason: string | null },
): Promise<RoleChangeRequest> {
  const { requester, target } = request;
  await rows(
    em,
    sql`UPDATE chatops.requests SET status = ${end.status}, version = version + 1, decided_at = ${deps.clock()},
      decided_by = ${end.decidedBy}, decision_reason = ${end.reason} WHERE id = ${request.id}`,
  );
  await recordChange(deps, em, by, {
    action: `requests ${end.status}`,
    target: { type: 'user', id: target.id, name: target.name },
    before: { roles: request.rolesBefore.map(({ name }) => name) },
    after: { roles: request.rolesAfter.map(({ name }) => name) },
    reason: end.reason ?? request.reason,
  });
  await syncCards(deps, em, request.id);
  // Of what was taken back nothing came, and the target was not told of it before.
  const concerned = end.status === 'cancelled' ? [requester.id] : [requester.id, target.id];
  await tellOfRequest(deps, em, by, request, concerned);
  return loadRequest(deps, request.id, em);
}
