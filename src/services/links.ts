import { Links } from '#database/chatops-tables.ts';
import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import { fullName, type User } from '#domain/user.ts';
import { OPERATOR, recordChange } from './audit.ts';
import type { Deps } from './deps.ts';
import { findUser } from './find-user.ts';

/** What linking stands on, so that the command line can do it without a queue. */
type LinkDeps = Pick<Deps, 'db' | 'clock'>;

/**
 * The operator links a chat identity to a user (design section 9, First admin). Throws `user_not_found` and
 * `already_linked`: a new link needs the old one removed, on either side.
 */
export async function linkByOperator(deps: LinkDeps, identity: ChatIdentity, email: string): Promise<User> {
  const user = await findUser(deps, email);
  await deps.db.transaction(async (em) => {
    const inserted = await rows(
      em,
      sql`INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_by, linked_at)
        VALUES (${identity.platform}, ${identity.workspace}, ${identity.user}, ${user.id}, 'operator', 'operator', ${deps.clock()})
        ON CONFLICT DO NOTHING RETURNING user_id`,
    );
    if (inserted.length === 0) throw new HexaError('already_linked', { name: fullName(user) });
    await recordChange(deps, em, OPERATOR, {
      action: 'link',
      target: { type: 'user', id: user.id, name: fullName(user) },
      after: identity,
    });
  });
  return user;
}

/** Removes a link; false when there was none. */
export async function unlinkByOperator(deps: LinkDeps, identity: ChatIdentity): Promise<boolean> {
  const { platform, workspace, user } = identity;
  return deps.db.transaction(async (em) => {
    const link = await em.findOne(Links, { platform, workspace, chatUser: user });
    if (link === null) return false;
    await em.nativeDelete(Links, { platform, workspace, chatUser: user });
    await recordChange(deps, em, OPERATOR, {
      action: 'unlink',
      target: { type: 'user', id: link.userId, name: link.userId },
      before: identity,
    });
    return true;
  });
}
