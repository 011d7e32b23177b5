import type { RawBuilder } from 'kysely';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import { AUDIT_ACTIONS } from '#domain/audit-actions.ts';
import { identityKey } from '#domain/chat-identity.ts';
import { fullName } from '#domain/user.ts';
import type { Change } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import type { Author } from '../shared/author.ts';
import { type HexabotRow, newUserRow, roleRow, userRow } from './hexabot-rows.ts';

/** Before the chat identity, where Hexabot names the browser. */
const AGENT = 'hexabot-chatops';

/**
 * Whether this row of Hexabot's audit_logs is ours. By its path, where we name the command: browsers name themselves
 * as they like, but no HTTP request has a path with a blank.
 */
export function isOurEntry(alias: string): RawBuilder<boolean> {
  return sql`coalesce(${sql.ref(alias)}.request_path LIKE '/hexa %', false)`;
}

/** One row of Hexabot's audit_logs, in its own terms (docs/hexabot.md, Audit rows as it writes them). */
interface Operation {
  resource: 'User' | 'Role' | 'user_roles' | 'Permission';
  type: 'Create' | 'Update' | 'Remove';
  id: string;
  label: string | null;
  before: HexabotRow | null;
  after: HexabotRow | null;
}

/**
 * Writes what a change did to Hexabot's rows into its audit_logs, in the transaction of `em`, so that its audit page
 * shows who did what from chat. Changes that touch none of its rows leave no trace there.
 */
export async function mirrorChange(
  deps: Pick<Deps, 'db' | 'clock'>,
  em: EntityManager,
  by: Author,
  change: Change,
): Promise<void> {
  const operations = await operationsOf(deps, em, change);
  if (operations.length === 0) return;
  const { t } = deps.db;
  const now = deps.clock();
  const actor = await actorOf(deps, em, by);
  const written = operations.map((operation) => ({ ...operation, ...details(operation, actor) }));
  await rows(
    em,
    sql`
    INSERT INTO ${t.auditLogs} (id, created_at, updated_at, resource_id, resource_type, resource_label, operation_id,
      operation_type, operation_status, actor_id, actor_type, actor_label, actor_agent, request_id, request_method,
      request_path, data_before, data_after, data_diff, raw)
    SELECT gen_random_uuid(), ${now}, ${now}, o.id, o.resource, o.label, 'typeorm.' || o.resource || '.' || lower(o.type),
      o.type, 'SUCCEEDED', ${actor.id}, ${actor.type}, ${actor.label ?? null}::text, ${actor.agent}, ${by.requestId},
      ${by.actor === null ? null : 'POST'}::text, ${`/hexa ${change.action}`}, o.before, o.after, o.diff, o.raw
    FROM json_to_recordset(${JSON.stringify(written)}::json)
      AS o (resource text, type text, id text, label text, before json, after json, diff json, raw json)`,
  );
}

interface HexabotActor {
  id: string;
  /** The ids of their roles with commas between, or `system`. */
  type: string;
  label?: string;
  agent: string;
}

async function actorOf(
  { db: { t } }: Pick<Deps, 'db'>,
  em: EntityManager,
  by: Author,
): Promise<HexabotActor> {
  const agent = by.identity === null ? AGENT : `${AGENT} ${identityKey(by.identity)}`;
  if (by.actor === null) return { id: 'system', type: 'system', agent };
  const { id } = by.actor;
  const [found] = await rows(
    em,
    sql<{ username: string; roles: string }>`SELECT u.username,
      coalesce((SELECT string_agg(ur.role_id, ',' ORDER BY ur.role_id) FROM ${t.userRoles} ur WHERE ur.user_id = u.id), '') AS roles
      FROM ${t.users} u WHERE u.id = ${id}`,
  );
  return { id, type: found?.roles ?? '', label: `${fullName(by.actor)} (${found?.username ?? ''})`, agent };
}

/** What its details drawer shows, and the whole entry once more. */
function details({ resource, type, id, label, before, after }: Operation, actor: HexabotActor) {
  const diff = before === null && after === null ? null : diffOf(before, after);
  const operation = { id: `typeorm.${resource}.${type.toLowerCase()}`, type, status: 'SUCCEEDED' };
  const named = { id, type: resource, ...(label !== null && { label }) };
  return { diff, raw: { resource: named, operation, actor, data_diff: { before, after, diff } } };
}

/** Of an update what changed, else all there is. */
function diffOf(before: HexabotRow | null, after: HexabotRow | null): object {
  const names = Object.keys({ ...before, ...after });
  const both = names.map(
    (name) => [name, { before: before?.[name] ?? null, after: after?.[name] ?? null }] as const,
  );
  const isUpdate = before !== null && after !== null;
  const changed = both.filter(([, each]) => JSON.stringify(each.before) !== JSON.stringify(each.after));
  return Object.fromEntries(isUpdate ? changed : both);
}

async function operationsOf(
  deps: Pick<Deps, 'db'>,
  em: EntityManager,
  { action, target, links, row = null, permissions }: Change,
): Promise<Operation[]> {
  const { id } = target;
  const linked = [
    ...(links?.taken ?? []).map((roleId) => roleLink('Remove', id, roleId)),
    ...(links?.given ?? []).map((roleId) => roleLink('Create', id, roleId)),
  ];
  const user = async (type: 'Create' | 'Update'): Promise<Operation> => {
    const now = await userRow(deps, em, id);
    const after = type === 'Create' && now !== null ? newUserRow(now, links?.given ?? []) : now;
    return { resource: 'User', type, id, label: String(now?.username ?? ''), before: row, after };
  };
  const role = async (type: Operation['type']): Promise<Operation> => ({
    resource: 'Role',
    type,
    id,
    label: target.name,
    // Nobody has a role that can be deleted.
    before: type === 'Remove' && row !== null ? { ...row, users: [] } : row,
    after: type === 'Remove' ? null : await roleRow(deps, em, id),
  });
  const permitted = [
    ...(permissions?.removed ?? []).map((each) => permission('Remove', each)),
    ...(permissions?.added ?? []).map((each) => permission('Create', each)),
  ];
  switch (AUDIT_ACTIONS[action].mirror) {
    case 'user_created':
      return [await user('Create'), ...linked];
    case 'user_roles':
      // Roles that are set aside are in no row of Hexabot's: only the user was touched.
      return linked.length > 0 ? linked : [await user('Update')];
    case 'role_created':
      return [await role('Create'), ...permitted];
    case 'role_updated':
      return [await role('Update')];
    case 'role_permissions':
      return permitted;
    case 'role_deleted':
      return [await role('Remove')];
    case 'user_status':
      return [await user('Update'), ...linked];
    case 'role_links':
      return linked;
    case null:
      return [];
  }
}

function roleLink(type: 'Create' | 'Remove', userId: string, roleId: string): Operation {
  const id = JSON.stringify({ user_id: userId, role_id: roleId });
  return { resource: 'user_roles', type, id, label: null, before: null, after: null };
}

function permission(type: 'Create' | 'Remove', row: HexabotRow): Operation {
  const { model: _model, role: _role, ...own } = row;
  const data = type === 'Create' ? { before: null, after: row } : { before: own, after: null };
  return { resource: 'Permission', type, id: String(row.id), label: null, ...data };
}
