import { z } from 'zod';
import { command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import { roleCard } from '#chat/views/role-card.ts';
import type { RoleDetail } from '#domain/role.ts';

export default command({
  path: 'roles show',
  options: z.object({ role: option.requiredRole({ rest: true }) }),
  needs: { permissions: ['Role: read'], sso: 'closed' },
  changes: false,
  opens: 'screen',
  async run(context, { role }) {
    return [show(await card(context, await context.services.roles.find(role)))];
  },
  actions: {
    /** A button with the role's id, or a select of roles. */
    'roles.show': {
      changes: false,
      opens: 'screen',
      async run(context, { ids, selected }) {
        const role = await context.services.roles.find(selected[0] ?? ids[0] ?? '');
        return [show(await card(context, role))];
      },
    },
  },
});

async function card(context: Context, role: RoleDetail): Promise<Screen> {
  const { actor, invocation, services } = context;
  const models = await services.roles.models();
  const query = { search: null, status: null, roleIds: [role.id], sort: 'name', page: 0 } as const;
  const users = actor.permissions.has('User: read')
    ? await services.users.list({ ...query, pageSize: invocation.pageSize })
    : null;
  return roleCard(context, role, models, users);
}
