import { rows, sql } from '#database/connection.ts';
import { AUDIT_ACTIONS, type AuditActionName, actionsWhere } from '#domain/audit-actions.ts';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { Deps } from '../deps.ts';
import type { Writing } from './writing.ts';

const WITHIN_MS = 5 * 60_000;

/** Which changes a kind of Undo takes back (`AUDIT_ACTIONS`). */
type UndoKind = NonNullable<(typeof AUDIT_ACTIONS)[AuditActionName]['undo']>;

/** A change as the audit tells it; which facts are in it depends on its action. */
export interface Undoable<Facts> {
  id: string;
  action: AuditActionName;
  targetId: string;
  before: Facts;
  after: Facts;
}

/**
 * What this actor changed in that request within the last five minutes, the last first. Entries of the audit never
 * change, so they are read before any lock. Throws `undo_too_late`.
 */
export async function entriesToUndo<Facts>(
  deps: Deps,
  by: By,
  requestId: string,
  kinds: readonly UndoKind[],
): Promise<Undoable<Facts>[]> {
  // What was pressed in time and then confirmed with a passkey is not too late.
  const pressedAt = by.proof?.startedAt ?? deps.clock();
  const since = new Date(pressedAt.getTime() - WITHIN_MS);
  const actions = actionsWhere(({ undo }) => undo !== null && kinds.includes(undo));
  const entries = await rows(
    deps.db.em(),
    sql<Undoable<Facts>>`
    SELECT id::text, action, target_id AS "targetId", before, after FROM chatops.audit
    WHERE request_id = ${requestId} AND at >= ${since} AND actor_id = ${by.actor.id} AND outcome = 'done'
      AND action = ANY(${actions}) ORDER BY id DESC`,
  );
  if (entries.length === 0) throw new HexaError('undo_too_late', {});
  return entries;
}

/**
 * Throws `undo_overtaken` where a later change has taken the place of this one, as taking it back would take that one
 * back too; asked with the target locked. `name`: of the target.
 */
export async function refuseOvertaken(
  em: Writing,
  { id, action, targetId }: Pick<Undoable<unknown>, 'id' | 'action' | 'targetId'>,
  name: string,
): Promise<void> {
  const alike = actionsWhere(({ undo }) => undo === AUDIT_ACTIONS[action].undo);
  const later = await rows(
    em,
    sql`SELECT FROM chatops.audit WHERE target_id = ${targetId} AND outcome = 'done' AND action = ANY(${alike})
      AND id > ${id} LIMIT 1`,
  );
  if (later.length > 0) throw new HexaError('undo_overtaken', { name });
}
