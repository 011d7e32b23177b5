import { z } from 'zod';
import { command, form } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import { problemNotes } from '#chat/views/problem-notes.ts';
import { RENAME_ROLE_FORM, renameRoleForm } from '#chat/views/role-forms.ts';
import { HexaError } from '#domain/errors.ts';
import type { RoleDetail } from '#domain/role.ts';
import { refusalToRenameRole } from '#domain/role-rules.ts';

export default command({
  path: 'roles rename',
  options: z.object({ role: option.requiredRole({ rest: true }), to: option.text() }),
  needs: { permissions: ['Role: read', 'Role: update'], sso: 'closed' },
  changes: true,
  opens: 'form',
  async run(context, { role: query, to }) {
    const role = await renamable(context, query);
    return [show(renameRoleForm(context, role, to ?? role.name, []))];
  },
  actions: {
    'roles.rename': {
      changes: true,
      opens: 'form',
      async run(context, { ids: [id = ''] }) {
        const role = await renamable(context, id);
        return [show(renameRoleForm(context, role, role.name, []))];
      },
    },
  },
  forms: {
    [RENAME_ROLE_FORM.name]: form({
      ...RENAME_ROLE_FORM,
      working: ({ screens: { roleForms } }) => ({ title: roleForms.renameShort, text: roleForms.renaming }),
      async check(context, { role: id, name }) {
        const role = await renamable(context, id);
        const renamed = { id, name, users: role.users, diff: { gained: [], lost: [] } };
        const problems = await context.services.roles.problems(context.actor, renamed);
        if (problems.length > 0) throw new HexaError('invalid', { problems });
      },
      async run(context, { role: id, name }) {
        const before = await renamable(context, id);
        const after = await context.services.roles.rename(context.by, id, name);
        const { roleForms, roles } = context.words.screens;
        return [
          {
            type: 'screen',
            as: 'in_form',
            screen: {
              title: roleForms.renamed(before.name, after.name),
              shortTitle: roleForms.renameShort,
              tone: 'success',
              parts: [
                {
                  type: 'facts',
                  facts: [
                    { label: roles.name, value: after.name },
                    { label: roles.users, value: roles.people(after.users) },
                  ],
                },
              ],
            },
          },
        ];
      },
      async reopen(context, typed, problems) {
        const { role: id, name } = RENAME_ROLE_FORM.values.parse(typed);
        const notes = problemNotes(context.words, { name: context.words.screens.roleForms.name }, problems);
        return renameRoleForm(context, await context.services.roles.find(id), name, notes);
      },
    }),
  },
});

/** Throws `role_not_found`, `role_protected`. */
async function renamable({ services }: Context, query: string): Promise<RoleDetail> {
  const role = await services.roles.find(query);
  const refusal = refusalToRenameRole(role);
  if (refusal !== null) throw refusal;
  return role;
}
