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
    'users.cancel': {
      needs: { until: 'workspace' },
      changes: false,
      opens: 'screen',
      run: async (context) => [{ type: 'screen', screen: cancelledScreen(context), as: 'in_place' }],
    },
  },
});
