import { instant, rows, sql } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { LinkInfo, UserDetail } from '#domain/user.ts';
import { auditElsewhere } from '../attached/audit-elsewhere.ts';
import { type AuditJson, auditJson, readAuditEntry } from '../audit/read-audit.ts';
import type { Deps } from '../deps.ts';
import { isServed } from '../links/usable.ts';
import { isUser, readUser, type UserJson, userJson } from './user-rows.ts';

const AUDIT_ENTRIES = 5;

interface Row {
  user: UserJson;
  permissions: PermissionName[];
  mailRefusal: string | null;
  links: (Omit<LinkInfo, 'linkedAt'> & { linkedAt: string })[];
  openRequests: number;
  audit: AuditJson[];
}

/** Everything that a card shows, in one statement. Throws `user_not_found`. */
export async function userDetail(deps: Deps, id: string): Promise<UserDetail> {
  const { t } = deps.db;
  const [row] = await rows(
    deps.db.em(),
    sql<Row>`
    SELECT ${userJson(t, 'u')} AS user,
      coalesce((SELECT json_agg(DISTINCT m.name || ': ' || p.action)
        FROM ${t.userRoles} ur JOIN ${t.permissions} p ON p.role_id = ur.role_id
        JOIN ${t.models} m ON m.id = p.model_id WHERE ur.user_id = u.id), '[]') AS permissions,
      coalesce((SELECT json_agg(json_build_object(
          'identity', json_build_object('platform', l.platform, 'workspace', l.workspace, 'user', l.chat_user),
          'name', i.name, 'linkedAt', l.linked_at, 'suspended', l.suspended_at IS NOT NULL, 'isServed', ${isServed(deps, 'l')})
          ORDER BY l.linked_at)
        FROM chatops.links l LEFT JOIN chatops.identities i USING (platform, workspace, chat_user)
        WHERE l.user_id = u.id), '[]') AS links,
      (SELECT c.mail_error FROM chatops.confirmations c
        WHERE c.user_id = u.id AND c.mail = 'failed' AND c.used_at IS NULL AND c.revoked_at IS NULL
        ORDER BY c.created_at DESC LIMIT 1) AS "mailRefusal",
      (SELECT count(*)::int FROM chatops.requests q
        WHERE q.status = 'pending' AND u.id IN (q.requester_id, q.target_id)) AS "openRequests",
      coalesce((SELECT json_agg(entry) FROM (
        SELECT ${auditJson} AS entry FROM chatops.audit a WHERE a.target_id = u.id
        ORDER BY a.id DESC LIMIT ${AUDIT_ENTRIES}) last), '[]') AS audit
    FROM ${t.users} u WHERE u.id = ${id} AND ${isUser('u')}`,
  );
  if (row === undefined) throw new HexaError('user_not_found', { query: id });
  const user = readUser(row.user);
  const isJudged = deps.settings.lockout && user.status === 'disabled';
  const isElsewhere = isJudged && (await auditElsewhere(deps)) !== null;
  return {
    panelEnables: isElsewhere ? deps.settings.panelEnables : null,
    user,
    permissions: new Set(row.permissions),
    mailRefusal: row.mailRefusal,
    openRequests: row.openRequests,
    links: row.links.map((link) => ({ ...link, linkedAt: instant(link.linkedAt) })),
    audit: row.audit.map(readAuditEntry),
  };
}
