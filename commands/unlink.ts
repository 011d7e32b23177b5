import { z } from 'zod';
import { command } from '#chat/command.ts';
import { show } from '#chat/reply.ts';
import { unlinkedScreen, unlinkScreen } from '#chat/views/link-forms.ts';

/** Removes one's own link; also where the account is not active. */
export default command({
  path: 'unlink',
  options: z.object({}),
  needs: { until: 'link' },
  changes: false,
  opens: 'screen',
  run: async (context) => [show(unlinkScreen(context, context.actor))],
  actions: {
    unlink: {
      changes: true,
      opens: 'screen',
      async run(context) {
        await context.services.links.removeOwn(context.by);
        return [{ type: 'screen', screen: unlinkedScreen(context), as: 'in_place' }];
      },
    },
  },
});
