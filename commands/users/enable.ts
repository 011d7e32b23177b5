import { command } from '#chat/command.ts';
import { cancelledScreen } from '#chat/views/user-status.ts';
import { statusCommand } from './set-status.ts';
import { undo } from './undo.ts';

const enable = statusCommand('enable');

export default command({
  ...enable,
  actions: {
    ...enable.actions,
    'users.undo': undo,
    /** ids: one user, named in any way: asks to disable who is active, and to enable anybody else. */
    'users.toggle': {
      changes: false,
      opens: 'screen',
      async run(context, input) {
        const [query = ''] = input.ids;
        const { id, status } = await context.services.users.find(query, context.invocation.identity);
        const { actions } = statusCommand(status === 'active' ? 'disable' : 'enable');
        const ask = actions?.[`users.${status === 'active' ? 'disable' : 'enable'}.ask`];
        return ask === undefined ? [] : ask.run(context, { ...input, ids: [id] });
      },
    },
    'users.cancel': {
      needs: { until: 'workspace' },
      changes: false,
      opens: 'screen',
      run: async (context) => [{ type: 'screen', screen: cancelledScreen(context), as: 'in_place' }],
    },
  },
});
