import { instant, rows, sql } from '#database/connection.ts';
import type { AuditEntry, AuditQuery } from '#domain/audit.ts';
import type { Deps } from '../deps.ts';

/** An entry as JSON inside our statements: the time is an ISO string. */
export type AuditJson = Omit<AuditEntry, 'at'> & { at: string };

/** An entry from its JSON. */
export function readAuditEntry(row: AuditJson): AuditEntry {
  return { ...row, at: instant(row.at) };
}

/** One entry as JSON, from a row named `a` of chatops.audit. */
export const auditJson = sql<AuditJson>`json_build_object(
  'id', a.id::text, 'at', a.at, 'requestId', a.request_id, 'action', a.action, 'outcome', a.outcome,
  'code', a.code, 'actorId', a.actor_id, 'actorName', a.actor_name, 'platform', a.platform,
  'chatUser', a.chat_user, 'targetType', a.target_type, 'targetId', a.target_id, 'targetName', a.target_name,
  'before', a.before, 'after', a.after, 'reason', a.reason)`;

/** One page, newest first, and how many entries there are on all pages; one statement. */
export async function listAudit(
  deps: Deps,
  { userId, byId, since, page, pageSize }: AuditQuery,
): Promise<{ entries: AuditEntry[]; total: number }> {
  const conditions = sql`(${userId}::text IS NULL OR a.target_id = ${userId})
    AND (${byId}::text IS NULL OR a.actor_id = ${byId}) AND (${since}::timestamptz IS NULL OR a.at >= ${since})`;
  const [row] = await rows(
    deps.db.em(),
    sql<{ total: number; entries: AuditJson[] }>`
    SELECT (SELECT count(*)::int FROM chatops.audit a WHERE ${conditions}) AS total,
      coalesce((SELECT json_agg(entry) FROM (
        SELECT ${auditJson} AS entry FROM chatops.audit a WHERE ${conditions}
        ORDER BY a.id DESC LIMIT ${pageSize} OFFSET ${page * pageSize}) page), '[]') AS entries`,
  );
  return { entries: (row?.entries ?? []).map(readAuditEntry), total: row?.total ?? 0 };
}

/** One entry, for a job that tells of it; null when there is none. */
export async function findAuditEntry(deps: Deps, id: string): Promise<AuditEntry | null> {
  const [row] = await rows(
    deps.db.em(),
    sql<{ entry: AuditJson }>`SELECT ${auditJson} AS entry FROM chatops.audit a WHERE a.id = ${id}`,
  );
  return row === undefined ? null : readAuditEntry(row.entry);
}
