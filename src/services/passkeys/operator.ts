import { rows, sql } from '#database/connection.ts';
import type { Passkey } from '#domain/passkey.ts';
import { fullName, type User } from '#domain/user.ts';
import { recordChange } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { OPERATOR } from '../shared/author.ts';
import { findUserByEmail } from '../users/find-user.ts';
import { writeUngated } from '../writing/write.ts';
import { openEnrolment } from './enrolments.ts';
import { listPasskeys } from './passkey-rows.ts';

/** What the command line has: a queue only where mail is on. */
type OperatorDeps = Parameters<typeof recordChange>[0] & { settings: Pick<Deps['settings'], 'publicUrl'> };

/** Everybody who has passkeys, by email. */
export async function everybodysPasskeys(
  deps: Pick<OperatorDeps, 'db' | 'settings'>,
): Promise<{ name: string; email: string; passkeys: Passkey[] }[]> {
  const users = await rows(
    deps.db.em(),
    sql<{ id: string; name: string; email: string }>`
    SELECT u.id, u."firstName" || ' ' || u."lastName" AS name, u.email FROM ${deps.db.t.users} u
    WHERE u.id IN (SELECT user_id FROM chatops.passkeys) ORDER BY u.email`,
  );
  return Promise.all(
    users.map(async ({ id, name, email }) => ({ name, email, passkeys: await listPasskeys(deps, id) })),
  );
}

/** Removes all passkeys of a user who has lost them, and tells them by mail. Throws `user_not_found`. */
export async function resetPasskeys(
  deps: OperatorDeps,
  email: string,
): Promise<{ user: User; removed: number }> {
  const user = await findUserByEmail(deps, email);
  return writeUngated(deps, async (em) => {
    const gone = await rows(
      em,
      sql<{ name: string }>`DELETE FROM chatops.passkeys WHERE user_id = ${user.id} RETURNING name`,
    );
    // Nor may a link that is out bring one back.
    await rows(
      em,
      sql`UPDATE chatops.passkey_enrolments SET used_at = ${deps.clock()} WHERE user_id = ${user.id} AND used_at IS NULL`,
    );
    for (const { name } of gone) {
      await recordChange(deps, em, OPERATOR, {
        action: 'passkeys remove',
        target: { type: 'user', id: user.id, name: fullName(user) },
        before: { passkey: name },
      });
    }
    return { user, removed: gone.length };
  });
}

/** The address at which a user adds a first passkey, once, within 15 minutes. Throws `user_not_found`, `passkeys_unavailable`. */
export async function invitePasskey(deps: OperatorDeps, email: string): Promise<{ user: User; url: string }> {
  const user = await findUserByEmail(deps, email);
  const url = await deps.db.transaction((em) =>
    openEnrolment(deps, em, { userId: user.id, way: 'operator', identity: null, proofId: null }),
  );
  return { user, url };
}
