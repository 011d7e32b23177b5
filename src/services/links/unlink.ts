import { Links } from '#database/chatops-tables.ts';
import { rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import { type RecordDeps, recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { type Author, OPERATOR, SYSTEM } from '../shared/author.ts';
import { nameOf } from '../users/load-user.ts';
import { isUser } from '../users/user-rows.ts';
import { write, writeUngated } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';

/** The operator removes a link; false when there was none. Throws `busy`. */
export async function unlinkByOperator(deps: RecordDeps, identity: ChatIdentity): Promise<boolean> {
  return writeUngated(deps, (em) => removeAs(deps, em, OPERATOR, identity));
}

/** Whoever left their workspace loses the link. False when there was none. Throws `busy`. */
export async function unlinkWhoLeft(deps: Deps, identity: ChatIdentity): Promise<boolean> {
  return writeUngated(deps, (em) => removeAs(deps, em, SYSTEM, identity));
}

/** Somebody removes the link that they act by; also where their account is not active. Throws `busy`. */
export async function unlinkOneself(deps: Deps, by: By): Promise<boolean> {
  return writeUngated(deps, (em) => removeAs(deps, em, by, by.identity));
}

/** A link to a user who was deleted in the panel stands in nobody's way; that it is removed is written down as always. */
export async function unlinkIfDeleted(deps: RecordDeps, em: Writing, identity: ChatIdentity): Promise<void> {
  const matter = await removalOf(deps, em, identity);
  if (matter === null) return;
  const { id } = matter.target;
  const there = await rows(
    em,
    sql<object>`SELECT FROM ${deps.db.t.users} u WHERE u.id = ${id} AND ${isUser('u')}`,
  );
  if (there.length === 0) await remove(deps, em, SYSTEM, identity, matter);
}

/** Does so with all such links. Throws `busy`. */
export async function unlinkDeleted(deps: Deps): Promise<void> {
  const dangling = await rows(
    deps.db.em(),
    sql<ChatIdentity>`SELECT l.platform, l.workspace, l.chat_user AS "user" FROM chatops.links l
      WHERE l.user_id NOT IN (SELECT u.id FROM ${deps.db.t.users} u WHERE ${isUser('u')})`,
  );
  for (const identity of dangling) {
    await writeUngated(deps, (em) => unlinkIfDeleted(deps, em, identity));
  }
}

/**
 * Somebody removes a link, of theirs or, where they hold User: update, somebody else's; the user is mailed. False when
 * there was none. Throws `permission_missing`, `busy`.
 */
export async function unlink(deps: Deps, by: By, identity: ChatIdentity): Promise<boolean> {
  return write(deps, by, async (em, now) => {
    const matter = await removalOf(deps, em, identity);
    if (matter === null) return { matter, apply: async () => false };
    if (matter.target.id !== now.actor.id && !now.actor.permissions.has('User: update')) {
      throw new HexaError('permission_missing', { missing: ['User: update'] });
    }
    return { matter, apply: () => remove(deps, em, now, identity, matter) };
  });
}

async function removeAs(deps: RecordDeps, em: Writing, by: Author, identity: ChatIdentity): Promise<boolean> {
  const matter = await removalOf(deps, em, identity);
  return matter !== null && remove(deps, em, by, identity, matter);
}

/** What removing this link changes; null where there is none. */
async function removalOf(
  deps: Pick<Deps, 'db'>,
  em: Writing,
  identity: ChatIdentity,
): Promise<Matter | null> {
  const link = await em.findOne(Links, keyOf(identity));
  if (link === null) return null;
  return {
    action: 'unlink',
    target: { type: 'user', id: link.userId, name: await nameOf(deps, em, link.userId) },
    before: { ...identity },
    after: null,
    gained: [],
    lost: [],
    shown: { account: `${identity.platform} ${identity.user}` },
  };
}

async function remove(
  deps: RecordDeps,
  em: Writing,
  by: Author,
  identity: ChatIdentity,
  matter: Matter,
): Promise<boolean> {
  if ((await em.nativeDelete(Links, keyOf(identity))) === 0) return false;
  await recordChange(deps, em, by, changeOf(matter));
  return true;
}

function keyOf({ platform, workspace, user }: ChatIdentity) {
  return { platform, workspace, chatUser: user };
}
