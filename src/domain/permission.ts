/** What can be done to a model, in the order in which it is shown. */
export const ACTIONS = ['create', 'read', 'update', 'delete'] as const;
export type Action = (typeof ACTIONS)[number];

/** A permission as people read it and as sets compare it, for example `User: update`. */
export type PermissionName = `${string}: ${Action}`;

/** For example `User: update`. */
export function permissionName(model: string, action: Action): PermissionName {
  return `${model}: ${action}`;
}

/** What is asked for and not held, in the order it was asked. */
export function missingPermissions(
  held: ReadonlySet<PermissionName>,
  asked: Iterable<PermissionName>,
): PermissionName[] {
  const missing = [...asked].filter((name) => !held.has(name));
  return missing.length === 0 ? missing : [...new Set(missing)];
}
