import { rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import { recordChange } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { loadUser } from '../users/load-user.ts';
import type { Writing } from '../writing/writing.ts';
import { syncCards } from './cards.ts';
import { tellOfRequest } from './request-notices.ts';
import { lockRequest } from './request-rows.ts';

/**
 * Opens these requests again, which this actor withdrew by switching somebody off; their cards follow. Not those that
 * have expired meanwhile, were made again, or whose requester is not active. Returns how many of each.
 */
export async function reopenRequests(
  deps: Deps,
  em: Writing,
  by: By,
  ids: readonly string[],
): Promise<{ reopened: number; stayWithdrawn: number }> {
  let reopened = 0;
  for (const id of ids) {
    const request = await lockRequest(deps, em, id);
    if (!(await canReopen(deps, em, by, request))) continue;
    await reopen(deps, em, by, request);
    reopened += 1;
  }
  return { reopened, stayWithdrawn: ids.length - reopened };
}

async function canReopen(
  deps: Deps,
  em: Writing,
  { actor }: By,
  { id, status, decision, expiresAt, requester, target, rolesAfter }: RoleChangeRequest,
): Promise<boolean> {
  if (status !== 'cancelled' || decision?.by?.id !== actor.id || expiresAt <= deps.clock()) return false;
  if ((await loadUser(deps, requester.id, em)).status !== 'active') return false;
  const after = rolesAfter.map((role) => role.id).sort();
  const madeAgain = await rows(
    em,
    sql`SELECT FROM chatops.requests
      WHERE status = 'pending' AND target_id = ${target.id} AND roles_after = ${after}::text[] AND id <> ${id}`,
  );
  return madeAgain.length === 0;
}

async function reopen(deps: Deps, em: Writing, by: By, request: RoleChangeRequest): Promise<void> {
  const { id, requester, target, rolesBefore, rolesAfter, reason } = request;
  await rows(
    em,
    sql`UPDATE chatops.requests SET status = 'pending', version = version + 1, decided_at = NULL, decided_by = NULL,
      decision_reason = NULL WHERE id = ${id}`,
  );
  await recordChange(deps, em, by, {
    action: 'requests reopened',
    target: { type: 'user', id: target.id, name: target.name },
    before: { roles: rolesBefore.map(({ name }) => name) },
    after: { roles: rolesAfter.map(({ name }) => name) },
    reason,
  });
  await syncCards(deps, em, id);
  // As with withdrawing it: the target was not told of it before.
  await tellOfRequest(deps, em, by, request, [requester.id]);
}
