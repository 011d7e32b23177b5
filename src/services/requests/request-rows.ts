import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { Deps } from '../deps.ts';
import { avatarOf } from '../users/user-rows.ts';

type Row = Omit<RoleChangeRequest, 'createdAt' | 'expiresAt' | 'decision' | 'grant'> & {
  createdAt: string;
  expiresAt: string;
  decision: { by: RoleChangeRequest['requester'] | null; at: string; reason: string | null } | null;
  grant: { endsAt: string; endedAt: string | null; outcome: 'ended' | 'kept' | null } | null;
};

/** A request as JSON, from a row named `q`; a user or role that is gone keeps its id as its name. */
function requestJson({ db: { t } }: Deps) {
  const person = (id: string) => sql`(SELECT json_build_object('id', q.${sql.ref(id)},
    'name', coalesce(max(p."firstName" || ' ' || p."lastName"), q.${sql.ref(id)}), 'email', coalesce(max(p.email), ''))
    FROM ${t.users} p WHERE p.id = q.${sql.ref(id)})`;
  const face = (id: string) => sql`(SELECT jsonb_build_object('avatar', ${avatarOf(sql`q.${sql.ref(id)}`)},
    'identities', coalesce(jsonb_agg(jsonb_build_object('platform', l.platform, 'workspace', l.workspace,
      'user', l.chat_user) ORDER BY l.linked_at), '[]'))
    FROM chatops.links l WHERE l.user_id = q.${sql.ref(id)})`;
  const roles = (
    ids: string,
  ) => sql`(SELECT coalesce(json_agg(json_build_object('id', w.id, 'name', coalesce(r.name, w.id))
    ORDER BY r.name), '[]') FROM unnest(q.${sql.ref(ids)}) AS w (id) LEFT JOIN ${t.roles} r ON r.id = w.id)`;
  return sql<Row>`json_build_object(
    'id', q.id, 'status', q.status, 'version', q.version,
    'requester', ${person('requester_id')}::jsonb || ${face('requester_id')},
    'target', ${person('target_id')}::jsonb || ${face('target_id')},
    'rolesBefore', ${roles('roles_before')}, 'rolesAfter', ${roles('roles_after')},
    'rivals', (SELECT count(*)::int FROM chatops.requests o WHERE o.status = 'pending' AND o.id <> q.id
      AND o.target_id = q.target_id AND o.roles_before = q.roles_before),
    'gained', to_json(q.gained), 'lost', to_json(q.lost), 'reason', q.reason, 'lastsMs', q.lasts_ms,
    'createdAt', q.created_at, 'expiresAt', q.expires_at,
    'decision', CASE WHEN q.decided_at IS NOT NULL THEN json_build_object(
      'by', CASE WHEN q.decided_by IS NOT NULL THEN ${person('decided_by')} END,
      'at', q.decided_at, 'reason', q.decision_reason) END,
    'grant', (SELECT json_build_object('endsAt', g.ends_at, 'endedAt', g.ended_at, 'outcome', g.outcome)
      FROM chatops.timed_grants g WHERE g.request_id = q.id))`;
}

function readRequest({ createdAt, expiresAt, decision, grant, ...rest }: Row): RoleChangeRequest {
  return {
    ...rest,
    createdAt: instant(createdAt),
    expiresAt: instant(expiresAt),
    decision: decision === null ? null : { ...decision, at: instant(decision.at) },
    grant:
      grant === null ? null : { ...grant, endsAt: instant(grant.endsAt), endedAt: instant(grant.endedAt) },
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** One request as committed. Throws `request_not_found`. */
export async function loadRequest(
  deps: Deps,
  id: string,
  em: EntityManager = deps.db.em(),
): Promise<RoleChangeRequest> {
  if (!UUID.test(id)) throw new HexaError('request_not_found', {});
  const [row] = await rows(
    em,
    sql<{ request: Row }>`SELECT ${requestJson(deps)} AS request FROM chatops.requests q WHERE q.id = ${id}`,
  );
  if (row === undefined) throw new HexaError('request_not_found', {});
  return readRequest(row.request);
}

/** The same, with its row locked until the transaction ends: the first decision wins. */
export async function lockRequest(deps: Deps, em: EntityManager, id: string): Promise<RoleChangeRequest> {
  if (!UUID.test(id)) throw new HexaError('request_not_found', {});
  await rows(em, sql`SELECT FROM chatops.requests WHERE id = ${id} FOR UPDATE`);
  return loadRequest(deps, id, em);
}

/** Which requests, a page of them. */
export interface RequestQuery {
  /** `mine`: asked by this user; `waiting`: pending, to be decided by this user; `all`. */
  which: 'mine' | 'waiting' | 'all';
  userId: string;
  /** From 0; newest first. */
  page: number;
  pageSize: number;
}

/** One page and how many there are on all pages; one statement. */
export async function listRequests(
  deps: Deps,
  { which, userId, page, pageSize }: RequestQuery,
): Promise<{ requests: RoleChangeRequest[]; total: number }> {
  const conditions = {
    mine: sql`q.requester_id = ${userId}`,
    waiting: sql`q.status = 'pending' AND EXISTS (SELECT FROM chatops.request_approvers a
      WHERE a.request_id = q.id AND a.user_id = ${userId})`,
    all: sql`true`,
  };
  const [row] = await rows(
    deps.db.em(),
    sql<{ total: number; requests: Row[] }>`
    SELECT (SELECT count(*)::int FROM chatops.requests q WHERE ${conditions[which]}) AS total,
      coalesce((SELECT json_agg(request) FROM (
        SELECT ${requestJson(deps)} AS request FROM chatops.requests q WHERE ${conditions[which]}
        ORDER BY q.created_at DESC, q.id LIMIT ${pageSize} OFFSET ${page * pageSize}) page), '[]') AS requests`,
  );
  return { requests: (row?.requests ?? []).map(readRequest), total: row?.total ?? 0 };
}
