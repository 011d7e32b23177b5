import { z } from 'zod';
import { command } from '#chat/command.ts';
import { show } from '#chat/reply.ts';
import { chatAccount } from '#chat/views/chat-account.ts';
import { userFacts } from '#chat/views/user.ts';

export default command({
  path: 'whoami',
  options: z.object({}),
  needs: { until: 'workspace' },
  changes: false,
  opens: 'screen',
  async run({ invocation: { identity }, standing: { actor, profile }, words }) {
    const { whoami } = words.screens;
    const chat = { label: whoami.chat, value: chatAccount(identity, profile?.name ?? null) };
    if (actor === null) {
      const { text } = words.errors.not_linked();
      return [
        show({
          title: whoami.title,
          tone: 'warning',
          parts: [
            { type: 'facts', facts: [chat] },
            { type: 'text', text },
          ],
        }),
      ];
    }
    // Also one's own, as everywhere else (docs/design.md, section 5).
    const seesRoles = actor.status === 'active' && actor.permissions.has('Role: read');
    const held = [...actor.permissions].sort();
    return [
      show({
        title: whoami.title,
        tone: actor.status === 'active' ? 'neutral' : 'warning',
        parts: [
          { type: 'facts', facts: [...userFacts({ words, seesRoles }, actor), chat] },
          { type: 'facts', facts: [{ label: whoami.permissions, value: whoami.mayDo(held.length) }] },
        ],
      }),
    ];
  },
});
