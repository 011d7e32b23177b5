import { rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { HexaError, isHexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { keepingAnAdministrator, linkedAdministrators } from '../roles/administrators.ts';
import { applyRoles, diffOf } from '../roles/replace-roles.ts';
import type { Author } from '../shared/author.ts';
import { eachOf } from '../shared/each-of.ts';
import { lockUser } from '../users/load-user.ts';
import { write, writeUngated } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { syncCards } from './cards.ts';
import { countStartingFrom } from './open-requests.ts';
import { tellOfRequest } from './request-notices.ts';
import { loadRequest, lockRequest } from './request-rows.ts';

interface Grant {
  userId: string;
  roleIds: string[];
}

/**
 * Takes back the roles that a timed request added and that are still held, before their time. Open to requester, target
 * and holders of User: update. `outdates`: open requests for the target that started from those roles. Throws
 * `request_not_found`, `last_admin`, `busy`.
 */
export async function endAccessNow(
  deps: Deps,
  by: By,
  requestId: string,
): Promise<{ request: RoleChangeRequest; outdates: number }> {
  return write(deps, by, async (em, now) => {
    const { requester, target, grant } = await lockRequest(deps, em, requestId);
    const concerned = [requester.id, target.id].includes(now.actor.id);
    if (grant === null || !(concerned || now.actor.permissions.has('User: update'))) {
      throw new HexaError('request_not_found', {});
    }
    const ended = async (outdates: number) => ({ request: await loadRequest(deps, requestId, em), outdates });
    const ending = await endingOf(deps, em, requestId);
    if (ending === null) return { matter: null, apply: () => ended(0) };
    const outdates = await outdatedBy(em, ending);
    return {
      matter: {
        ...(await matterOf(deps, em, ending, target)),
        ...(outdates === 0 ? {} : { shown: { outdates } }),
      },
      strips: target.name,
      apply: async () => {
        await end(deps, em, now, requestId, ending);
        return ended(outdates);
      },
    };
  });
}

/**
 * Timed access whose end has come, also one that was missed while we were down; swept every minute. One that cannot be
 * ended now, because somebody else changes the same rows, is left for the next minute.
 */
export async function endDueAccess(deps: Deps): Promise<void> {
  const due = await rows(
    deps.db.em(),
    sql<{ id: string }>`SELECT request_id AS id FROM chatops.timed_grants
      WHERE ended_at IS NULL AND ends_at <= ${deps.clock()} ORDER BY ends_at`,
  );
  await eachOf(due, async ({ id }) => {
    const system: Author = { actor: null, identity: null, requestId: `sweep:${id}` };
    try {
      await endDue(deps, system, id);
    } catch (error) {
      if (isHexaError(error, 'last_admin')) await leaveInPlace(deps, system, id);
      else if (!isHexaError(error, 'busy')) throw error;
    }
  });
}

async function endDue(deps: Deps, by: Author, requestId: string): Promise<void> {
  await writeUngated(deps, async (em) => {
    const { target } = await lockRequest(deps, em, requestId);
    const ending = await endingOf(deps, em, requestId);
    if (ending === null) return;
    await keepingAnAdministrator(deps, em, target.name, () => end(deps, em, by, requestId, ending));
  });
}

/** The last full administrator keeps the role, and the administrators are told (docs/design.md, section 6). */
async function leaveInPlace(deps: Deps, by: Author, requestId: string): Promise<void> {
  await writeUngated(deps, async (em) => {
    if ((await lockGrant(em, requestId)) !== null) await finish(deps, em, by, requestId, 'kept');
  });
}

/** What ending takes back. */
interface Ending {
  /** Locked; null: gone meanwhile. */
  user: User | null;
  /** The roles that stay. */
  left: string[];
}

/** Null: it has ended. */
async function endingOf(deps: Deps, em: Writing, requestId: string): Promise<Ending | null> {
  const grant = await lockGrant(em, requestId);
  if (grant === null) return null;
  const user = await lockUser(deps, em, grant.userId).catch((error: unknown) => {
    if (isHexaError(error, 'user_not_found')) return null;
    throw error;
  });
  const held = user?.roles.map(({ id }) => id) ?? [];
  return { user, left: held.filter((id) => !grant.roleIds.includes(id)) };
}

async function outdatedBy(em: Writing, { user, left }: Ending): Promise<number> {
  if (user === null || left.length === user.roles.length) return 0;
  return countStartingFrom(em, user.id, user.roles);
}

async function matterOf(
  deps: Deps,
  em: Writing,
  { user, left }: Ending,
  target: RoleChangeRequest['target'],
): Promise<Matter> {
  const roles = user?.roles ?? [];
  return {
    action: 'users roles',
    target: { type: 'user', id: target.id, name: target.name },
    before: { roles: roles.map(({ name }) => name) },
    after: { roles: roles.filter(({ id }) => left.includes(id)).map(({ name }) => name) },
    ...(await diffOf(deps, em, roles, left)),
  };
}

async function end(
  deps: Deps,
  em: Writing,
  by: Author,
  requestId: string,
  { user, left }: Ending,
): Promise<void> {
  if (user !== null && left.length < user.roles.length) {
    await applyRoles(deps, em, by, user, left, { tells: false });
  }
  await finish(deps, em, by, requestId, 'ended');
}

async function lockGrant(em: Writing, requestId: string): Promise<Grant | null> {
  const [grant] = await rows(
    em,
    sql<Grant>`SELECT user_id AS "userId", role_ids AS "roleIds" FROM chatops.timed_grants
      WHERE request_id = ${requestId} AND ended_at IS NULL FOR UPDATE`,
  );
  return grant ?? null;
}

async function finish(
  deps: Deps,
  em: Writing,
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
