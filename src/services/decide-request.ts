import { type EntityManager, rows, sql } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import { ineligible, type RequestStatus, type RoleChangeRequest } from '#domain/request.ts';
import { keepingAnAdministrator } from './administrators.ts';
import { type Author, type By, recordChange } from './audit.ts';
import { notBusy } from './busy.ts';
import { loadCandidates } from './candidates.ts';
import { syncCards } from './cards.ts';
import type { Deps } from './deps.ts';
import { lockUser } from './load-user.ts';
import { applyRoles, sameSet } from './replace-roles.ts';
import { loadRequest, lockRequest } from './request-rows.ts';

/**
 * The first decision wins, exactly once (design section 7). An approval asks all rules again; where the target's roles
 * are no longer those that the request started from it becomes `outdated` instead, which is answered, not thrown.
 * Throws `request_decided`, `not_eligible`, `last_admin`, `request_not_found`, `busy`.
 */
export async function decideRequest(
  deps: Deps,
  by: By,
  id: string,
  decision: 'approved' | 'denied',
  reason: string | null,
): Promise<RoleChangeRequest> {
  const seen = await loadRequest(deps, id);
  refuseDecided(deps, seen);
  return notBusy(
    deps.db.transaction(async (em) => {
      const decide = async () => {
        const request = await lockRequest(deps, em, id);
        refuseDecided(deps, request);
        await refuseIneligible(deps, em, by, request);
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

/** What somebody who was switched off had asked for, and what was asked for them, is no longer to be decided. */
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
    await close(deps, em, by, request, {
      status: 'cancelled',
      decidedBy: by.actor?.id ?? null,
      reason: null,
    });
  }
}

/** Requests whose time is over; swept every minute. */
export async function expireRequests(deps: Deps): Promise<void> {
  const due = await rows<{ id: string }>(
    deps.db.em(),
    sql<{
      id: string;
    }>`SELECT id FROM chatops.requests WHERE status = 'pending' AND expires_at <= ${deps.clock()}`,
  );
  for (const { id } of due) {
    await deps.db.transaction(async (em) => {
      const request = await lockRequest(deps, em, id);
      if (request.status !== 'pending') return;
      const system: Author = { actor: null, identity: null, requestId: `sweep:${id}` };
      await close(deps, em, system, request, { status: 'expired', decidedBy: null, reason: null });
    });
  }
}

/** Half time has come: those who may decide are reminded, once; swept every minute. */
export async function remindApprovers(deps: Deps): Promise<void> {
  await deps.db.transaction(async (em) => {
    const due = await rows<{ id: string }>(
      em,
      sql<{ id: string }>`
      UPDATE chatops.requests SET remind_at = NULL
      WHERE status = 'pending' AND remind_at <= ${deps.clock()} AND expires_at > ${deps.clock()} RETURNING id`,
    );
    for (const { id } of due) await deps.queue.enqueue(em, 'request-reminder', { requestId: id });
  });
}

function refuseDecided(deps: Deps, { status, decision, expiresAt }: RoleChangeRequest): void {
  if (status !== 'pending')
    throw new HexaError('request_decided', { status, by: decision?.by?.name ?? null });
  if (expiresAt <= deps.clock()) throw new HexaError('request_decided', { status: 'expired', by: null });
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

/** Gives the roles, or answers that the request is overtaken: by other roles, or by a role that is gone. */
async function applyRequest(
  deps: Deps,
  em: EntityManager,
  by: By,
  request: RoleChangeRequest,
): Promise<'approved' | 'outdated'> {
  const target = await lockUser(deps, em, request.target.id);
  const before = request.rolesBefore.map(({ id }) => id);
  const after = request.rolesAfter.map(({ id }) => id);
  const present = target.roles.map(({ id }) => id);
  if (!sameSet(before, present)) return 'outdated';
  try {
    await applyRoles(deps, em, by, target, after, request.reason);
  } catch (error) {
    if (error instanceof HexaError && error.code === 'invalid') return 'outdated';
    throw error;
  }
  if (request.lastsMs !== null) {
    const endsAt = new Date(deps.clock().getTime() + request.lastsMs);
    const added = after.filter((id) => !before.includes(id));
    await rows(
      em,
      sql`INSERT INTO chatops.timed_grants (request_id, user_id, role_ids, ends_at)
        VALUES (${request.id}, ${request.target.id}, ${added}, ${endsAt})`,
    );
  }
  return 'approved';
}

/** The end of a request: row, audit entry, cards and notices together. */
async function close(
  deps: Deps,
  em: EntityManager,
  by: Author,
  request: RoleChangeRequest,
  end: { status: Exclude<RequestStatus, 'pending'>; decidedBy: string | null; reason: string | null },
): Promise<RoleChangeRequest> {
  await rows(
    em,
    sql`UPDATE chatops.requests SET status = ${end.status}, version = version + 1, decided_at = ${deps.clock()},
      decided_by = ${end.decidedBy}, decision_reason = ${end.reason} WHERE id = ${request.id}`,
  );
  await recordChange(deps, em, by, {
    action: `requests ${end.status}`,
    target: { type: 'user', id: request.target.id, name: request.target.name },
    before: { roles: request.rolesBefore.map(({ name }) => name) },
    after: { roles: request.rolesAfter.map(({ name }) => name) },
    reason: end.reason ?? request.reason,
  });
  await syncCards(deps, em, request.id);
  for (const userId of new Set([request.requester.id, request.target.id])) {
    if (userId !== by.actor?.id) {
      await deps.queue.enqueue(em, 'request-notice', { requestId: request.id, userId });
    }
  }
  return loadRequest(deps, request.id, em);
}
