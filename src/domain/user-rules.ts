import { HexaError } from './errors.ts';
import { type Actor, fullName, type User } from './user.ts';

/** Why this actor may not switch this user on or off, as far as the two tell (docs/design.md, section 6); null: may. */
export function refusalToSetStatus(
  actor: Pick<Actor, 'id'>,
  user: User,
  to: 'active' | 'disabled',
): HexaError | null {
  if (user.id === actor.id) return new HexaError('own_account', {});
  if (user.status === to) return new HexaError('status_unchanged', { name: fullName(user), status: to });
  return null;
}

/** Why no confirmation can be mailed again; null: it can. */
export function refusalToResend(user: User, isMailOn: boolean): HexaError | null {
  if (user.status !== 'pending') {
    return new HexaError('not_pending', { name: fullName(user), status: user.status });
  }
  return isMailOn ? null : new HexaError('mail_off', {});
}
