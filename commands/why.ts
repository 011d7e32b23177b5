import { z } from 'zod';
import { command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { commandAt } from '#chat/parse-typed.ts';
import { show } from '#chat/reply.ts';
import { whyScreen } from '#chat/views/why.ts';

/** Whoever is stopped at the gate can ask why: for oneself nothing is needed. */
export default command({
  path: 'why',
  options: z.object({ command: option.requiredCommand({ rest: true }), for: option.user() }),
  needs: ({ for: other }) => (other === undefined ? { until: 'workspace' } : { permissions: ['User: read'] }),
  changes: false,
  opens: 'screen',
  async run({ catalogue, invocation, services, standing, words }, { command: typed, for: other }) {
    const asked = commandAt(catalogue, typed);
    if (other === undefined) return [show(whyScreen(words, asked, standing, null))];
    const user = await services.users.find(other, invocation.identity);
    const theirs = await services.standingOf(user.id, standing);
    return [show(whyScreen(words, asked, theirs, user))];
  },
});
