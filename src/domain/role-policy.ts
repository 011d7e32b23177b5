import { missingPermissions, type PermissionName } from './permission.ts';
import type { PermissionDiff } from './role.ts';

/** CHATOPS_APPROVALS (docs/design.md, section 7), from the loosest to the strictest. */
export const APPROVALS = ['off', 'escalations', 'privileged', 'all'] as const;
export type Approvals = (typeof APPROVALS)[number];

/** Models whose write permissions make the difference between a user and an administrator. */
export const PRIVILEGED_MODELS: ReadonlySet<string> = new Set(['User', 'Role', 'Permission']);

/** Whether it makes an administrator: it writes users, roles or permissions. */
export function isPrivileged(permission: PermissionName): boolean {
  const [model = '', action] = permission.split(': ');
  return PRIVILEGED_MODELS.has(model) && action !== 'read';
}

/** Why a change needs somebody else: what the actor lacks, what is privileged, or every change. */
export interface RequestReason {
  why: 'lacking' | 'privileged' | 'all';
  /** Empty for `all`. */
  permissions: PermissionName[];
}

/** Those of the permissions that this policy lets nobody give or take alone. */
export function privilegedOf(approvals: Approvals, permissions: readonly PermissionName[]): PermissionName[] {
  return approvals === 'privileged' || approvals === 'all' ? permissions.filter(isPrivileged) : [];
}

/** What of a change cannot be done directly by an actor who holds `held`; null: it can. */
export function requestReason(
  approvals: Approvals,
  held: ReadonlySet<PermissionName>,
  { gained, lost }: PermissionDiff,
): RequestReason | null {
  if (approvals === 'off') return null;
  const lacking = missingPermissions(held, gained);
  if (lacking.length > 0) return { why: 'lacking', permissions: lacking };
  const privileged = privilegedOf(approvals, [...gained, ...lost]);
  if (privileged.length > 0) return { why: 'privileged', permissions: privileged };
  return approvals === 'all' ? { why: 'all', permissions: [] } : null;
}
