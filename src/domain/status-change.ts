import type { HexaError } from './errors.ts';
import type { Ended } from './lockout.ts';
import type { User } from './user.ts';

/** What became of one user in a change of several; `refusal` null: done. */
export interface StatusChange {
  user: User;
  refusal: HexaError | null;
  /** What else came to an end; null where nothing was done. */
  ended: Ended | null;
}
