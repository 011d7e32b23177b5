/** What a user lost by being switched off (docs/design.md, section 6, Not active means out). */
export interface Ended {
  sessions: number;
  /** MCP tokens. */
  tokens: number;
  roles: number;
}

/** What the database says of a user who was pending or disabled here when we last looked. */
export interface Found {
  /** Null: roles are set aside, but nobody wrote down why. */
  recorded: 'pending' | 'disabled' | null;
  /** Hexabot's own column. */
  state: boolean;
  /** Holds roles that are in force, which the panel gave meanwhile. */
  holdsRoles: boolean;
  /** Somebody who may has updated this user in the panel since. */
  vouchedFor: boolean;
  /** CHATOPS_LOCKOUT. */
  lockout: boolean;
}

/**
 * `let_in`: roles given back, nothing recorded any more. `shut_out`: switched off again, and the admins are told:
 * Hexabot's confirmation links can be replayed. `set_aside`: only the roles given meanwhile.
 */
export type Verdict = 'let_in' | 'shut_out' | 'set_aside' | 'nothing';

/** Judges a change that was not made here. */
export function judge({ recorded, state, holdsRoles, vouchedFor, lockout }: Found): Verdict {
  if (!lockout) return state ? 'let_in' : 'nothing';
  if (state) return recorded !== 'disabled' || vouchedFor ? 'let_in' : 'shut_out';
  return holdsRoles && recorded !== null ? 'set_aside' : 'nothing';
}
