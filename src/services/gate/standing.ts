import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import { writtenFor } from '#database/written.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Standing } from '#domain/standing.ts';
import type { Deps } from '../deps.ts';
import { isForGood, isUser, readUser, type UserJson, userJson } from '../users/user-rows.ts';

type StandingDeps = Pick<Deps, 'db' | 'licence' | 'sso'>;

interface Row {
  /** Null: not counted. */
  used: number | null;
  name: string | null;
  locale: string | null;
  zone: string | null;
  fetched_at: string | null;
  linked: boolean;
  suspended: boolean;
  actor: UserJson | null;
  permissions: PermissionName[] | null;
  lasting: PermissionName[] | null;
}

/**
 * Everything that the gate needs to know of a chat identity, in one statement. Where a plan sets no limit, users are only
 * counted when the screen says how many there are (`quotaShown`).
 */
export async function loadStanding(
  deps: StandingDeps,
  identity: ChatIdentity,
  served: boolean | null,
  quotaShown = false,
  em: EntityManager = deps.db.em(),
): Promise<Standing> {
  const { t } = deps.db;
  const [row] = await rows(
    em,
    sql<Row>`
    SELECT ${facts(deps, quotaShown)}, i.name, i.locale, i.zone, i.fetched_at,
      l.user_id IS NOT NULL AS linked, l.suspended_at IS NOT NULL AS suspended
    FROM (SELECT 1) one
    LEFT JOIN chatops.identities i ON i.platform = ${identity.platform}
      AND i.workspace = ${identity.workspace} AND i.chat_user = ${identity.user}
    LEFT JOIN chatops.links l ON l.platform = ${identity.platform}
      AND l.workspace = ${identity.workspace} AND l.chat_user = ${identity.user}
    LEFT JOIN ${t.users} u ON u.id = l.user_id AND ${isUser('u')}`,
  );
  return readStanding(deps, identity, served, row);
}

/** What the gate would know of this user, were they to do something where somebody else is now (`why … for:`). */
export async function standingOf(
  deps: Deps,
  userId: string,
  like: Pick<Standing, 'identity'>,
): Promise<Standing> {
  const { platform, workspace } = like.identity;
  const [row] = await rows(
    deps.db.em(),
    sql<Row>`
    SELECT ${facts(deps, false)}, NULL AS name, NULL AS locale, NULL AS zone, NULL AS fetched_at,
      l.user_id IS NOT NULL AS linked, l.suspended_at IS NOT NULL AS suspended
    FROM ${deps.db.t.users} u
    LEFT JOIN chatops.links l ON l.user_id = u.id AND l.platform = ${platform} AND l.workspace = ${workspace}
    WHERE u.id = ${userId} AND ${isUser('u')}`,
  );
  const standing = readStanding(deps, like.identity, true, row);
  return standing.link === null ? { ...standing, actor: null } : standing;
}

function facts({ db: { t }, licence }: StandingDeps, quotaShown: boolean) {
  return factsOf(t, quotaShown || licence().userLimit !== null ? 'counted' : 'uncounted');
}

/** Columns that need a users row named `u`, or none. */
const factsOf = writtenFor((t, quota: 'counted' | 'uncounted') => {
  const held = sql`FROM ${t.userRoles} ur JOIN ${t.permissions} p ON p.role_id = ur.role_id
    JOIN ${t.models} m ON m.id = p.model_id WHERE ur.user_id = u.id`;
  const used =
    quota === 'counted' ? sql`(SELECT count(*)::int FROM ${t.users} x WHERE ${isUser('x')})` : sql`NULL`;
  return sql`${used} AS used,
    CASE WHEN u.id IS NOT NULL THEN ${userJson(t, 'u')} END AS actor,
    (SELECT json_agg(DISTINCT m.name || ': ' || p.action) ${held}) AS permissions,
    (SELECT json_agg(DISTINCT m.name || ': ' || p.action) ${held} AND ${isForGood('ur')}) AS lasting`;
});

function readStanding(
  deps: StandingDeps,
  identity: ChatIdentity,
  served: boolean | null,
  row: Row | undefined,
): Standing {
  if (row === undefined) throw new HexaError('user_not_found', { query: identity.user });
  const licence = deps.licence();
  const permissions = new Set(row.permissions);
  // Part of them, so as many are all of them: nobody but who holds something for a time has fewer.
  const lasting = row.lasting?.length === permissions.size ? permissions : new Set(row.lasting);
  return {
    identity,
    served,
    link: row.linked ? { suspended: row.suspended } : null,
    actor:
      row.actor === null
        ? null
        : {
            ...readUser(row.actor),
            permissions,
            lasting,
          },
    profile:
      row.fetched_at === null || row.name === null
        ? null
        : { name: row.name, locale: row.locale, zone: row.zone, fetchedAt: instant(row.fetched_at) },
    licence,
    sso: deps.sso(),
    quota: row.used === null ? null : { used: row.used, limit: licence.userLimit },
  };
}
