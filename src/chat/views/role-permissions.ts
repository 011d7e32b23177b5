import type { PermissionsChanged, RoleDetail } from '#domain/role.ts';
import type { Context } from '../context.ts';
import type { Part, Screen } from '../screen.ts';
import { permissionButtons, permissionMatrix } from './role-card.ts';
import { diffPart } from './role-forms.ts';
import { undoButton } from './user-status.ts';

type Asked = Pick<Context, 'catalogue' | 'invocation' | 'setup' | 'standing' | 'words'>;

/** What a role may do, with a button for each action: where one form cannot hold them all. */
export function rolePermissions(
  context: Asked,
  role: RoleDetail,
  models: readonly string[],
  below: string,
): Screen {
  const { roleForms: texts } = context.words.screens;
  return {
    title: texts.permissionsTitle(role.name),
    shortTitle: texts.permissionsShort,
    tone: 'neutral',
    parts: [permissionMatrix(context, role, models)],
    actions: permissionButtons(context, role, below === '' ? undefined : below),
  };
}

/**
 * What was gained and lost, what it ended, and when it counts. `below`: the draft of the form that it was done for, or
 * empty; `undo`: the request that is taken back, or null.
 */
export function permissionsSaved(
  { setup, words }: Asked,
  { role, diff, outdates }: PermissionsChanged,
  { below, undo }: { below: string; undo: string | null },
): Screen {
  const { roleForms: texts, roles, userStatus } = words.screens;
  const isChanged = diff.gained.length + diff.lost.length > 0;
  const notes: Part[] = [
    // Hexabot keeps permissions in a cache for CACHE_TTL (docs/hexabot.md, Sign-in and sessions).
    ...(isChanged && !setup.standalone ? [texts.delay] : []),
    ...(below === '' ? [] : [texts.back(role.name)]),
    ...(undo === null ? [] : [userStatus.undoNote]),
  ].map((text) => ({ type: 'text', text, style: 'note' }));
  return {
    title: isChanged ? texts.saved(role.name) : texts.unchanged(role.name),
    shortTitle: texts.permissionsShort,
    tone: isChanged ? 'success' : 'neutral',
    parts: [
      ...(isChanged ? [diffPart({ words }, diff)] : []),
      { type: 'text', text: roles.permissionCount(role.permissions.size) },
      ...(outdates === 0 ? [] : [{ type: 'text', text: texts.outdated(outdates, undo !== null) } as const]),
      ...notes,
    ],
    actions: [
      ...(undo === null ? [] : [undoButton(words, 'roles.permissions.undo', undo)]),
      ...(below === ''
        ? [{ type: 'button', label: roles.show, action: { name: 'roles.show', ids: [role.id] } } as const]
        : []),
    ],
  };
}
