import { rows, sql } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import type { RequestStatus, RoleChangeRequest } from '#domain/request.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import type { Author } from '../shared/author.ts';
import type { Writing } from '../writing/writing.ts';
import { syncCards } from './cards.ts';
import { tellOfRequest } from './request-notices.ts';
import { loadRequest } from './request-rows.ts';

interface End {
  status: Exclude<RequestStatus, 'pending'>;
  decidedBy: string | null;
  reason: string | null;
}

/** What ending this request that way changes: its roles where it is approved. */
export function endOf(request: RoleChangeRequest, status: End['status']): Matter {
  const { target, rolesBefore, rolesAfter, gained, lost } = request;
  return {
    action: `requests ${status}`,
    target: { type: 'user', id: target.id, name: target.name },
    before: { roles: rolesBefore.map(({ name }) => name) },
    after: { roles: rolesAfter.map(({ name }) => name) },
    ...(status === 'approved' ? { gained, lost } : { gained: [], lost: [] }),
    shown: {
      request: request.id,
      requester: request.requester.name,
      reason: request.reason,
      ...(request.lastsMs === null ? {} : { lasts: request.lastsMs }),
    },
  };
}

/** The end of a request whose row is locked: row, audit entry, cards and notices together. */
export async function closeRequest(
  deps: Deps,
  em: Writing,
  by: Author,
  request: RoleChangeRequest,
  end: End,
): Promise<RoleChangeRequest> {
  const { requester, target } = request;
  await rows(
    em,
    sql`UPDATE chatops.requests SET status = ${end.status}, version = version + 1, decided_at = ${deps.clock()},
      decided_by = ${end.decidedBy}, decision_reason = ${end.reason} WHERE id = ${request.id}`,
  );
  const reason = end.reason ?? request.reason;
  await recordChange(deps, em, by, { ...changeOf(endOf(request, end.status)), reason });
  await syncCards(deps, em, request.id);
  // Of what was taken back nothing came, and the target was not told of it before.
  const concerned = end.status === 'cancelled' ? [requester.id] : [requester.id, target.id];
  await tellOfRequest(deps, em, by, request, concerned);
  return loadRequest(deps, request.id, em);
}

/** Still pending, and its time has passed. */
export function isOver({ clock }: Pick<Deps, 'clock'>, { status, expiresAt }: RoleChangeRequest): boolean {
  return status === 'pending' && expiresAt <= clock();
}

/** Throws `request_decided` where there is nothing to decide any more. */
export function refuseDecided(deps: Pick<Deps, 'clock'>, request: RoleChangeRequest): void {
  const { status, decision } = request;
  if (isOver(deps, request)) throw new HexaError('request_decided', { status: 'expired', by: null });
  if (status !== 'pending') {
    throw new HexaError('request_decided', { status, by: decision?.by?.name ?? null });
  }
}
