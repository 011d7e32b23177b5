import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Deps } from './deps.ts';

/** What the affected user is told of one change, made by the worker at the moment of telling. */
export interface Notice {
  action: string;
  at: Date;
  actorName: string;
  actorEmail: string | null;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
  firstName: string;
  email: string;
  language: string;
  identities: ChatIdentity[];
}

/** Jobs that tell the affected user what changed, by mail and in chat; in the transaction of the change. */
export async function tellUser(deps: Deps, em: EntityManager, auditId: string): Promise<void> {
  if (deps.settings.mail) await deps.queue.enqueue(em, 'notice-mail', { auditId });
  await deps.queue.enqueue(em, 'notice-direct', { auditId });
}

/** Null when the user is gone. */
export async function readNotice(deps: Deps, auditId: string): Promise<Notice | null> {
  const { t } = deps.db;
  const [row] = await rows<Omit<Notice, 'at'> & { at: string }>(
    deps.db.em(),
    sql`
    SELECT a.action, a.at, a.actor_name AS "actorName", a.before, a.after,
      (SELECT i.email FROM ${t.users} i WHERE i.id = a.actor_id) AS "actorEmail",
      u."firstName", u.email, u.language,
      coalesce((SELECT json_agg(json_build_object('platform', l.platform, 'workspace', l.workspace, 'user', l.chat_user))
        FROM chatops.links l WHERE l.user_id = u.id), '[]') AS identities
    FROM chatops.audit a JOIN ${t.users} u ON u.id = a.target_id
    WHERE a.id = ${auditId}`,
  );
  return row === undefined ? null : { ...row, at: instant(row.at) };
}
