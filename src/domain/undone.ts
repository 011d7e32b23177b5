import type { HexaError } from './errors.ts';
import type { User } from './user.ts';

/** What became of taking one change back, and what could not be. */
export interface Undone {
  user: User;
  /** Null: taken back. */
  refusal: HexaError | null;
  /** Requests that the change had withdrawn: open again, or not to be opened again. */
  reopened: number;
  stayWithdrawn: number;
  /** Open requests that the change had left outdated: they can be approved again. */
  approvable: number;
  /** What the change had ended for good. */
  sessions: number;
  tokens: number;
  /** Requests that taking it back withdrew in its turn. */
  withdrawn: number;
  /** Their confirmation links had died: a new mail was asked for. */
  mailed: boolean;
}
