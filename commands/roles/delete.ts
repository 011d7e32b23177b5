import { z } from 'zod';
import { command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import { roleRemoval, roleRemoved } from '#chat/views/role-removal.ts';
import { refusalToRemoveRole } from '#domain/role-rules.ts';

export default command({
  path: 'roles delete',
  options: z.object({ role: option.requiredRole({ rest: true }) }),
  needs: { permissions: ['Role: read', 'Role: delete'], sso: 'closed' },
  changes: true,
  opens: 'screen',
  async run(context, { role: query }) {
    const role = await context.services.roles.find(query);
    const refusal = refusalToRemoveRole(context.actor, role);
    if (refusal !== null) throw refusal;
    return [show(roleRemoval(context.words, role))];
  },
  actions: {
    'roles.delete': {
      changes: true,
      opens: 'screen',
      async run(context, { ids: [id = ''] }) {
        const removed = await context.services.roles.remove(context.by, id);
        return [{ type: 'screen', screen: roleRemoved(context.words, removed), as: 'in_place' }];
      },
    },
  },
});
