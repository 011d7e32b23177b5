import type { PermissionName } from './permission.ts';
import type { Role } from './user.ts';

/** The role that is neither renamed nor deleted, and that nobody takes from themselves (docs/design.md, section 6). */
export const ADMIN_ROLE = 'admin';

export interface RoleSummary extends Role {
  /** Users who have it, set aside or not. */
  users: number;
}

export interface RoleDetail extends RoleSummary {
  permissions: ReadonlySet<PermissionName>;
  /** How many open requests ask for it: without it they are out of date. */
  requests: number;
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
