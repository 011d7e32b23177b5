import type { RawBuilder } from 'kysely';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import { AUDIT_ACTIONS } from '#domain/audit-actions.ts';
import { identityKey } from '#domain/chat-identity.ts';
import type { Change } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import type { Author } from '../shared/author.ts';

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
  resource: 'User' | 'Role' | 'user_roles';
  type: 'Create' | 'Update' | 'Delete';
  id: string;
  /** Null: the username of the user with this id. */
  label: string | null;
  before: object | null;
  after: object | null;
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
  const operations = operationsOf(change);
  if (operations.length === 0) return;
  const { t } = deps.db;
  const actorId = by.actor?.id ?? null;
  const agent = by.identity === null ? AGENT : `${AGENT} ${identityKey(by.identity)}`;
  await rows(
    em,
    sql`
    WITH actor AS (
      SELECT u.id, u."firstName" || ' ' || u."lastName" || ' (' || u.username || ')' AS label,
        (SELECT string_agg(ur.role_id, ',' ORDER BY ur.role_id) FROM ${t.userRoles} ur WHERE ur.user_id = u.id) AS role_ids
      FROM ${t.users} u WHERE u.id = ${actorId})
    INSERT INTO ${t.auditLogs} (id, created_at, updated_at, resource_id, resource_type, resource_label, operation_id,
      operation_type, operation_status, actor_id, actor_type, actor_label, actor_agent, request_id, request_path,
      data_before, data_after)
    SELECT gen_random_uuid(), ${deps.clock()}, ${deps.clock()}, o.id, o.resource,
      coalesce(o.label, (SELECT u.username FROM ${t.users} u WHERE u.id = o.id)),
      'typeorm.' || o.resource || '.' || lower(o.type), o.type, 'SUCCEEDED',
      coalesce(actor.id, 'system'), coalesce(actor.role_ids, 'system'), coalesce(actor.label, ${AGENT}::text),
      ${agent}, ${by.requestId}, ${`/hexa ${change.action}`}, o.before, o.after
    FROM json_to_recordset(${JSON.stringify(operations)}::json)
      AS o (resource text, type text, id text, label text, before json, after json) LEFT JOIN actor ON true`,
  );
}

function operationsOf({ action, target, before, after, links }: Change): Operation[] {
  const { id, name } = target;
  const user = (type: Operation['type'], values: Partial<Operation>): Operation => ({
    resource: 'User',
    type,
    id,
    label: null,
    before: null,
    after: null,
    ...values,
  });
  const role = (type: Operation['type']): Operation[] => [
    { resource: 'Role', type, id, label: name, before: before ?? null, after: after ?? null },
  ];
  const linked = [
    ...(links?.taken ?? []).map((roleId) => roleLink('Delete', id, roleId)),
    ...(links?.given ?? []).map((roleId) => roleLink('Create', id, roleId)),
  ];
  switch (AUDIT_ACTIONS[action].mirror) {
    case 'user_created':
      return [
        user('Create', { after: { ...columnsOf(after), state: false, password: '[REDACTED]' } }),
        ...linked,
      ];
    case 'user_roles':
      // Roles that are set aside are in no row of Hexabot's: only the user was touched.
      return linked.length > 0 ? linked : [user('Update', { before: before ?? null, after: after ?? null })];
    case 'role_created':
      return role('Create');
    case 'role_updated':
      return role('Update');
    case 'role_deleted':
      return role('Delete');
    case 'user_status':
      return [...stateChange(user, before, after), ...linked];
    case 'role_links':
      return linked;
    case null:
      return [];
  }
}

/** What of a new user is in columns of Hexabot's: status and roles have no column there. */
function columnsOf(after: object = {}): object {
  return Object.fromEntries(Object.entries(after).filter(([name]) => !['status', 'roles'].includes(name)));
}

function stateChange(
  user: (type: 'Update', values: Partial<Operation>) => Operation,
  before: object = {},
  after: object = {},
): Operation[] {
  if (!('status' in before && 'status' in after)) return [];
  const state = (values: { status: unknown }) => ({ state: values.status === 'active' });
  return [user('Update', { before: state(before), after: state(after) })];
}

function roleLink(type: 'Create' | 'Delete', userId: string, roleId: string): Operation {
  const link = { user_id: userId, role_id: roleId };
  return {
    resource: 'user_roles',
    type,
    id: JSON.stringify(link),
    label: null,
    before: type === 'Delete' ? link : null,
    after: type === 'Create' ? link : null,
  };
}
