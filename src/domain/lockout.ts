/** What a user lost by being switched off (docs/design.md, section 6, Not active means out). */
export interface Ended {
  sessions: number;
  /** MCP tokens. */
  tokens: number;
  roles: number;
  /** Open requests that were withdrawn. */
  requests: number;
}

/** What the database says of a user who was pending or disabled here when we last looked. */
export interface Found {
  /** Null: roles are set aside, but nobody wrote down why. */
  recorded: 'pending' | 'disabled' | null;
  /** Hexabot's own column. */
  state: boolean;
  /** Holds roles that are in force, which the panel gave meanwhile. */
  holdsRoles: boolean;
  /**
   * Who, as Hexabot's audit tells, has switched this user on since: `may`, somebody who may; `other`, somebody else or a
   * link; `none`, it tells nothing, as where it is written elsewhere.
   */
  witness: 'may' | 'other' | 'none';
  /** CHATOPS_LOCKOUT. */
  lockout: boolean;
  panelEnables: PanelEnables;
}

/** What becomes of a switch in the panel that Hexabot's audit does not tell of (CHATOPS_PANEL_ENABLES). */
export const PANEL_ENABLES = ['undo', 'trust'] as const;
export type PanelEnables = (typeof PANEL_ENABLES)[number];

/**
 * `let_in`: roles given back, nothing recorded any more; `trusted`: the same, and the admins are told. `shut_out`: switched off again, and the admins are told:
 * Hexabot's confirmation links can be replayed. `set_aside`: only the roles given meanwhile.
 */
export type Verdict = 'let_in' | 'trusted' | 'shut_out' | 'set_aside' | 'nothing';

/** Judges a change that was not made here. */
export function judge({ recorded, state, holdsRoles, witness, lockout, panelEnables }: Found): Verdict {
  if (!lockout) return state ? 'let_in' : 'nothing';
  if (!state) return holdsRoles && recorded !== null ? 'set_aside' : 'nothing';
  if (recorded !== 'disabled' || witness === 'may') return 'let_in';
  return witness === 'none' && panelEnables === 'trust' ? 'trusted' : 'shut_out';
}
