import { Links } from '#database/chatops-tables.ts';
import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import type { ChatIdentity, Platform } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import { normaliseEmail } from '#domain/new-user.ts';
import { fullName, type LinkInfo, type User } from '#domain/user.ts';
import { type Author, OPERATOR, recordChange } from './audit.ts';
import type { Deps } from './deps.ts';
import { findUser } from './find-user.ts';
import { loadUser } from './load-user.ts';

/** What linking stands on, so that the command line can do it without a queue. */
type LinkDeps = Pick<Deps, 'db' | 'clock' | 'announce' | 'attached'>;

/** The operator links a chat identity to a user (design section 9, First admin). Throws `user_not_found`, `already_linked`. */
export async function linkByOperator(deps: LinkDeps, identity: ChatIdentity, email: string): Promise<User> {
  const user = await findUser(deps, email, identity);
  await deps.db.transaction((em) => writeLink(deps, em, OPERATOR, identity, user, 'operator'));
  return user;
}

/** Links a chat identity that was proven, and mails the user. Throws `already_linked`, `user_not_found`. */
export async function insertLink(
  deps: Deps,
  identity: ChatIdentity,
  userId: string,
  { method, requestId }: { method: 'code' | 'email' | 'console'; requestId: string },
): Promise<User> {
  return deps.db.transaction(async (em) => {
    const user = await loadUser(deps, userId, em);
    const auditId = await writeLink(deps, em, { actor: user, identity, requestId }, identity, user, method);
    if (deps.settings.mail) await deps.queue.enqueue(em, 'notice-mail', { auditId });
    return user;
  });
}

/**
 * Links the user whose email the platform has confirmed as this person's (CHATOPS_LINK_BY_EMAIL). Throws
 * `user_not_found`, `already_linked`.
 */
export async function linkByEmail(
  deps: Deps,
  identity: ChatIdentity,
  requestId: string,
  email: string,
): Promise<User> {
  const user = await findUser(deps, normaliseEmail(email), identity);
  if (normaliseEmail(user.email) !== normaliseEmail(email))
    throw new HexaError('user_not_found', { query: email });
  return insertLink(deps, identity, user.id, { method: 'email', requestId });
}

/** A new link needs the old one removed, on either side: `already_linked`. */
async function writeLink(
  deps: LinkDeps,
  em: EntityManager,
  by: Author,
  identity: ChatIdentity,
  user: User,
  method: string,
): Promise<string> {
  const inserted = await rows(
    em,
    sql`INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_by, linked_at)
      VALUES (${identity.platform}, ${identity.workspace}, ${identity.user}, ${user.id}, ${method},
        ${by.actor?.id ?? by.requestId}, ${deps.clock()})
      ON CONFLICT DO NOTHING RETURNING user_id`,
  );
  if (inserted.length === 0) throw new HexaError('already_linked', { name: fullName(user) });
  return recordChange(deps, em, by, {
    action: 'link',
    target: { type: 'user', id: user.id, name: fullName(user) },
    after: { ...identity, method },
  });
}

/** The operator removes a link; false when there was none. */
export async function unlinkByOperator(deps: LinkDeps, identity: ChatIdentity): Promise<boolean> {
  return deps.db.transaction(async (em) => (await deleteLink(deps, em, OPERATOR, identity)) !== null);
}

/**
 * Somebody removes a link, their own or (holders of User: update; the gate asks) somebody's, and the user is mailed.
 * The system removes those of people who left. False when there was none.
 */
export async function unlink(deps: Deps, by: Author, identity: ChatIdentity): Promise<boolean> {
  return deps.db.transaction(async (em) => {
    const auditId = await deleteLink(deps, em, by, identity);
    if (auditId !== null && deps.settings.mail) await deps.queue.enqueue(em, 'notice-mail', { auditId });
    return auditId !== null;
  });
}

async function deleteLink(
  deps: LinkDeps,
  em: EntityManager,
  by: Author,
  identity: ChatIdentity,
): Promise<string | null> {
  const key = { platform: identity.platform, workspace: identity.workspace, chatUser: identity.user };
  const link = await em.findOne(Links, key);
  if (link === null || (await em.nativeDelete(Links, key)) === 0) return null;
  return recordChange(deps, em, by, {
    action: 'unlink',
    target: { type: 'user', id: link.userId, name: await nameOf(deps, em, link.userId) },
    before: { ...identity },
  });
}

async function nameOf(deps: LinkDeps, em: EntityManager, userId: string): Promise<string> {
  const [row] = await rows<{ name: string }>(
    em,
    sql<{
      name: string;
    }>`SELECT "firstName" || ' ' || "lastName" AS name FROM ${deps.db.t.users} WHERE id = ${userId}`,
  );
  return row?.name ?? userId;
}

/** Links of one user, or of everybody; by name, one page. */
export async function listLinks(
  deps: Deps,
  { userId, page, pageSize }: { userId: string | null; page: number; pageSize: number },
): Promise<{ links: (LinkInfo & { userId: string; userName: string })[]; total: number }> {
  const { t } = deps.db;
  const condition = userId === null ? sql`true` : sql`l.user_id = ${userId}`;
  type Row = {
    platform: Platform;
    workspace: string;
    user: string;
    name: string | null;
    linkedAt: string;
    suspended: boolean;
    userId: string;
    userName: string;
    total: number;
  };
  const found = await rows<Row>(
    deps.db.em(),
    sql<Row>`
    SELECT l.platform, l.workspace, l.chat_user AS "user", i.name, l.linked_at AS "linkedAt",
      l.suspended_at IS NOT NULL AS suspended, l.user_id AS "userId",
      coalesce(u."firstName" || ' ' || u."lastName", l.user_id) AS "userName", count(*) OVER ()::int AS total
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

/** Every linked identity of a platform, for the daily look at who left. */
export async function linkedIdentities(deps: Deps, platform: Platform): Promise<ChatIdentity[]> {
  return rows<ChatIdentity>(
    deps.db.em(),
    sql<ChatIdentity>`SELECT platform, workspace, chat_user AS "user" FROM chatops.links WHERE platform = ${platform}`,
  );
}
