import { z } from 'zod';
import { type ActionHandler, command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { hasSmallForms } from '#chat/views/role-card.ts';
import {
  PERMISSIONS_FORM,
  type PermissionsEdit,
  type PermissionsTyped,
  permissionsForm,
  readChosen,
  reviewPermissionsForm,
  SAVE_PERMISSIONS_FORM,
} from '#chat/views/role-forms.ts';
import { permissionsSaved, rolePermissions } from '#chat/views/role-permissions.ts';
import { HexaError, isHexaError, type Problem } from '#domain/errors.ts';
import { ACTIONS, type PermissionName } from '#domain/permission.ts';
import { type PermissionDiff, permissionDiff, type RoleDetail } from '#domain/role.ts';
import { actionOf, actionsOf, besideActions, type EditScope, mergeEdit } from '#domain/role-edit.ts';
import { formBelow } from './below.ts';

type SaveTyped = z.output<typeof SAVE_PERMISSIONS_FORM.values>;

export default command({
  path: 'roles permissions',
  options: z.object({ role: option.requiredRole({ rest: true }), action: option.choice(ACTIONS) }),
  needs: { permissions: ['Role: read', 'Permission: create', 'Permission: delete'], sso: 'closed' },
  changes: true,
  opens: 'form',
  async run(context, { role, action }) {
    return [show(await opened(context, await context.services.roles.find(role), action ?? 'all', ''))];
  },
  actions: {
    /** ids: the request that is taken back, within five minutes and by who made it. */
    'roles.permissions.undo': {
      changes: true,
      opens: 'screen',
      async run(context, { ids: [requestId = ''] }) {
        const changed = await context.services.roles.undoPermissions(context.by, requestId);
        const screen = permissionsSaved(context, changed, { below: '', undo: null });
        return [{ type: 'screen', screen, as: 'in_place' }];
      },
    },
    /** ids: the draft of the review, whose choice is to be changed. */
    'roles.permissions.change': {
      changes: false,
      opens: 'form',
      async run(context, { ids: [id = ''] }) {
        const { identity } = context.invocation;
        const draft = await context.services.drafts.read(identity, id, SAVE_PERMISSIONS_FORM.name);
        if (draft === null) throw new HexaError('outdated', {});
        const screen = await again(context, PERMISSIONS_FORM.values.parse(draft.values), []);
        return [{ type: 'screen', screen, as: 'in_place' }];
      },
    },
    'roles.edit': edits('all'),
    'roles.edit.create': edits('create'),
    'roles.edit.read': edits('read'),
    'roles.edit.update': edits('update'),
    'roles.edit.delete': edits('delete'),
    /** A select of roles, in place of the Roles screen, so that the half-filled form is next below; ids: its draft. */
    'roles.manage.adjust': {
      changes: true,
      opens: 'screen',
      run: async (context, { ids: [below = ''], selected: [id = ''] }) => open(context, id, 'all', below),
    },
  },
  forms: {
    /** First step: choose. */
    [PERMISSIONS_FORM.name]: form({
      ...PERMISSIONS_FORM,
      working: ({ screens: { roleForms } }) => ({
        title: roleForms.permissionsShort,
        text: roleForms.checking,
      }),
      async check(context, typed) {
        const { role, diff } = await merged(context, typed);
        const changed = { id: role.id, name: role.name, users: role.users, diff };
        const known = await context.services.roles.problems(context.actor, changed);
        const problems = besideActions(known.filter(({ field }) => field === 'permissions'));
        if (problems.length > 0) throw new HexaError('invalid', { problems });
      },
      run: (context, typed) => review(context, typed),
      reopen: (context, typed, problems) => again(context, PERMISSIONS_FORM.values.parse(typed), problems),
    }),
    [SAVE_PERMISSIONS_FORM.name]: form({
      ...SAVE_PERMISSIONS_FORM,
      working: ({ screens: { roleForms } }) => ({
        title: roleForms.permissionsShort,
        text: roleForms.saving,
      }),
      async check() {},
      async run(context, typed) {
        try {
          const changed = await saved(context, typed);
          const below = await formBelow(context, typed.below);
          const undo = context.invocation.id;
          const back = below.length > 0 ? typed.below : '';
          return [inForm(permissionsSaved(context, changed, { below: back, undo })), ...below];
        } catch (error) {
          if (!isHexaError(error, 'role_review_changed')) throw error;
          return review(context, typed, [context.words.errors.role_review_changed(error.data).text]);
        }
      },
      reopen: (context, typed, problems) => again(context, PERMISSIONS_FORM.values.parse(typed), problems),
    }),
  },
});

/** What saving would give and take as of now; where that is nothing, that it is so already. */
async function review(
  context: Context,
  typed: PermissionsTyped,
  notes: readonly string[] = [],
): Promise<Reply[]> {
  const { role, diff } = await merged(context, typed);
  const isChanged = diff.gained.length + diff.lost.length > 0;
  if (isChanged) {
    const { outdates } = await context.services.roles.previewPermissions(role.id, diff);
    return [inForm(reviewPermissionsForm(context, role, typed, { diff, outdates, notes }))];
  }
  const below = await formBelow(context, typed.below);
  const back = below.length > 0 ? typed.below : '';
  return [
    inForm(permissionsSaved(context, { role, diff, outdates: 0 }, { below: back, undo: null })),
    ...below,
  ];
}

function inForm(screen: Screen): Reply {
  return { type: 'screen', screen, as: 'in_form' };
}

/** The first step with what was chosen. */
async function again(
  context: Context,
  typed: PermissionsTyped,
  problems: readonly Problem[],
): Promise<Screen> {
  const role = await context.services.roles.find(typed.role);
  const models = await context.services.roles.models();
  const chosen = readChosen(typed, models);
  const edit = { role, models, scope: typed.scope, opened: openedOf(typed), chosen, below: typed.below };
  return permissionsForm(context, edit, notesOf(context, problems));
}

/** A button with the role's id and, on top of a half-filled form, that form's draft. */
function edits(scope: EditScope): ActionHandler {
  return {
    changes: true,
    opens: 'form',
    run: async (context, { ids: [id = '', below = ''] }) => open(context, id, scope, below),
  };
}

async function open(context: Context, id: string, scope: EditScope, below: string): Promise<Reply[]> {
  const role = await context.services.roles.find(id);
  const screen = await opened(context, role, scope, below);
  return [{ type: 'screen', screen, as: below === '' ? 'new' : 'in_place' }];
}

/** The form; or, where it cannot hold all four actions, the permissions with a button for each. */
async function opened(context: Context, role: RoleDetail, scope: EditScope, below: string): Promise<Screen> {
  const models = await context.services.roles.models();
  if (scope === 'all' && hasSmallForms(context)) return rolePermissions(context, role, models, below);
  const { permissions } = role;
  const inScope = new Set([...permissions].filter((name) => actionsOf(scope).includes(actionOf(name))));
  const edit: PermissionsEdit = { role, models, scope, opened: inScope, chosen: inScope, below };
  return permissionsForm(context, edit, []);
}

function openedOf({ opened: names }: PermissionsTyped): Set<PermissionName> {
  return new Set(names as PermissionName[]);
}

/** The role as it is now, and what of the choice changes anything now. Throws `role_not_found`. */
async function merged({ services }: Context, typed: PermissionsTyped) {
  const role = await services.roles.find(typed.role);
  const sent = readChosen(typed, await services.roles.models());
  const chosen = permissionDiff(openedOf(typed), sent);
  return { role, diff: mergeEdit(role.permissions, chosen).diff };
}

/** Saves what the review showed. */
async function saved({ services, by }: Context, { role, gained, lost, users }: SaveTyped) {
  // Nothing else made them: the draft keeps what our own review showed.
  const shown = { gained, lost } as PermissionDiff;
  try {
    return await services.roles.changePermissions(
      by,
      role,
      shown,
      users === undefined ? undefined : { users },
    );
  } catch (error) {
    if (!isHexaError(error, 'invalid')) throw error;
    throw new HexaError('invalid', { problems: besideActions(error.data.problems) });
  }
}

function notesOf({ words }: Context, problems: readonly Problem[]): string[] {
  return problemNotes(words, words.screens.roleForms.field, problems);
}
