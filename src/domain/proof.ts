import type { AuditActionName } from './audit-actions.ts';
import type { Matter } from './matter.ts';
import { isPrivileged } from './role-policy.ts';

/** CHATOPS_STEP_UP (docs/design.md, section 12). */
export const STEP_UPS = ['off', 'privileged', 'all'] as const;
export type StepUp = (typeof STEP_UPS)[number];

/** Those that ask where a privileged permission is gained or lost; under `all` whenever they are about somebody else. */
const BY_DIFFERENCE: ReadonlySet<AuditActionName> = new Set([
  'users add',
  'users roles',
  'users enable',
  'users disable',
  'roles create',
  'roles permissions',
  'requests approved',
]);
const ONLY_UNDER_ALL: ReadonlySet<AuditActionName> = new Set(['roles rename', 'roles delete']);
const ALWAYS: ReadonlySet<AuditActionName> = new Set(['passkeys add', 'passkeys remove']);

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
  if (ALWAYS.has(action)) return true;
  if (stepUp === 'off') return false;
  const isOwn = target.type === 'user' && target.id === actorId;
  if (action === 'unlink') return !isOwn;
  if (ONLY_UNDER_ALL.has(action)) return stepUp === 'all';
  if (!BY_DIFFERENCE.has(action)) return false;
  return [...gained, ...lost].some(isPrivileged) || (stepUp === 'all' && !isOwn);
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
