import type { RoleDetail } from '#domain/role.ts';
import type { Role } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import type { Screen } from '../screen.ts';

/** Asks before a role is deleted. */
export function roleRemoval({ screens: { roles: texts } }: Words, role: RoleDetail): Screen {
  return {
    title: texts.removeTitle(role.name),
    shortTitle: texts.removeShort,
    tone: 'warning',
    parts: [{ type: 'text', text: texts.removeText(role.name, role.permissions.size, role.requests) }],
    actions: [
      {
        type: 'button',
        label: texts.removeConfirm,
        action: { name: 'roles.delete', ids: [role.id] },
        style: 'danger',
      },
    ],
  };
}

/** The role is gone. */
export function roleRemoved(
  { screens: { roles: texts } }: Words,
  { role, outdates }: { role: Role; outdates: number },
): Screen {
  const { removed, removedOutdated, title } = texts;
  const parts = outdates === 0 ? [] : [{ type: 'text', text: removedOutdated(outdates) } as const];
  return { title: removed(role.name), shortTitle: title, tone: 'success', parts };
}
