import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { RoleChangeRequest } from '#domain/request.ts';
import type { Deps } from '../deps.ts';
import { isUsable } from '../links/usable.ts';
import type { Author } from '../shared/author.ts';
import { isUser } from '../users/user-rows.ts';
import { loadRequest } from './request-rows.ts';

/** Enqueues telling these people what has become of a request, but not whoever did it; in its transaction. */
export async function tellOfRequest(
  deps: Deps,
  em: EntityManager,
  by: Author,
  { id: requestId }: Pick<RoleChangeRequest, 'id'>,
  userIds: readonly string[],
): Promise<void> {
  for (const userId of new Set(userIds)) {
    if (userId !== by.actor?.id) await deps.queue.enqueue(em, 'request-notice', { requestId, userId });
  }
}

/** A chat identity that can be written to, and the languages that are known of its person. */
export interface Addressee extends ChatIdentity {
  locale: string | null;
}

/** News of a request for one person, and where to reach them. */
export interface RequestNotice {
  request: RoleChangeRequest;
  userId: string;
  firstName: string;
  email: string;
  language: string;
  identities: Addressee[];
}

/** What the worker tells this user, made at the moment of telling; null when the user is gone, or was to decide what somebody has. */
export async function readRequestNotice(
  deps: Deps,
  { requestId, userId }: { requestId: string; userId: string },
): Promise<RequestNotice | null> {
  type Row = Pick<RequestNotice, 'firstName' | 'email' | 'language' | 'identities'>;
  const [row] = await rows(
    deps.db.em(),
    sql<Row>`
    SELECT u."firstName", u.email, u.language, coalesce((SELECT json_agg(json_build_object('platform', l.platform,
        'workspace', l.workspace, 'user', l.chat_user, 'locale', i.locale) ORDER BY l.linked_at)
      FROM chatops.links l LEFT JOIN chatops.identities i USING (platform, workspace, chat_user)
      WHERE l.user_id = u.id AND ${isUsable(deps, 'l')}), '[]') AS identities
    FROM ${deps.db.t.users} u WHERE u.id = ${userId} AND ${isUser('u')}`,
  );
  if (row === undefined) return null;
  const request = await loadRequest(deps, requestId);
  const { requester, target, status, grant } = request;
  const isConcerned = userId === requester.id || userId === target.id || grant?.outcome === 'kept';
  return isConcerned || status === 'pending' ? { ...row, userId, request } : null;
}

/** Whom a reminder goes to: the people who have a copy of the card, and whose link still holds. */
export async function peopleToRemind(
  deps: Deps,
  requestId: string,
): Promise<{ request: RoleChangeRequest; people: (Addressee & { language: string })[] }> {
  type Row = Addressee & { language: string };
  const people = await rows(
    deps.db.em(),
    sql<Row>`
    SELECT l.platform, l.workspace, l.chat_user AS "user", i.locale, u.language FROM chatops.posted_cards c
    JOIN chatops.links l ON l.platform = c.platform AND l.workspace = c.workspace AND l.chat_user = c.address
    JOIN ${deps.db.t.users} u ON u.id = l.user_id
    LEFT JOIN chatops.identities i ON i.platform = l.platform AND i.workspace = l.workspace AND i.chat_user = l.chat_user
    WHERE c.request_id = ${requestId} AND c.audience = 'person' AND c.gone_at IS NULL AND ${isUsable(deps, 'l')}`,
  );
  return { request: await loadRequest(deps, requestId), people };
}
