import { oneLine } from '#chat/clean-text.ts';
import type { PageAvatar } from '../protocol.ts';

const HUES = 8;

/** First letters of the first and last each, and a colour that stays the same for the same name. */
export function avatarOf(name: string): PageAvatar {
  const names = oneLine(name)
    .split(/[\s.@_-]+/)
    .filter((each) => /\p{L}|\p{N}/u.test(each));
  const ends = names.length > 1 ? [names[0]!, names.at(-1)!] : names;
  const initials = ends.map((each) => (/\p{L}|\p{N}/u.exec(each)?.[0] ?? '').toUpperCase()).join('');
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return { initials: initials || '?', hue: sum % HUES };
}
