import { z } from 'zod';
import type { Configured, Host } from '#chat/platform.ts';
import { type Environment, readVariables } from '#chat/variables.ts';

/** Settings of the console, where it is on. */
export interface ConsoleSettings {
  /** Who holds the terminal comes in by a link in it; elsewhere people sign in. */
  keyLink: boolean;
}

/** Variables of the console. */
export const variables = z.object({
  CHATOPS_CONSOLE: z.enum(['on', 'off'], { error: 'CHATOPS_CONSOLE must be on or off.' }).optional(),
});

/** On by itself where the terminal of a laptop is all there is. */
export function configure(given: Environment, { isEmbedded, isLoopback }: Host): Configured<ConsoleSettings> {
  const { values, malformed } = readVariables(variables, given);
  const keyLink = isEmbedded && isLoopback;
  const isOn = (values?.CHATOPS_CONSOLE ?? (keyLink ? 'on' : 'off')) === 'on';
  return { settings: isOn ? { keyLink } : null, malformed, contradictions: [] };
}
