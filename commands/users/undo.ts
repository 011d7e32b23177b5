import type { ActionHandler } from '#chat/command.ts';
import { undoneScreen } from '#chat/views/user-status.ts';
import { auditRefused } from './set-status.ts';

/** ids: the request that is taken back, within five minutes and by who made it; what it needs, its command needs. */
export const undo: ActionHandler = {
  changes: true,
  opens: 'screen',
  async run(context, { ids: [requestId = ''] }) {
    const all = await context.services.users.undo(context.by, requestId);
    await auditRefused(context, 'users undo', all);
    return [{ type: 'screen', screen: undoneScreen(context, all), as: 'in_place' }];
  },
};
