import type { PermissionName } from './permission.ts';
import { sameSet } from './same-set.ts';
import type { Role } from './user.ts';

/** The role that is neither renamed nor deleted, and that nobody takes from themselves (docs/design.md, section 6). */
export const ADMIN_ROLE = 'admin';

/** A role in a list. */
export interface RoleSummary extends Role {
  /** Users who have it, set aside or not. */
  users: number;
}

/** A role with all that its card shows. */
export interface RoleDetail extends RoleSummary {
  permissions: ReadonlySet<PermissionName>;
  /** How many open requests ask for it: without it they are out of date. */
  requests: number;
}

/** A role as a form offers it. */
export interface OfferedRole extends Role {
  /** Changes with what the role allows. */
  mark: string;
}

/** What a form keeps of the roles that it offers, so that none is given with more than it allowed when it was shown. */
export function marksOf(roles: readonly OfferedRole[]): string[] {
  return roles.map(({ id, mark }) => `${id}=${mark}`);
}

/** What a change gives and takes, sorted. */
export interface PermissionDiff {
  gained: PermissionName[];
  lost: PermissionName[];
}

/** What has to be given and taken to get from one to the other. */
export function permissionDiff(
  before: ReadonlySet<PermissionName>,
  after: ReadonlySet<PermissionName>,
): PermissionDiff {
  return {
    gained: [...after].filter((name) => !before.has(name)).sort(),
    lost: [...before].filter((name) => !after.has(name)).sort(),
  };
}

/** What became of a role whose permissions were changed. */
export interface PermissionsChanged {
  role: RoleDetail;
  diff: PermissionDiff;
  /** Open requests that it leaves out of date: what they give or take is no longer what they said. */
  outdates: number;
}

/** Whether both give and take the same. */
export function sameDiff(one: PermissionDiff, other: PermissionDiff): boolean {
  return sameSet(one.gained, other.gained) && sameSet(one.lost, other.lost);
}
