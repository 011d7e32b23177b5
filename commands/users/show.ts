import { z } from 'zod';
import { command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { show } from '#chat/reply.ts';
import { openInHexabot } from '#chat/views/links.ts';
import { userFacts } from '#chat/views/user.ts';
import { fullName } from '#domain/user.ts';

export default command({
  path: 'users show',
  options: z.object({ user: option.requiredUser({ rest: true }) }),
  needs: { permissions: ['User: read'] },
  changes: false,
  opens: 'screen',
  async run(context, { user: query }) {
    const { actor, services, words } = context;
    const user = await services.users.find(query);
    const sight = { words, seesRoles: actor.permissions.has('Role: read') };
    return [
      show({
        title: fullName(user),
        tone: user.status === 'active' ? 'neutral' : 'warning',
        parts: [{ type: 'facts', facts: userFacts(sight, user) }],
        actions: openInHexabot(context),
      }),
    ];
  },
});
