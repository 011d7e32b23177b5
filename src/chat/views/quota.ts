import type { Quota } from '#domain/plan.ts';
import type { Words } from '#words/index.ts';

/** `Users: used/limit`. */
export function quotaText(words: Words, { used, limit }: Quota): string {
  return words.screens.common.quota(used, limit);
}
