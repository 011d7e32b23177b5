import { ACTIONS, type Action, type PermissionName } from '#domain/permission.ts';

/** Which actions each model is held with, models and actions in order. */
export function actionsByModel(permissions: Iterable<PermissionName>): [model: string, actions: Action[]][] {
  return groupedByModel(permissions).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The same with the models as they come. */
export function groupedByModel(permissions: Iterable<PermissionName>): [model: string, actions: Action[]][] {
  const held = new Map<string, Set<string>>();
  for (const name of permissions) {
    const at = name.lastIndexOf(': ');
    const model = name.slice(0, at);
    held.set(model, (held.get(model) ?? new Set()).add(name.slice(at + 2)));
  }
  return [...held].map(([model, actions]) => [model, ACTIONS.filter((action) => actions.has(action))]);
}

/** One line a model, such as `User: read, update`: the 104 permissions of an admin make 26. */
export function permissionLines(permissions: Iterable<PermissionName>): string[] {
  return actionsByModel(permissions).map(([model, actions]) => `${model}: ${actions.join(', ')}`);
}
