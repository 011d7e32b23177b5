import type { Field } from '#chat/screen.ts';

/**
 * The custom ids of a form's inputs, made for the renderer and read back by the reader, which does not know the form:
 * `email`, or `roles[]` where several can be chosen. A list of more than 25 options stands in several selects:
 * `roles[]`, `roles[]~2`, whose choices are put together again.
 */
const FIELD = /^([A-Za-z][A-Za-z0-9_-]*)(\[\])?(?:~(\d+))?$/;

/** `part`: which of the selects of a long list, from 1. Throws for what is no name of a field. */
export function fieldId({ name, type }: Field, part = 1): string {
  const id = type === 'choices' ? `${name}[]` : name;
  if (!FIELD.test(id)) throw new Error(`not a field name: ${name}`);
  return part > 1 ? `${id}~${part}` : id;
}

/** Null for the ids of anything but a field. */
export function readFieldId(customId: string): { name: string; takesSeveral: boolean } | null {
  const match = FIELD.exec(customId);
  return match === null ? null : { name: match[1]!, takesSeveral: match[2] !== undefined };
}

/**
 * Names of fields as the second id of `forms.open`: those that the form must ask for although they are filled in,
 * as they are wrong or to be changed. As many as fit into an id's 36 characters; the others are asked the next time.
 */
export function packNames(names: readonly string[]): string[] {
  let packed = '';
  for (const name of names) {
    const next = packed === '' ? name : `${packed}-${name}`;
    if (!name.includes('-') && next.length <= 36) packed = next;
  }
  return packed === '' ? [] : [packed];
}

/** The names that `packNames` packed. */
export function unpackNames(packed: string | undefined): string[] {
  return packed === undefined ? [] : packed.split('-');
}
