import { randomUUID } from 'node:crypto';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { HexaError, problem } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import { reasonProblems } from '#domain/reason.ts';
import { ineligible, type RoleChangeRequest, requestLimit } from '#domain/request.ts';
import type { PermissionDiff } from '#domain/role.ts';
import { sameSet } from '#domain/same-set.ts';
import { fullName, type Role, type User } from '#domain/user.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { diffOf } from '../roles/replace-roles.ts';
import { allRoles, namesOfGone, requireAsOffered } from '../roles/roles.ts';
import { loadUser } from '../users/load-user.ts';
import { write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { loadCandidates } from './candidates.ts';
import { placeCards } from './cards.ts';
import { loadRequest } from './request-rows.ts';

const DAY_MS = 24 * 60 * 60_000;

/** What somebody asks for. */
export interface NewRequest {
  targetId: string;
  roleIds: readonly string[];
  reason: string;
  /** Length of timed access in milliseconds; such a request only adds roles. */
  lastsMs: number | null;
  /** Of the roles, as the form offered them. */
  marks?: readonly string[] | undefined;
}

/**
 * Asks for a role change (docs/design.md, section 7): the request, who may decide it, its cards and the audit entry in
 * one transaction. Who may not see roles is refused alike for one that does not exist and one that nobody can approve.
 * Throws `invalid`, `user_not_found`, `request_unchanged`, `request_only_adds`, `request_open`,
 * `request_limit`, `nobody_can_approve`.
 */
export async function makeRequest(deps: Deps, by: By, asked: NewRequest): Promise<RoleChangeRequest> {
  const id = randomUUID();
  const wanted = { ...asked, roleIds: [...new Set(asked.roleIds)] };
  return write(deps, by, async (em, now) => {
    const limit = requestLimit(now.actor, await countRequests(deps, em, now.actor.id));
    if (limit !== null) throw new HexaError('request_limit', limit);
    const target = await loadUser(deps, wanted.targetId, em);
    const seesRoles = now.actor.permissions.has('Role: read');
    const { diff, roles } = await checkRequest(deps, em, target, wanted, seesRoles);
    await requireAsOffered(deps, em, differing(target.roles, wanted.roleIds), wanted.marks, diff);
    const approvers = await eligibleApprovers(deps, em, now, target, diff);
    if (approvers.length === 0) {
      // Which roles exist and what they allow is for those who hold Role: read.
      throw new HexaError(
        'nobody_can_approve',
        seesRoles ? { permissions: diff.gained } : { permissions: null },
      );
    }
    const matter: Matter = {
      action: 'requests new',
      target: { type: 'user', id: target.id, name: fullName(target) },
      before: { roles: target.roles.map(({ name }) => name) },
      after: { roles: roles.map(({ name }) => name) },
      ...diff,
    };
    return {
      matter,
      apply: async () => {
        await insertRequest(deps, em, now, { id, target, wanted, diff });
        await rows(
          em,
          sql`INSERT INTO chatops.request_approvers (request_id, user_id) SELECT ${id}, unnest(${approvers}::text[])`,
        );
        await placeCards(deps, em, id, approvers);
        await recordChange(deps, em, now, { ...changeOf(matter), reason: wanted.reason.trim() });
        return loadRequest(deps, id, em);
      },
    };
  });
}

/** The ids of the roles that are given or taken. */
function differing(before: readonly Role[], after: readonly string[]): string[] {
  const present = before.map(({ id }) => id);
  return [...after.filter((id) => !present.includes(id)), ...present.filter((id) => !after.includes(id))];
}

/** How many requests this user has open, and made within a day. */
async function countRequests(
  { clock }: Pick<Deps, 'clock'>,
  em: Writing,
  requesterId: string,
): Promise<{ open: number; day: number }> {
  const since = new Date(clock().getTime() - DAY_MS);
  const [row] = await rows(
    em,
    sql<{ open: number; day: number }>`SELECT count(*) FILTER (WHERE status = 'pending')::int AS open,
        count(*) FILTER (WHERE created_at > ${since})::int AS day
      FROM chatops.requests WHERE requester_id = ${requesterId} AND (status = 'pending' OR created_at > ${since})`,
  );
  return row ?? { open: 0, day: 0 };
}

async function checkRequest(
  deps: Deps,
  em: EntityManager,
  target: User,
  { roleIds, lastsMs, reason }: NewRequest,
  seesRoles: boolean,
): Promise<{ diff: PermissionDiff; roles: Role[] }> {
  const problems = [
    ...reasonProblems(reason),
    ...(roleIds.length === 0 ? [problem('roles', 'role_required', {})] : []),
  ];
  if (problems.length > 0) throw new HexaError('invalid', { problems });
  const present = target.roles.map(({ id }) => id);
  if (sameSet(present, roleIds)) throw new HexaError('request_unchanged', { name: fullName(target) });
  if (lastsMs !== null && present.some((id) => !roleIds.includes(id))) {
    throw new HexaError('request_only_adds', {});
  }
  // Last: what is refused before tells nothing of roles.
  const roles = (await allRoles(deps, em)).filter(({ id }) => roleIds.includes(id));
  const unknown = roleIds.filter((id) => !roles.some((role) => role.id === id));
  if (unknown.length > 0 && !seesRoles) throw new HexaError('nobody_can_approve', { permissions: null });
  if (unknown.length > 0) {
    const names = await namesOfGone(em, unknown);
    throw new HexaError('invalid', { problems: [problem('roles', 'role_unknown', { names })] });
  }
  return { diff: await diffOf(deps, em, target.roles, roleIds), roles };
}

async function eligibleApprovers(
  deps: Deps,
  em: EntityManager,
  by: By,
  target: User,
  { gained }: PermissionDiff,
): Promise<string[]> {
  const requesterId = by.actor.id;
  const candidates = await loadCandidates(deps, em, { requesterId, requestId: null, userId: null });
  const request = { requesterId, targetId: target.id, gained };
  return candidates.filter((candidate) => ineligible(candidate, request) === null).map(({ id }) => id);
}

async function insertRequest(
  deps: Deps,
  em: EntityManager,
  by: By,
  made: { id: string; target: User; wanted: NewRequest; diff: PermissionDiff },
): Promise<void> {
  const { id, target, wanted, diff } = made;
  const now = deps.clock();
  const ttl = deps.settings.requestTtlMs;
  const inserted = await rows(
    em,
    sql`
    INSERT INTO chatops.requests (id, status, requester_id, platform, workspace, chat_user, target_id, roles_before,
      roles_after, gained, lost, reason, lasts_ms, created_at, expires_at, remind_at)
    VALUES (${id}, 'pending', ${by.actor.id}, ${by.identity.platform}, ${by.identity.workspace}, ${by.identity.user},
      ${target.id}, ${target.roles.map((role) => role.id).sort()}, ${[...wanted.roleIds].sort()},
      ${diff.gained}, ${diff.lost}, ${wanted.reason.trim()}, ${wanted.lastsMs}, ${now},
      ${new Date(now.getTime() + ttl)}, ${new Date(now.getTime() + ttl / 2)})
    ON CONFLICT (target_id, roles_after) WHERE status = 'pending' DO NOTHING RETURNING id`,
  );
  if (inserted.length === 0) throw new HexaError('request_open', { name: fullName(target) });
}
