import { z } from 'zod';
import { command } from '#chat/command.ts';
import type { Context } from '#chat/context.ts';
import { option } from '#chat/option.ts';
import { type Reply, show } from '#chat/reply.ts';
import { userCard } from '#chat/views/user-card.ts';
import { HexaError } from '#domain/errors.ts';

export default command({
  path: 'users show',
  options: z.object({ user: option.requiredUser({ rest: true }) }),
  needs: { permissions: ['User: read'] },
  changes: false,
  opens: 'screen',
  async run(context, { user: query }) {
    const { id } = await context.services.users.find(query, context.invocation.identity);
    return [await cardOf(context, id)];
  },
  actions: {
    /** ids or what was chosen: a user. */
    'users.show': {
      changes: false,
      opens: 'screen',
      async run(context, { ids, selected }) {
        const id = ids[0] ?? selected[0];
        if (id === undefined) throw new HexaError('outdated', {});
        return [await cardOf(context, id)];
      },
    },
  },
});

async function cardOf(context: Context, id: string): Promise<Reply> {
  const { users } = context.services;
  const detail = await users.detail(id);
  const to = detail.user.status === 'active' ? 'disabled' : 'active';
  const [refusal = null] = await users.statusRefusals(context.actor, [detail.user], to);
  return show(userCard(context, detail, refusal));
}
