import { type Problem, problem } from './errors.ts';
import { ACTIONS, type Action, type PermissionName } from './permission.ts';
import { type PermissionDiff, permissionDiff } from './role.ts';

/** Which actions a form of permissions is about: one, or all. */
export const EDIT_SCOPES = ['all', ...ACTIONS] as const;
export type EditScope = (typeof EDIT_SCOPES)[number];

/** The actions of this scope. */
export function actionsOf(scope: EditScope): readonly Action[] {
  return scope === 'all' ? ACTIONS : [scope];
}

/** The action of a permission. */
export function actionOf(permission: PermissionName): Action {
  return permission.split(': ')[1] as Action;
}

/**
 * What the role is to hold: what it holds now, with what was chosen since the form opened. What somebody else
 * changed meanwhile stays, as only the difference between the opened and the sent form counts.
 */
export function mergeEdit(
  present: ReadonlySet<PermissionName>,
  { gained, lost }: PermissionDiff,
): { permissions: Set<PermissionName>; diff: PermissionDiff } {
  const permissions = new Set(present);
  for (const name of gained) permissions.add(name);
  for (const name of lost) permissions.delete(name);
  return { permissions, diff: permissionDiff(present, permissions) };
}

/** What is wrong with permissions, beside the field of the action that each belongs to. */
export function besideActions(problems: readonly Problem[]): Problem[] {
  return problems.flatMap((each): Problem[] => {
    if (each.field !== 'permissions' || !('permissions' in each.data)) return [each];
    const { data, code } = each;
    return ACTIONS.flatMap((action): Problem[] => {
      const permissions = data.permissions.filter((name) => actionOf(name) === action);
      return permissions.length === 0 ? [] : [problem(action, code, { ...data, permissions } as never)];
    });
  });
}
