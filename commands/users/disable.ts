import { command } from '#chat/command.ts';
import { statusCommand } from './set-status.ts';

export default command(statusCommand('disable'));
