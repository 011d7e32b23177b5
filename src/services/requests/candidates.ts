import { type EntityManager, rows, sql } from '#database/connection.ts';
import { actionsWhere } from '#domain/audit-actions.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Candidate } from '#domain/request.ts';
import { isOurEntry } from '../attached/hexabot-audit.ts';
import type { Deps } from '../deps.ts';
import { isOn, isUser } from '../users/user-rows.ts';

const PUPPET_MS = 30 * 24 * 60 * 60 * 1000;
const MAKE_PUPPETS = actionsWhere(({ makesPuppet }) => makesPuppet);

interface Question {
  requesterId: string;
  /** Null while the request is being made. */
  requestId: string | null;
  /** Only this user, or everybody who holds User: update. */
  userId: string | null;
}

type Row = Omit<Candidate, 'permissions'> & { permissions: PermissionName[] };

/** What is known of those who might decide, judged by `ineligible` (domain/request.ts). */
export async function loadCandidates(
  deps: Deps,
  em: EntityManager,
  { requesterId, requestId, userId }: Question,
): Promise<Candidate[]> {
  const { t } = deps.db;
  const since = new Date(deps.clock().getTime() - PUPPET_MS);
  const found = await rows<Row>(
    em,
    sql<Row>`
    WITH few AS MATERIALIZED (
      SELECT DISTINCT ur.user_id FROM ${t.userRoles} ur
      WHERE ${userId === null ? sql`ur.role_id IN (${decidingRoles(deps)})` : sql`ur.user_id = ${userId}`}),
    asked AS MATERIALIZED (
      SELECT ur.user_id AS id, json_agg(DISTINCT m.name || ': ' || p.action) AS permissions
      FROM few JOIN ${t.userRoles} ur ON ur.user_id = few.user_id
      JOIN ${t.permissions} p ON p.role_id = ur.role_id JOIN ${t.models} m ON m.id = p.model_id
      GROUP BY ur.user_id)
    SELECT u.id, ${isOn('u')} AS active, asked.permissions,
      EXISTS (SELECT FROM chatops.links l WHERE l.user_id = u.id AND l.suspended_at IS NULL) AS linked,
      EXISTS (SELECT FROM chatops.audit a WHERE a.target_id = u.id AND a.actor_id = ${requesterId}
        AND a.outcome = 'done' AND a.at >= ${since}
        AND a.action = ANY(${MAKE_PUPPETS}))
        ${deps.attached ? sql`OR ${madeInPanel(deps, requesterId, since)}` : sql``} AS "madeByRequester",
      ${requestId === null ? sql`NULL::boolean` : wasEligible(requestId)} AS "eligibleThen"
    FROM asked JOIN ${t.users} u ON u.id = asked.id AND ${isUser('u')}`,
  );
  return found.map((row) => ({ ...row, permissions: new Set(row.permissions) }));
}

/** Looked for first: the permissions of everybody would be a hundred rows for each user. */
function decidingRoles({ db: { t } }: Deps) {
  return sql`SELECT p.role_id FROM ${t.permissions} p JOIN ${t.models} m ON m.id = p.model_id
    WHERE m.name = 'User' AND p.action = 'update'`;
}

function wasEligible(requestId: string) {
  return sql`EXISTS (SELECT FROM chatops.request_approvers r
    WHERE r.request_id = ${requestId} AND r.user_id = u.id)`;
}

/** The same in Hexabot's own panel, as its audit tells: created, switched on, or given a role. */
function madeInPanel({ db: { t } }: Deps, requesterId: string, since: Date) {
  return sql`EXISTS (SELECT FROM ${t.auditLogs} h
    WHERE h.actor_id = ${requesterId} AND h.created_at >= ${since} AND h.operation_status = 'SUCCEEDED'
      AND NOT ${isOurEntry('h')}
      AND (h.resource_type = 'User' AND h.resource_id = u.id AND (h.operation_type = 'Create'
          OR coalesce(h.data_before ->> 'state', 'false') <> 'true' AND h.data_after ->> 'state' = 'true')
        OR h.resource_type = 'user_roles' AND h.operation_type = 'Create'
          AND strpos(h.resource_id, u.id) > 0))`;
}
