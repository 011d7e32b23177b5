import type { Words } from '#words/index.ts';
import { listed } from '#words/listed.ts';
import type { Fact } from '../screen.ts';

/** A fact whose value is a list, such as names of roles; `none`: said of an empty one. */
export function listFact(
  { screens: { common } }: Words,
  label: string,
  items: readonly string[],
  none = common.none,
): Fact {
  const value = items.length === 0 ? none : listed(items, common.andMore);
  return { label, value, whole: items };
}
