import type { PermissionName } from './permission.ts';

/** What a full administrator holds (docs/design.md, section 2): with these one can repair everything else. */
export const FULL_ADMINISTRATOR: readonly PermissionName[] = [
  'User: read',
  'User: update',
  'Role: read',
  'Role: update',
  'Permission: read',
  'Permission: create',
  'Permission: delete',
];
