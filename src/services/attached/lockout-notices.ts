import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Deps } from '../deps.ts';

/** What an administrator is told of a user who was switched on elsewhere and is off again. */
export interface LockoutNotice {
  name: string;
  email: string;
  /** Of the administrator. */
  language: string;
  identities: ChatIdentity[];
}

/** Null when the user or the administrator is gone. */
export async function readLockoutNotice(
  deps: Deps,
  { auditId, userId }: { auditId: string; userId: string },
): Promise<LockoutNotice | null> {
  const { t } = deps.db;
  const [row] = await rows<LockoutNotice>(
    deps.db.em(),
    sql<LockoutNotice>`
    SELECT a.target_name AS name, u.email, admin.language,
      coalesce((SELECT json_agg(json_build_object('platform', l.platform, 'workspace', l.workspace, 'user', l.chat_user))
        FROM chatops.links l WHERE l.user_id = admin.id AND l.suspended_at IS NULL), '[]') AS identities
    FROM chatops.audit a JOIN ${t.users} u ON u.id = a.target_id JOIN ${t.users} admin ON admin.id = ${userId}
    WHERE a.id = ${auditId}`,
  );
  return row ?? null;
}
