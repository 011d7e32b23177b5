import { fullName, type User } from '#domain/user.ts';
import { refusalToResend } from '#domain/user-rules.ts';
import { type By, recordChange } from './audit.ts';
import { requestConfirmation } from './create-user.ts';
import type { Deps } from './deps.ts';
import { lockUser } from './load-user.ts';
import { revokeConfirmations } from './revoke-confirmations.ts';

/** Kills the old links of a pending user and mails a new one. Throws `not_pending`, `mail_off`, `user_not_found`. */
export async function resendConfirmation(deps: Deps, by: By, id: string): Promise<User> {
  return deps.db.transaction(async (em) => {
    const user = await lockUser(deps, em, id);
    const refusal = refusalToResend(user, deps.settings.mail);
    if (refusal !== null) throw refusal;
    await revokeConfirmations(deps, em, id);
    await requestConfirmation(deps, em, by, id);
    await recordChange(deps, em, by, {
      action: 'users resend',
      target: { type: 'user', id, name: fullName(user) },
    });
    return user;
  });
}
