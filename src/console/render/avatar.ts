import { oneLine } from '#chat/clean-text.ts';
import type { PageAvatar } from '../protocol.ts';

const HUES = 8;

/** First letters of the first and last word, and a colour that stays the same for the same name. */
export function avatarOf(name: string): PageAvatar {
  const words = oneLine(name)
    .split(/[\s.@_-]+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const ends = words.length > 1 ? [words[0]!, words.at(-1)!] : words;
  const initials = ends.map((word) => (/\p{L}|\p{N}/u.exec(word)?.[0] ?? '').toUpperCase()).join('');
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return { initials: initials || '?', hue: sum % HUES };
}
