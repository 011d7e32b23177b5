import { rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { Deps } from '../deps.ts';
import type { Author } from '../shared/author.ts';
import { write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { closeRequest, endOf, refuseDecided } from './close-request.ts';
import { loadRequest, lockRequest } from './request-rows.ts';

/** The requester takes it back. Throws `request_decided`, `not_yours`, `request_not_found`. */
export async function cancelRequest(deps: Deps, by: By, id: string): Promise<RoleChangeRequest> {
  return write(deps, by, async (em, now) => {
    const request = await lockRequest(deps, em, id);
    if (request.requester.id !== now.actor.id) throw new HexaError('not_yours', {});
    refuseDecided(deps, request);
    const end = { status: 'cancelled', decidedBy: now.actor.id, reason: null } as const;
    return {
      matter: endOf(request, 'cancelled'),
      apply: () => closeRequest(deps, em, now, request, end),
    };
  });
}

/**
 * What somebody who is being switched off has asked for, and what was asked for them, is no longer to be decided.
 * Returns the ids of those requests.
 */
export async function cancelRequestsOf(
  deps: Deps,
  em: Writing,
  by: Author,
  userId: string,
): Promise<string[]> {
  const open = await rows(
    em,
    sql<{ id: string }>`SELECT id FROM chatops.requests
      WHERE status = 'pending' AND (requester_id = ${userId} OR target_id = ${userId}) ORDER BY id FOR UPDATE`,
  );
  for (const { id } of open) {
    const request = await loadRequest(deps, id, em);
    const decidedBy = by.actor?.id ?? null;
    await closeRequest(deps, em, by, request, { status: 'cancelled', decidedBy, reason: null });
  }
  return open.map(({ id }) => id);
}
