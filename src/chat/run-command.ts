import type { ActionRef } from './screen.ts';

/** An action of the core: runs a command as if it had been typed without options. */
export const RUN_COMMAND = 'commands.run';

/** For a button: the action that runs the command of this path. */
export function runCommand(path: string): ActionRef {
  return { name: RUN_COMMAND, ids: [path.replaceAll(' ', '_')] };
}

/** The path of such an action. */
export function commandOf([id = '']: readonly string[]): string {
  return id.replaceAll('_', ' ');
}
