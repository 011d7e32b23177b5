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
  async run({ catalogue, words }) {
    const { title, intro } = words.screens.help;
    return [
      show({
        title,
        tone: 'neutral',
        parts: [
          { type: 'text', text: intro },
          {
            type: 'facts',
            facts: catalogue.commands.map((each) => ({
              label: usageOf(each),
              value: words.commands[each.path]?.summary ?? '',
            })),
          },
        ],
      }),
    ];
  },
});
