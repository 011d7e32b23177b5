import type { RawValues } from './invocation.ts';

/** PostgreSQL takes neither NUL nor half a surrogate pair, in text as in JSON, and nobody means to type them. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** `secrets` stay as they are: what is wrong in them is told, never mended. */
export function storableValues(values: RawValues, secrets: readonly string[] = []): RawValues {
  const mended = Object.entries(values).map(([name, value]) => {
    if (secrets.includes(name) || typeof value === 'boolean' || value === undefined) return [name, value];
    return [name, typeof value === 'string' ? storable(value) : value.map(storable)];
  });
  return Object.fromEntries(mended) as RawValues;
}
