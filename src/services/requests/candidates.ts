import { type EntityManager, rows, sql, type TableNames } from '#database/connection.ts';
import { actionsWhere } from '#domain/audit-actions.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Candidate } from '#domain/request.ts';
import { isOurEntry } from '../attached/hexabot-audit.ts';
import type { Deps } from '../deps.ts';
import { isUsable } from '../links/usable.ts';
import { isForGood, isOn, isUser } from '../users/user-rows.ts';

const PUPPET_MS = 30 * 24 * 60 * 60 * 1000;
const ALWAYS = actionsWhere(({ makesPuppet }) => makesPuppet === 'always');
const UNLESS_ACTIVE_BEFORE = actionsWhere(({ makesPuppet }) => makesPuppet === 'unless_active_before');
const STATUS_CHANGES = actionsWhere(({ mirror }) => mirror === 'user_status');

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
  const found = await rows(
    em,
    sql<Row>`
    WITH few AS MATERIALIZED (
      SELECT DISTINCT ur.user_id FROM ${t.userRoles} ur
      WHERE ${isForGood('ur')} AND ${userId === null ? sql`ur.role_id IN (${decidingRoles(deps)})` : sql`ur.user_id = ${userId}`}),
    asked AS MATERIALIZED (
      SELECT ur.user_id AS id, json_agg(DISTINCT m.name || ': ' || p.action) AS permissions
      FROM few JOIN ${t.userRoles} ur ON ur.user_id = few.user_id
      JOIN ${t.permissions} p ON p.role_id = ur.role_id JOIN ${t.models} m ON m.id = p.model_id
      WHERE ${isForGood('ur')} GROUP BY ur.user_id)
    SELECT u.id, ${isOn('u')} AS active, asked.permissions,
      EXISTS (SELECT FROM chatops.links l WHERE l.user_id = u.id AND ${isUsable(deps, 'l')}) AS linked,
      EXISTS (SELECT FROM chatops.audit a WHERE a.target_id = u.id AND a.actor_id = ${requesterId}
        AND a.outcome = 'done' AND a.at >= ${since}
        AND (a.action = ANY(${ALWAYS}) OR a.action = ANY(${UNLESS_ACTIVE_BEFORE}) AND NOT ${wasActiveBefore('a')}))
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

/** Whether the user of this entry had been active until somebody switched them off here: that makes no puppet. */
function wasActiveBefore(alias: string) {
  const x = sql.ref(alias);
  return sql`coalesce((SELECT b.before ->> 'status' = 'active' FROM chatops.audit b
    WHERE b.target_id = ${x}.target_id AND b.outcome = 'done' AND b.action = ANY(${STATUS_CHANGES}) AND b.id < ${x}.id
    ORDER BY b.id DESC LIMIT 1), false)`;
}

/** The same in Hexabot's own panel, as its audit tells: created, switched on, or given a role. */
function madeInPanel({ db: { t } }: Deps, requesterId: string, since: Date) {
  return sql`EXISTS (SELECT FROM ${t.auditLogs} h
    WHERE h.actor_id = ${requesterId} AND h.created_at >= ${since} AND h.operation_status = 'SUCCEEDED'
      AND NOT ${isOurEntry('h')}
      AND (h.resource_type = 'User' AND h.resource_id = u.id AND (h.operation_type = 'Create'
          OR ${isSwitchOn('h')} AND NOT ${wasOnBefore(t)})
        OR h.resource_type = 'user_roles' AND h.operation_type = 'Create'
          AND strpos(h.resource_id, u.id) > 0))`;
}

function isSwitchOn(alias: string) {
  const x = sql.ref(alias);
  return sql`coalesce(${x}.data_before ->> 'state', 'false') <> 'true' AND ${x}.data_after ->> 'state' = 'true'`;
}

/** Whether what Hexabot's audit tells of this user's state just before `h` is that they were switched off. */
function wasOnBefore(t: TableNames) {
  return sql`coalesce((SELECT b.data_before ->> 'state' = 'true' FROM ${t.auditLogs} b
    WHERE b.resource_type = 'User' AND b.resource_id = h.resource_id AND b.operation_status = 'SUCCEEDED'
      AND b.created_at < h.created_at AND b.data_before ->> 'state' IS DISTINCT FROM b.data_after ->> 'state'
      AND b.data_after ->> 'state' IS NOT NULL
    ORDER BY b.created_at DESC LIMIT 1), false)`;
}
