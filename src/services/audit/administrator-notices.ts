import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Deps } from '../deps.ts';
import { isUsable } from '../links/usable.ts';
import { activeAdministrators } from '../roles/administrators.ts';

/** What an administrator is told of a user: that they were switched on elsewhere and are off again, say. */
export interface AdministratorNotice {
  /** Of the audit entry. */
  action: string;
  name: string;
  email: string;
  /** All roles of the user were deleted while they were out. */
  roleless: boolean;
  /** Of the administrator. */
  language: string;
  mailTo: string;
  identities: ChatIdentity[];
}

/**
 * Tells the full administrators of an entry, apart from `except`, in the transaction of `em`: in chat, and by mail whom
 * chat does not reach.
 */
export async function tellAdministrators(
  deps: Pick<Deps, 'db' | 'queue' | 'served'> & { settings: Pick<Deps['settings'], 'mail'> },
  em: EntityManager,
  job: 'lockout-notice' | 'passkey-notice',
  { auditId, except = null }: { auditId: string; except?: string | null },
): Promise<void> {
  for (const { id: userId, linked } of await activeAdministrators(deps, em)) {
    if (userId === except || !(linked || deps.settings.mail)) continue;
    await deps.queue.enqueue(em, job, { auditId, userId });
  }
}

/** Null when the user or the administrator is gone. */
export async function readAdministratorNotice(
  deps: Deps,
  { auditId, userId }: { auditId: string; userId: string },
): Promise<AdministratorNotice | null> {
  const { t } = deps.db;
  const [row] = await rows(
    deps.db.em(),
    sql<AdministratorNotice>`
    SELECT a.action, a.target_name AS name, u.email, admin.language, admin.email AS "mailTo",
      coalesce(a.after -> 'roles' = '[]', false) AS roleless,
      coalesce((SELECT json_agg(json_build_object('platform', l.platform, 'workspace', l.workspace, 'user', l.chat_user))
        FROM chatops.links l WHERE l.user_id = admin.id AND ${isUsable(deps, 'l')}), '[]') AS identities
    FROM chatops.audit a JOIN ${t.users} u ON u.id = a.target_id JOIN ${t.users} admin ON admin.id = ${userId}
    WHERE a.id = ${auditId}`,
  );
  return row ?? null;
}
