import { createHmac, timingSafeEqual } from 'node:crypto';
import { comparisonKey } from '#domain/text.ts';

/** Without what is easily misread: no 0, O, 1, I, L. */
const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/**
 * The code of this id: derived by whoever knows CHATOPS_SECRET, stored nowhere. A code of one kind is none of another
 * (docs/design.md, section 12).
 */
export function oneTimeCode(secret: string, kind: 'link' | 'passkey', id: string): string {
  const bytes = createHmac('sha256', secret).update(`${kind}:${id}`).digest();
  return [...bytes.subarray(0, 8)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

/** Whether somebody typed this code, with spaces and hyphens or without. */
export function isRightCode(expected: string, typed: string): boolean {
  const given = Buffer.from(comparisonKey(typed).toUpperCase().replace(/[\s-]/g, ''));
  const wanted = Buffer.from(expected);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
