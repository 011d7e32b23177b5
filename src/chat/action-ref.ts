import type { ActionRef } from './screen.ts';

/**
 * What travels through chat in buttons and comes back (docs/design.md, section 4): version, action name, at most two
 * ids, for example `1/users.show/6f1c…`. At most 100 characters, Discord's bound for custom ids.
 */
const VERSION = '1';
const PATTERN = /^1\/([a-z_.]{1,24})((?:\/[A-Za-z0-9_-]{1,36}){0,2})$/;

/** Throws for a name or ids that would not be read back. */
export function encodeAction({ name, ids = [] }: ActionRef): string {
  const encoded = ids.reduce((text, id) => `${text}/${id}`, `${VERSION}/${name}`);
  if (!PATTERN.test(encoded)) throw new Error(`not an action reference: ${encoded}`);
  return encoded;
}

/** Null for anything that this version did not write. */
export function decodeAction(text: string): Required<ActionRef> | null {
  const match = PATTERN.exec(text);
  return match === null ? null : { name: match[1]!, ids: match[2]!.split('/').slice(1) };
}
