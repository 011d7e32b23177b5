import type { ChatIdentity } from './chat-identity.ts';
import type { PermissionName } from './permission.ts';
import type { Role } from './user.ts';

/** `pending` until somebody decides; the others are final. */
export const REQUEST_STATUSES = [
  'pending',
  'approved',
  'denied',
  'cancelled',
  'expired',
  'outdated',
] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

interface Named {
  id: string;
  name: string;
}

/** As a card shows somebody: by their chat accounts and picture, where they have any. */
interface Shown extends Named {
  identities: ChatIdentity[];
  /** A public https address, or null. */
  avatar: string | null;
}

/**
 * A proposed replacement of a user's role list (docs/design.md, section 7), as everybody who may see its card sees it.
 */
export interface RoleChangeRequest {
  id: string;
  status: RequestStatus;
  /** Grows with each state; a copy of the card that shows an older one is behind. */
  version: number;
  requester: Shown;
  target: Shown & { email: string };
  rolesBefore: Role[];
  rolesAfter: Role[];
  gained: PermissionName[];
  lost: PermissionName[];
  reason: string;
  /** Length of timed access in milliseconds; such a request only adds roles. */
  lastsMs: number | null;
  createdAt: Date;
  expiresAt: Date;
  decision: { by: Named | null; at: Date; reason: string | null } | null;
  /** How many other open requests for this user start from the same roles: once one is approved, the others can't be. */
  rivals: number;
  /** Timed access that was granted. */
  grant: { endsAt: Date; endedAt: Date | null; outcome: 'ended' | 'kept' | null } | null;
}

/** The roles to ask for where a request was overtaken: the present ones, with what it would have added and taken. */
export function rolesAskedAnew(
  present: readonly Role[],
  { rolesBefore, rolesAfter }: Pick<RoleChangeRequest, 'rolesBefore' | 'rolesAfter'>,
): Role[] {
  const isIn = (roles: readonly Role[], { id }: Role): boolean => roles.some((each) => each.id === id);
  const staying = present.filter((role) => !isIn(rolesBefore, role) || isIn(rolesAfter, role));
  return [...staying, ...rolesAfter.filter((role) => !isIn(rolesBefore, role) && !isIn(staying, role))];
}

/** How many requests somebody may have open, and make in a day (docs/design.md, section 7). */
const LIMITS = { open: 5, openOfUpdaters: 100, day: 20 };

/** The limit that this requester, who has so many open and made so many within a day, has reached; null: none. */
export function requestLimit(
  { permissions }: { permissions: ReadonlySet<PermissionName> },
  { open, day }: { open: number; day: number },
): { per: 'open' | 'day'; limit: number } | null {
  const mayUpdate = permissions.has('User: update');
  const limit = mayUpdate ? LIMITS.openOfUpdaters : LIMITS.open;
  if (open >= limit) return { per: 'open', limit };
  return mayUpdate || day < LIMITS.day ? null : { per: 'day', limit: LIMITS.day };
}

/** Why somebody may not decide a request. */
export type Ineligible =
  | 'requester'
  | 'target'
  | 'not_active'
  | 'not_linked'
  | 'lacks_user_update'
  | 'lacks_role_read'
  | 'lacks_granted'
  | 'made_by_requester'
  | 'not_then';

/** What is known of somebody who would decide; the database knows it, this judges. */
export interface Candidate {
  id: string;
  active: boolean;
  linked: boolean;
  permissions: ReadonlySet<PermissionName>;
  /** Created, enabled, linked or given roles by the requester within 30 days: no puppets. */
  madeByRequester: boolean;
  /** Eligible when the request was made; null while it is being made. */
  eligibleThen: boolean | null;
}

/** Users are compared, never chat identities (docs/design.md, section 7). Null: eligible. */
export function ineligible(
  candidate: Candidate,
  request: { requesterId: string; targetId: string; gained: readonly PermissionName[] },
): Ineligible | null {
  const { id, permissions } = candidate;
  if (id === request.requesterId) return 'requester';
  if (id === request.targetId) return 'target';
  if (!candidate.active) return 'not_active';
  if (!candidate.linked) return 'not_linked';
  if (!permissions.has('User: update')) return 'lacks_user_update';
  // The gate asks for it too (docs/design.md, section 5): without it the roles to be decided about could not be shown.
  if (!permissions.has('Role: read')) return 'lacks_role_read';
  if (request.gained.some((name) => !permissions.has(name))) return 'lacks_granted';
  if (candidate.madeByRequester) return 'made_by_requester';
  return candidate.eligibleThen === false ? 'not_then' : null;
}
