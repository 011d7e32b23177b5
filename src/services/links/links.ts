import { Links } from '#database/chatops-tables.ts';
import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import { AUDIT_ACTIONS } from '#domain/audit-actions.ts';
import type { ChatIdentity, Platform } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import { normaliseEmail } from '#domain/new-user.ts';
import { fullName, type LinkInfo, type User } from '#domain/user.ts';
import { type Author, OPERATOR, recordChange, recordRefusal, SYSTEM } from '../audit/audit.ts';
import { tellUser } from '../audit/notices.ts';
import type { Deps } from '../deps.ts';
import { findUserByEmail } from '../users/find-user.ts';
import { loadUser } from '../users/load-user.ts';

/** What linking stands on, so that the command line can do it without a queue. */
type LinkDeps = Parameters<typeof recordChange>[0];

/**
 * The operator links a chat identity to a user (docs/design.md, section 9). Throws `user_not_found`,
 * `already_linked`.
 */
export async function linkByOperator(deps: LinkDeps, identity: ChatIdentity, email: string): Promise<User> {
  const user = await findUserByEmail(deps, email);
  await deps.db.transaction(async (em) => {
    await writeLink(deps, em, OPERATOR, identity, user, 'operator');
  });
  return user;
}

/** Links a chat identity that was proven, and mails the user. Throws `already_linked`, `user_not_found`. */
export async function insertLink(
  deps: Deps,
  identity: ChatIdentity,
  userId: string,
  given: { method: 'code' | 'email' | 'console'; requestId: string; codeId?: string },
): Promise<User> {
  const { method, requestId, codeId } = given;
  return deps.db.transaction(async (em) => {
    const user = await loadUser(deps, userId, em);
    await writeLink(deps, em, { actor: user, identity, requestId }, identity, user, method);
    if (codeId !== undefined) {
      await rows(em, sql`UPDATE chatops.link_codes SET used_at = ${deps.clock()} WHERE id = ${codeId}`);
    }
    return user;
  });
}

/** Writes down that a link came to nothing, and mails the user whom it would have been to, where that is known. */
export async function refuseLink(
  deps: Deps,
  refused: {
    identity: ChatIdentity;
    requestId: string;
    error: HexaError;
    userId: string | null;
    tells: boolean;
  },
): Promise<void> {
  const { identity, requestId, error, userId, tells } = refused;
  await deps.db.transaction(async (em) => {
    const name = userId === null ? '' : await nameOf(deps, em, userId);
    const auditId = await recordRefusal(deps, em, {
      identity,
      actor: null,
      requestId,
      action: 'link',
      code: error.code,
      data: error.data,
      ...(userId === null ? {} : { target: { type: 'user', id: userId, name } as const }),
    });
    if (userId !== null && tells) await tellUser(deps, em, auditId, AUDIT_ACTIONS.link.tells.ways);
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
  const user = await findUserByEmail(deps, normaliseEmail(email));
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
): Promise<void> {
  await forgetDeleted(deps, em, identity);
  const inserted = await rows(
    em,
    sql`INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_by, linked_at)
      VALUES (${identity.platform}, ${identity.workspace}, ${identity.user}, ${user.id}, ${method},
        ${by.actor?.id ?? by.requestId}, ${deps.clock()})
      ON CONFLICT DO NOTHING RETURNING user_id`,
  );
  if (inserted.length === 0) throw new HexaError('already_linked', { name: fullName(user) });
  await recordChange(deps, em, by, {
    action: 'link',
    target: { type: 'user', id: user.id, name: fullName(user) },
    after: { ...identity, method },
  });
}

/** A link to a user who was deleted in the panel stands in nobody's way. */
async function forgetDeleted({ db }: LinkDeps, em: EntityManager, identity: ChatIdentity): Promise<void> {
  await rows(
    em,
    sql`DELETE FROM chatops.links l WHERE l.platform = ${identity.platform} AND l.workspace = ${identity.workspace}
      AND l.chat_user = ${identity.user} AND NOT EXISTS (SELECT FROM ${db.t.users} u WHERE u.id = l.user_id)`,
  );
}

/** The operator removes a link; false when there was none. */
export async function unlinkByOperator(deps: LinkDeps, identity: ChatIdentity): Promise<boolean> {
  return deps.db.transaction((em) => deleteLink(deps, em, OPERATOR, identity));
}

/**
 * Somebody removes a link, their own or (holders of User: update; the gate asks) somebody's, and the user is mailed.
 * The system removes those of people who left. False when there was none.
 */
export async function unlink(deps: Deps, by: Author, identity: ChatIdentity): Promise<boolean> {
  return deps.db.transaction((em) => deleteLink(deps, em, by, identity));
}

async function deleteLink(
  deps: LinkDeps,
  em: EntityManager,
  by: Author,
  identity: ChatIdentity,
): Promise<boolean> {
  const key = { platform: identity.platform, workspace: identity.workspace, chatUser: identity.user };
  const link = await em.findOne(Links, key);
  if (link === null || (await em.nativeDelete(Links, key)) === 0) return false;
  await recordChange(deps, em, by, {
    action: 'unlink',
    target: { type: 'user', id: link.userId, name: await nameOf(deps, em, link.userId) },
    before: { ...identity },
  });
  return true;
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

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** A minute's worth of questions, well below what platforms allow (Slack's users.info: 100 a minute). */
const ASKED_AT_ONCE = 50;
/** What else is swept every minute does not wait longer for a platform that answers slowly. */
const PATIENCE_MS = 20_000;

/**
 * Asks once a day about every linked person whether they still belong to their workspace, and removes the links of
 * those who do not (docs/design.md, section 9); swept every minute. `isMember` null: the platform does not say, and is
 * asked again in an hour.
 */
export async function checkMembers(
  deps: Deps,
  isMember: (identity: ChatIdentity) => Promise<boolean | null>,
): Promise<void> {
  const now = deps.clock();
  const due = await rows<ChatIdentity>(
    deps.db.em(),
    sql<ChatIdentity>`
    SELECT platform, workspace, chat_user AS "user" FROM chatops.links
    WHERE coalesce(member_seen_at, linked_at) <= ${new Date(now.getTime() - DAY_MS)} AND platform <> 'console'
    ORDER BY coalesce(member_seen_at, linked_at) LIMIT ${ASKED_AT_ONCE}`,
  );
  for (const identity of due) {
    if (deps.clock().getTime() - now.getTime() > PATIENCE_MS) return;
    const belongs = await isMember(identity);
    if (belongs === false) {
      await unlink(deps, SYSTEM, identity);
      continue;
    }
    const seenAt = belongs ? now : new Date(now.getTime() - DAY_MS + HOUR_MS);
    await rows(
      deps.db.em(),
      sql`UPDATE chatops.links SET member_seen_at = ${seenAt} WHERE platform = ${identity.platform}
        AND workspace = ${identity.workspace} AND chat_user = ${identity.user}`,
    );
  }
}
