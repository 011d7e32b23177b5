import { z } from 'zod';
import { command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { type Reply, show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { refusalOfCommand } from '#chat/views/closed.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { hasSmallForms, permissionButtons } from '#chat/views/role-card.ts';
import { CREATE_ROLE_FORM, createRoleForm, permissionsForm } from '#chat/views/role-forms.ts';
import { HexaError, isHexaError, type Problem } from '#domain/errors.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { RoleDetail } from '#domain/role.ts';
import { formBelow } from './below.ts';

export default command({
  path: 'roles create',
  options: z.object({ name: option.text({ rest: true }), like: option.role() }),
  needs: { permissions: ['Role: create'], sso: 'closed' },
  changes: true,
  opens: 'form',
  async run(context, { name = '', like }) {
    const source = like === undefined ? '' : (await roleLike(context, like)).id;
    return [show(await opened(context, { name, like: source, below: '' }))];
  },
  actions: {
    'roles.new': {
      changes: true,
      opens: 'form',
      run: async (context) => [show(await opened(context, { name: '', like: '', below: '' }))],
    },
    /** In place of the Roles screen, so that the half-filled form is next below; ids: its draft. */
    'roles.manage.new': {
      changes: true,
      opens: 'screen',
      async run(context, { ids: [below = ''] }) {
        const screen = await opened(context, { name: '', like: '', below });
        return [{ type: 'screen', screen, as: 'in_place' }];
      },
    },
  },
  forms: {
    [CREATE_ROLE_FORM.name]: form({
      ...CREATE_ROLE_FORM,
      working: ({ screens: { roleForms } }) => ({ title: roleForms.createTitle, text: roleForms.creating }),
      async check(context, typed) {
        const gained = await permissionsLike(context, typed.like);
        const role = { id: null, name: typed.name, users: 0, diff: { gained, lost: [] } };
        const problems = besideLike(await context.services.roles.problems(context.actor, role));
        if (problems.length > 0) throw new HexaError('invalid', { problems });
      },
      async run(context, typed) {
        const permissions = await permissionsLike(context, typed.like);
        const role = await created(context, typed.name, permissions);
        const below = await formBelow(context, typed.below);
        return [await nextStep(context, role, below.length > 0 ? typed.below : ''), ...below];
      },
      reopen: (context, typed, problems) => opened(context, CREATE_ROLE_FORM.values.parse(typed), problems),
    }),
  },
});

async function opened(
  context: Context,
  typed: z.output<typeof CREATE_ROLE_FORM.values>,
  problems: readonly Problem[] = [],
): Promise<Screen> {
  const { services, words } = context;
  const { name, like } = words.screens.roleForms;
  const notes = problemNotes(words, { name, like }, problems);
  const roles = seesRoles(context) ? await services.roles.all() : null;
  return createRoleForm(context, roles, typed, { below: typed.below, notes });
}

/** Role names are for those who hold Role: read (docs/design.md, section 5), and so is what a role holds. */
function seesRoles({ actor }: Context): boolean {
  return actor.permissions.has('Role: read');
}

async function roleLike(context: Context, query: string): Promise<RoleDetail> {
  if (!seesRoles(context)) throw new HexaError('permission_missing', { missing: ['Role: read'] });
  return context.services.roles.find(query);
}

async function permissionsLike(context: Context, id: string): Promise<PermissionName[]> {
  return id === '' ? [] : [...(await roleLike(context, id)).permissions];
}

async function created(
  { services, by }: Context,
  name: string,
  permissions: readonly PermissionName[],
): Promise<RoleDetail> {
  try {
    return await services.roles.create(by, { name, permissions });
  } catch (error) {
    if (!isHexaError(error, 'invalid')) throw error;
    throw new HexaError('invalid', { problems: besideLike(error.data.problems) });
  }
}

/** The permissions come from the role that is copied: what is wrong with them stands beside it. */
function besideLike(problems: readonly Problem[]): Problem[] {
  return problems.map((each) => (each.field === 'permissions' ? { ...each, field: 'like' } : each));
}

/** Choosing what it may do: in the next form, or by buttons to smaller ones. */
async function nextStep(context: Context, role: RoleDetail, below: string): Promise<Reply> {
  const { services, words } = context;
  const { roleForms: texts } = words.screens;
  const closed = refusalOfCommand(context, 'roles permissions') !== null;
  if (!closed && !hasSmallForms(context)) {
    const { permissions } = role;
    const models = await services.roles.models();
    const edit = { role, models, scope: 'all', opened: permissions, chosen: permissions, below } as const;
    const screen = permissionsForm(context, edit, [texts.createdNext(role.name)]);
    return { type: 'screen', screen: { ...screen, tone: 'success' }, as: 'in_form' };
  }
  return {
    type: 'screen',
    as: 'in_form',
    screen: {
      title: texts.created(role.name),
      shortTitle: texts.createTitle,
      tone: 'success',
      parts: [
        {
          type: 'text',
          text: closed ? texts.createdClosed : words.screens.roles.permissionCount(role.permissions.size),
        },
        ...(below === '' ? [] : [{ type: 'text', text: texts.back(role.name), style: 'note' } as const]),
      ],
      actions: closed ? [] : permissionButtons(context, role, below === '' ? undefined : below),
    },
  };
}
