import { instant, rows, sql } from '#database/connection.ts';
import type { Platform } from '#domain/chat-identity.ts';
import type { LinkInfo } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { isServed } from './usable.ts';

/** Links of one user, or of everybody; by name, one page. */
export async function listLinks(
  deps: Deps,
  { userId, page, pageSize }: { userId: string | null; page: number; pageSize: number },
): Promise<{
  links: (LinkInfo & { userId: string; userName: string; isGone: boolean; avatar: string | null })[];
  total: number;
}> {
  const { t } = deps.db;
  const condition = userId === null ? sql`true` : sql`l.user_id = ${userId}`;
  type Row = {
    platform: Platform;
    workspace: string;
    user: string;
    name: string | null;
    avatar: string | null;
    linkedAt: string;
    suspended: boolean;
    isServed: boolean;
    userId: string;
    userName: string;
    isGone: boolean;
    total: number;
  };
  const found = await rows(
    deps.db.em(),
    sql<Row>`
    SELECT l.platform, l.workspace, l.chat_user AS "user", i.name, i.avatar, l.linked_at AS "linkedAt",
      l.suspended_at IS NOT NULL AS suspended, ${isServed(deps, 'l')} AS "isServed", l.user_id AS "userId",
      coalesce(u."firstName" || ' ' || u."lastName", l.user_id) AS "userName", u.id IS NULL AS "isGone", count(*) OVER ()::int AS total
    FROM chatops.links l LEFT JOIN ${t.users} u ON u.id = l.user_id
    LEFT JOIN chatops.identities i USING (platform, workspace, chat_user)
    WHERE ${condition} ORDER BY "userName", l.linked_at LIMIT ${pageSize} OFFSET ${page * pageSize}`,
  );
  return {
    links: found.map(({ platform, workspace, user, linkedAt, total: _, ...rest }) => ({
      ...rest,
      identity: { platform, workspace, user },
      linkedAt: instant(linkedAt),
    })),
    total: found[0]?.total ?? 0,
  };
}
