import leven from 'leven';
import { comparisonKey } from '#domain/text.ts';
import { LANGUAGES, type Words } from '#words/index.ts';

/** The names of an option or choice in every language of ours, as they are compared. */
function keysOf(name: string): string[] {
  const others = Object.values(LANGUAGES as Record<string, Words>).map(({ names }) => names[name] ?? name);
  return [...new Set([name, ...others].map(comparisonKey))];
}

/** The option or choice that is called so, in any of our languages; its own name comes first. Null: none. */
export function named<T extends string>(all: readonly T[], typed: string): T | null {
  const key = comparisonKey(typed);
  return (
    all.find((name) => comparisonKey(name) === key) ?? all.find((name) => keysOf(name).includes(key)) ?? null
  );
}

/** The name with the fewest letters to change, when that is at most two fifths of them (or one letter). */
export function nearestName(all: readonly string[], typed: string): string | null {
  const key = comparisonKey(typed);
  const most = Math.max(1, Math.ceil(key.length * 0.4));
  const [best] = all
    .map((name) => ({ name, distance: Math.min(...keysOf(name).map((each) => leven(each, key))) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return best?.name ?? null;
}
