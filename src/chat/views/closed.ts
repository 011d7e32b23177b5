import type { HexaError } from '#domain/errors.ts';
import type { Context } from '../context.ts';
import { needsOf } from '../declared.ts';
import { refusalFor } from '../gate.ts';
import { refusalText } from './refusal.ts';

/** What the gate says of a command that is not typed yet; null: open. */
export function refusalOfCommand(
  { catalogue, standing }: Pick<Context, 'catalogue' | 'standing'>,
  path: string,
): HexaError | null {
  const command = catalogue.command(path);
  if (command === null) throw new Error(`no command ${path}`);
  return refusalFor(standing, needsOf(command));
}

/** For a button: cannot be pressed, and why. */
export function disabledBy(
  { words }: Pick<Context, 'words'>,
  refusal: HexaError | null,
): { disabled?: string } {
  return refusal === null ? {} : { disabled: refusalText(words, refusal).text };
}
