import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import type { Matter } from '#domain/matter.ts';
import { fullName, type User } from '#domain/user.ts';
import { refusalToResend } from '#domain/user-rules.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { lockUser } from '../users/load-user.ts';
import { write } from '../writing/write.ts';
import { requestConfirmation } from './request-confirmation.ts';
import { revokeConfirmations } from './revoke-confirmations.ts';

/**
 * Kills the old links of a pending user and mails a new one; where one is still to be sent, that one will do. Throws `not_pending`, `mail_off`, `user_not_found`.
 */
export async function resendConfirmation(deps: Deps, by: By, id: string): Promise<User> {
  return write(deps, by, async (em, now) => {
    const user = await lockUser(deps, em, id);
    const refusal = refusalToResend(user, deps.settings.mail);
    if (refusal !== null) throw refusal;
    if (await isBeingSent(em, id)) return { matter: null, apply: async () => user };
    const matter: Matter = {
      action: 'users resend',
      target: { type: 'user', id, name: fullName(user) },
      before: null,
      after: null,
      gained: [],
      lost: [],
    };
    return {
      matter,
      apply: async () => {
        await revokeConfirmations(deps, em, id);
        await requestConfirmation(deps, em, now, id);
        await recordChange(deps, em, now, changeOf(matter));
        return user;
      },
    };
  });
}

/** A double click is not to kill the link that its first half has just asked for. */
async function isBeingSent(em: EntityManager, userId: string): Promise<boolean> {
  const found = await rows(
    em,
    sql`SELECT FROM chatops.confirmations
      WHERE user_id = ${userId} AND mail = 'queued' AND sent_at IS NULL AND revoked_at IS NULL AND used_at IS NULL`,
  );
  return found.length > 0;
}
