import type { Problem } from '../api-error.ts';

/**
 * What breaks the rules or Discord's own description. The rules take the shape of a body for granted: where
 * the description already finds it wrong, they may stumble.
 */
export function problemsIn(rules: () => Problem[], described: readonly Problem[]): Problem[] {
  try {
    return [...rules(), ...described];
  } catch (error) {
    if (described.length === 0) throw error;
    return [...described];
  }
}
