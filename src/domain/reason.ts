import { type Problem, problem } from './errors.ts';

/** Longer than any reason that somebody reads, and short enough for a card. */
export const REASON_MAX_CHARACTERS = 500;

/** What is wrong with the reason of a request, or of its denial. */
export function reasonProblems(reason: string): Problem[] {
  const { length } = [...reason.trim()];
  if (length === 0) return [problem('reason', 'reason_required', {})];
  if (length <= REASON_MAX_CHARACTERS) return [];
  return [problem('reason', 'too_long', { max: REASON_MAX_CHARACTERS })];
}
