import { rows, sql } from '#database/connection.ts';
import { AUDIT_ACTIONS, type AuditActionName, actionsWhere } from '#domain/audit-actions.ts';
import { HexaError } from '#domain/errors.ts';
import { fullName, type Status, type User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { replaceRoles } from '../roles/replace-roles.ts';
import { allRoles } from '../roles/roles.ts';
import type { By } from '../shared/author.ts';
import { requireOneProof } from '../writing/require-proof.ts';
import { loadUser } from './load-user.ts';
import { changeStatus } from './set-status.ts';

const WITHIN_MS = 5 * 60_000;

const UNDOABLE = actionsWhere(({ undo: given }) => given !== null);

interface Entry {
  action: AuditActionName;
  targetId: string;
  before: { status?: Status; roles?: string[] };
  after: { status?: Status; roles?: string[] };
}

/**
 * Takes back what this actor did in that request within the last five minutes, where it still stands: statuses and
 * roles. Throws `undo_too_late`, `undo_overtaken`, and what the inverse changes throw.
 */
export async function undo(deps: Deps, by: By, requestId: string): Promise<User[]> {
  // What was pressed in time and then confirmed with a passkey is not too late.
  const pressedAt = by.proof?.startedAt ?? deps.clock();
  const since = new Date(pressedAt.getTime() - WITHIN_MS);
  const entries = await rows<Entry>(
    deps.db.em(),
    sql<Entry>`
    SELECT action, target_id AS "targetId", before, after FROM chatops.audit
    WHERE request_id = ${requestId} AND at >= ${since} AND actor_id = ${by.actor.id} AND outcome = 'done'
      AND action = ANY(${UNDOABLE}) ORDER BY id`,
  );
  if (entries.length === 0) throw new HexaError('undo_too_late', {});
  const inverses = [];
  for (const entry of entries) inverses.push(await inverseOf(deps, entry));
  await requireOneProof(deps, by, inverses);
  const users: User[] = [];
  for (const inverse of inverses) users.push(await inverse(by));
  return users;
}

/** What would take this entry back; throws `undo_overtaken` before anything of the request is taken back. */
async function inverseOf(
  deps: Deps,
  { action, targetId, before, after }: Entry,
): Promise<(by: By) => Promise<User>> {
  const user = await loadUser(deps, targetId);
  const overtaken = new HexaError('undo_overtaken', { name: fullName(user) });
  if (AUDIT_ACTIONS[action].undo === 'roles') {
    const all = await allRoles(deps);
    const idsOf = (names: readonly string[] = []) => {
      const ids = all.filter(({ name }) => names.includes(name)).map(({ id }) => id);
      // A role that was renamed or deleted meanwhile cannot be given back.
      if (ids.length < names.length) throw overtaken;
      return ids;
    };
    const [from, to] = [idsOf(after.roles), idsOf(before.roles)];
    return async (by) => (await replaceRoles(deps, by, targetId, to, from, { restores: true })).user;
  }
  const { status } = before;
  if (user.status !== after.status || status === undefined) throw overtaken;
  return async (by) => (await changeStatus(deps, by, targetId, status)).user;
}
