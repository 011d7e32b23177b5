import { AUDIT_ACTIONS } from './audit-actions.ts';
import type { Matter } from './matter.ts';
import { isPrivileged } from './role-policy.ts';

/** CHATOPS_STEP_UP (docs/design.md, section 12). */
export const STEP_UPS = ['off', 'privileged', 'all'] as const;
export type StepUp = (typeof STEP_UPS)[number];

/** One signature over pending changes, given by the person who does them. */
export interface Proof {
  id: string;
  matters: readonly Matter[];
  /** Of the password that stood in the form. */
  passwordHash: string | null;
  /** When it was asked for in chat. */
  startedAt: Date;
}

/** Thrown by writers before they write: the person is to confirm these changes with a passkey. No refusal, and no bug. */
export class ProofNeeded extends Error {
  readonly matters: readonly Matter[];
  /** Of the password that came with it, so that it need not be stored. */
  readonly passwordHash: string | null;

  constructor(matters: readonly Matter[], passwordHash: string | null = null) {
    super('proof_needed');
    this.name = 'ProofNeeded';
    this.matters = matters;
    this.passwordHash = passwordHash;
  }
}

/**
 * Whether this change takes a passkey (docs/design.md, section 12). What concerns only oneself does not, but giving
 * oneself or losing a privileged permission concerns everybody.
 */
export function needsProof(stepUp: StepUp, actorId: string, matter: Matter): boolean {
  const { action, target, gained, lost } = matter;
  const isOwn = target.type === 'user' && target.id === actorId;
  switch (AUDIT_ACTIONS[action].proof) {
    case 'always':
      return true;
    case 'where_others':
      return stepUp !== 'off' && !isOwn;
    case 'under_all':
      return stepUp === 'all';
    case 'where_privileged':
      return stepUp !== 'off' && ([...gained, ...lost].some(isPrivileged) || (stepUp === 'all' && !isOwn));
    case 'never':
      return false;
  }
}

/** What the person is shown of it: without the id of what is still to be made, which differs each time. */
export function shownOf(matter: Matter): Matter {
  return matter.before === null && matter.after !== null
    ? { ...matter, target: { ...matter.target, id: '' } }
    : matter;
}

/** Whether what was shown is still what would be done. */
export function sameMatter(shown: Matter, now: Matter): boolean {
  return canonical(shown) === canonical(shownOf(now));
}

/** JSON with its keys in order, so that equal values are equal texts. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    each !== null && typeof each === 'object' && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
