import type { RawValues } from '#domain/draft.ts';
import { cleanLines } from '#domain/text.ts';

/**
 * What somebody typed or chose, cleaned once on its way in. `secrets` stay as they are: what is wrong in them is told,
 * never mended.
 */
export function cleanValues(values: RawValues, secrets: readonly string[] = []): RawValues {
  const mended = Object.entries(values).map(([name, value]) => {
    if (secrets.includes(name) || typeof value === 'boolean' || value === undefined) return [name, value];
    return [name, typeof value === 'string' ? cleanLines(value) : value.map(cleanLines)];
  });
  return Object.fromEntries(mended) as RawValues;
}
