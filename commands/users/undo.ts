import type { ActionHandler } from '#chat/command.ts';
import { undoneScreen } from '#chat/views/user-status.ts';

/** ids: the request that is taken back, within five minutes and by who made it; what it needs, its command needs. */
export const undo: ActionHandler = {
  changes: true,
  opens: 'screen',
  async run(context, { ids: [requestId = ''] }) {
    const users = await context.services.users.undo(context.by, requestId);
    return [{ type: 'screen', screen: undoneScreen(context, users), as: 'in_place' }];
  },
};
