import { rows, sql } from '#database/connection.ts';
import { normaliseEmail } from '#domain/address.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError, isHexaError } from '#domain/errors.ts';
import { fullName, type User } from '#domain/user.ts';
import { type RecordDeps, recordChange } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { type Author, OPERATOR } from '../shared/author.ts';
import { findUserByEmail } from '../users/find-user.ts';
import { loadUser } from '../users/load-user.ts';
import { writeUngated } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { refuseLink } from './refuse-link.ts';
import { unlinkIfDeleted } from './unlink.ts';

/** The operator links a chat identity to a user (docs/design.md, section 9). Throws `user_not_found`, `already_linked`. */
export async function linkByOperator(deps: RecordDeps, identity: ChatIdentity, email: string): Promise<User> {
  const user = await findUserByEmail(deps, email);
  await writeUngated(deps, async (em) => {
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
  return writeUngated(deps, async (em) => {
    const user = await loadUser(deps, userId, em);
    await writeLink(deps, em, { actor: user, identity, requestId }, identity, user, method);
    if (codeId !== undefined) {
      await rows(em, sql`UPDATE chatops.link_codes SET used_at = ${deps.clock()} WHERE id = ${codeId}`);
    }
    return user;
  });
}

/**
 * Links the user whose email the platform has confirmed as this person's (CHATOPS_LINK_BY_EMAIL). Where another link
 * stands in its way, that is written down and mailed to the user. Throws `user_not_found`, `already_linked`.
 */
export async function linkByEmail(
  deps: Deps,
  identity: ChatIdentity,
  requestId: string,
  email: string,
): Promise<User> {
  const user = await findUserByEmail(deps, normaliseEmail(email));
  try {
    return await insertLink(deps, identity, user.id, { method: 'email', requestId });
  } catch (error) {
    if (!isHexaError(error, 'already_linked')) throw error;
    await refuseLink(deps, { identity, requestId, error, userId: user.id, tells: true });
    throw error;
  }
}

/**
 * A new link needs the old one removed, on either side: `already_linked`. That of somebody disabled is suspended until
 * they are enabled.
 */
async function writeLink(
  deps: RecordDeps,
  em: Writing,
  by: Author,
  identity: ChatIdentity,
  user: User,
  method: string,
): Promise<void> {
  await unlinkIfDeleted(deps, em, identity);
  const inserted = await rows(
    em,
    sql`INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_by, linked_at,
        suspended_at)
      VALUES (${identity.platform}, ${identity.workspace}, ${identity.user}, ${user.id}, ${method},
        ${by.actor?.id ?? by.requestId}, ${deps.clock()}, ${user.status === 'disabled' ? deps.clock() : null})
      ON CONFLICT DO NOTHING RETURNING user_id`,
  );
  if (inserted.length === 0) throw new HexaError('already_linked', { name: fullName(user) });
  await recordChange(deps, em, by, {
    action: 'link',
    target: { type: 'user', id: user.id, name: fullName(user) },
    after: { ...identity, method },
  });
}
