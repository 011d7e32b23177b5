import { instant, rows, sql } from '#database/connection.ts';
import { USER_TYPE } from '#database/hexabot-tables.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Licence, Quota } from '#domain/plan.ts';
import type { Actor } from '#domain/user.ts';
import type { Deps } from './deps.ts';
import { readUser, type UserJson, userJson } from './user-rows.ts';

export interface StandingRow {
  identity: ChatIdentity;
  served: boolean;
  link: { suspended: boolean } | null;
  actor: Actor | null;
  profile: { locale: string | null; fetchedAt: Date } | null;
  licence: Licence;
  sso: { enabled: boolean; strict: boolean };
  quota: Quota;
}

interface Row {
  used: number;
  locale: string | null;
  fetched_at: string | null;
  linked: boolean;
  suspended: boolean;
  actor: UserJson | null;
  permissions: PermissionName[] | null;
}

/** Everything that the gate needs to know of a chat identity, in one statement. */
export async function loadStanding(
  deps: Deps,
  identity: ChatIdentity,
  served: boolean,
): Promise<StandingRow> {
  const { t } = deps.db;
  const [row] = await rows<Row>(
    deps.db.em(),
    sql`
    SELECT (SELECT count(*)::int FROM ${t.users} WHERE type = ${USER_TYPE}) AS used,
      i.locale, i.fetched_at, l.user_id IS NOT NULL AS linked, l.suspended_at IS NOT NULL AS suspended,
      CASE WHEN u.id IS NOT NULL THEN ${userJson(t, 'u')} END AS actor,
      (SELECT json_agg(DISTINCT m.name || ': ' || p.action)
        FROM ${t.userRoles} ur JOIN ${t.permissions} p ON p.role_id = ur.role_id
        JOIN ${t.models} m ON m.id = p.model_id WHERE ur.user_id = u.id) AS permissions
    FROM (SELECT 1) one
    LEFT JOIN chatops.identities i ON i.platform = ${identity.platform}
      AND i.workspace = ${identity.workspace} AND i.chat_user = ${identity.user}
    LEFT JOIN chatops.links l ON l.platform = ${identity.platform}
      AND l.workspace = ${identity.workspace} AND l.chat_user = ${identity.user}
    LEFT JOIN ${t.users} u ON u.id = l.user_id AND u.type = ${USER_TYPE}`,
  );
  if (row === undefined) throw new Error('a standing always has one row');
  const licence = deps.licence();
  return {
    identity,
    served,
    link: row.linked ? { suspended: row.suspended } : null,
    actor: row.actor === null ? null : { ...readUser(row.actor), permissions: new Set(row.permissions) },
    profile: row.fetched_at === null ? null : { locale: row.locale, fetchedAt: instant(row.fetched_at) },
    licence,
    sso: deps.sso,
    quota: { used: row.used, limit: licence.userLimit },
  };
}
