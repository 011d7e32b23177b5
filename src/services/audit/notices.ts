import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Deps } from '../deps.ts';
import { OPERATOR } from '../shared/author.ts';

/** What the affected user is told of one change, made by the worker at the moment of telling. */
export interface Notice {
  action: string;
  at: Date;
  outcome: 'done' | 'refused';
  /** The user themselves did it. */
  isOwn: boolean;
  /** Of the chat account that did it. */
  platform: string | null;
  chatUser: string | null;
  /** Null: the system, or the operator. */
  actorName: string | null;
  isOperator: boolean;
  actorEmail: string | null;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
  /** The chat account that did it, where it was somebody in chat. */
  actor: ChatIdentity | null;
  firstName: string;
  fullName: string;
  email: string;
  language: string;
}

/** What telling stands on; the command line has no queue where mail is off. */
export interface TellDeps {
  queue: Pick<Deps['queue'], 'enqueue'> | null;
  settings: Pick<Deps['settings'], 'mail'>;
}

/** Jobs that tell the affected user what changed, in the transaction of the change. */
export async function tellUser(
  { queue, settings }: TellDeps,
  em: EntityManager,
  auditId: string,
  ways: 'mail' | 'mail_and_chat',
): Promise<void> {
  if (queue === null) return;
  if (settings.mail) await queue.enqueue(em, 'notice-mail', { auditId });
  if (ways === 'mail') return;
  const identities = await rows(
    em,
    sql<ChatIdentity>`SELECT l.platform, l.workspace, l.chat_user AS "user"
      FROM chatops.links l JOIN chatops.audit a ON a.target_id = l.user_id WHERE a.id = ${auditId}`,
  );
  for (const identity of identities) await queue.enqueue(em, 'notice-direct', { auditId, identity });
}

/** Null when the user is gone. */
export async function readNotice(deps: Deps, auditId: string): Promise<Notice | null> {
  const { t } = deps.db;
  const [row] = await rows(
    deps.db.em(),
    sql<Omit<Notice, 'at'> & { at: string }>`
    SELECT a.action, a.outcome, a.at, a.actor_name AS "actorName", a.actor_id IS NOT DISTINCT FROM u.id AS "isOwn",
      a.request_id = ${OPERATOR.requestId} AS "isOperator",
      a.platform, a.chat_user AS "chatUser", a.before, a.after,
      (SELECT i.email FROM ${t.users} i WHERE i.id = a.actor_id) AS "actorEmail",
      CASE WHEN a.actor_id IS NOT NULL AND a.chat_user IS NOT NULL
        THEN json_build_object('platform', a.platform, 'workspace', a.workspace, 'user', a.chat_user) END AS actor,
      u."firstName", u."firstName" || ' ' || u."lastName" AS "fullName", u.email, u.language
    FROM chatops.audit a JOIN ${t.users} u ON u.id = a.target_id
    WHERE a.id = ${auditId}`,
  );
  return row === undefined ? null : { ...row, at: instant(row.at) };
}
