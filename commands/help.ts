import { z } from 'zod';
import { usageOf } from '#chat/catalogue.ts';
import { command } from '#chat/command.ts';
import { show } from '#chat/reply.ts';

export default command({
  path: 'help',
  options: z.object({}),
  needs: { until: 'workspace' },
  changes: false,
  opens: 'screen',
  async run({ catalogue, invocation, words }) {
    const { title, intro, introFields } = words.screens.help;
    const isTyped = invocation.input.type === 'line';
    return [
      show({
        title,
        tone: 'neutral',
        parts: [
          { type: 'text', text: isTyped ? intro : introFields },
          {
            type: 'facts',
            facts: catalogue.commands.map((each) => ({
              label: isTyped ? usageOf(each) : `/hexa ${each.path}`,
              value: words.commands[each.path]?.summary ?? '',
            })),
          },
        ],
      }),
    ];
  },
});
