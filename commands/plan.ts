import { z } from 'zod';
import { command } from '#chat/command.ts';
import { show } from '#chat/reply.ts';
import { planScreen } from '#chat/views/plan.ts';

export default command({
  path: 'plan',
  options: z.object({}),
  needs: { until: 'account', quota: 'shown' },
  changes: false,
  opens: 'screen',
  run: async (context) => [show(planScreen(context))],
});
