import { type EntityManager, rows, sql } from '#database/connection.ts';
import { HexaError, isHexaError } from '#domain/errors.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { Author, By } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { keepingAnAdministrator, linkedAdministrators } from '../roles/administrators.ts';
import { applyRoles } from '../roles/replace-roles.ts';
import { notBusy } from '../shared/busy.ts';
import { eachOf } from '../shared/each-of.ts';
import { lockUser } from '../users/load-user.ts';
import { syncCards } from './cards.ts';
import { tellOfRequest } from './request-notices.ts';
import { loadRequest } from './request-rows.ts';

interface Grant {
  userId: string;
  roleIds: string[];
}

/**
 * Takes back the roles that a timed request added and that are still held, before their time. Open to requester, target
 * and holders of User: update. Throws `request_not_found`, `last_admin`, `busy`.
 */
export async function endAccessNow(deps: Deps, by: By, requestId: string): Promise<RoleChangeRequest> {
  const { requester, target, grant } = await loadRequest(deps, requestId);
  const concerned = [requester.id, target.id].includes(by.actor.id);
  if (grant === null || !(concerned || by.actor.permissions.has('User: update'))) {
    throw new HexaError('request_not_found', {});
  }
  await endAccess(deps, by, requestId);
  return loadRequest(deps, requestId);
}

/**
 * Timed access whose end has come, also one that was missed while we were down; swept every minute. One that cannot be
 * ended now, because somebody else changes the same rows, is left for the next minute.
 */
export async function endDueAccess(deps: Deps): Promise<void> {
  const due = await rows<{ id: string }>(
    deps.db.em(),
    sql<{ id: string }>`SELECT request_id AS id FROM chatops.timed_grants
      WHERE ended_at IS NULL AND ends_at <= ${deps.clock()} ORDER BY ends_at`,
  );
  await eachOf(due, async ({ id }) => {
    const system: Author = { actor: null, identity: null, requestId: `sweep:${id}` };
    try {
      await endAccess(deps, system, id);
    } catch (error) {
      if (isHexaError(error, 'last_admin')) await keep(deps, system, id);
      else if (!isHexaError(error, 'busy')) throw error;
    }
  });
}

async function endAccess(deps: Deps, by: Author, requestId: string): Promise<void> {
  await notBusy(
    deps.db.transaction(async (em) => {
      const { target } = await loadRequest(deps, requestId, em);
      await keepingAnAdministrator(deps, em, target.name, async () => {
        const grant = await lockGrant(em, requestId);
        if (grant === null) return;
        await takeBack(deps, em, by, grant);
        await finish(deps, em, by, requestId, 'ended');
      });
    }),
  );
}

/** The last full administrator keeps the role, and the administrators are told (docs/design.md, section 6). */
async function keep(deps: Deps, by: Author, requestId: string): Promise<void> {
  await deps.db.transaction(async (em) => {
    if ((await lockGrant(em, requestId)) !== null) await finish(deps, em, by, requestId, 'kept');
  });
}

async function lockGrant(em: EntityManager, requestId: string): Promise<Grant | null> {
  const [grant] = await rows<Grant>(
    em,
    sql<Grant>`SELECT user_id AS "userId", role_ids AS "roleIds" FROM chatops.timed_grants
      WHERE request_id = ${requestId} AND ended_at IS NULL FOR UPDATE`,
  );
  return grant ?? null;
}

async function takeBack(
  deps: Deps,
  em: EntityManager,
  by: Author,
  { userId, roleIds }: Grant,
): Promise<void> {
  const user = await lockUser(deps, em, userId).catch((error: unknown) => {
    if (isHexaError(error, 'user_not_found')) return null;
    throw error;
  });
  const left = user?.roles.map(({ id }) => id).filter((id) => !roleIds.includes(id)) ?? [];
  if (user === null || left.length === user.roles.length) return;
  await applyRoles(deps, em, by, user, left, { tells: false });
}

async function finish(
  deps: Deps,
  em: EntityManager,
  by: Author,
  requestId: string,
  outcome: 'ended' | 'kept',
): Promise<void> {
  await rows(
    em,
    sql`UPDATE chatops.timed_grants SET ended_at = ${deps.clock()}, outcome = ${outcome} WHERE request_id = ${requestId}`,
  );
  await rows(em, sql`UPDATE chatops.requests SET version = version + 1 WHERE id = ${requestId}`);
  await syncCards(deps, em, requestId);
  const request = await loadRequest(deps, requestId, em);
  const administrators = outcome === 'kept' ? await linkedAdministrators(deps, em) : [];
  await tellOfRequest(deps, em, by, request, [request.requester.id, request.target.id, ...administrators]);
}
