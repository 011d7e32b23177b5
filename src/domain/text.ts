// What people type and what is stored, cleaned once and compared in one way (docs/design.md, section 6).

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
/** What nobody sees, as ranges: controls, soft hyphen, zero widths, fillers, marks of direction, tags. */
export const UNSEEN =
  '\u0001-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f' +
  '\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb' +
  '\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}';
/** White space; an empty Braille cell is a space of its script. */
export const WHITE = '\u0009-\u000d \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000';
/** Marks that stand on a letter of Latin, Greek or Cyrillic, and the choice between two pictures of one character. */
export const MARKS = '\u0300-\u036f\ufe00-\ufe0f';

const UNSEEN_ONES = new RegExp(`[\0${UNSEEN}]`, 'gu');
const SPACES = new RegExp(`[${WHITE}]+`, 'gu');
const MARK = new RegExp(`[${MARKS}]`, 'gu');
const LINE_BREAKS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;

/** Text of several lines as it is stored: composed (NFC), without controls and what nobody can see. */
export function cleanLines(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text;
  return text.toWellFormed().normalize('NFC').replace(LINE_BREAKS, '\n').replace(UNSEEN_ONES, '');
}

/** A name as it is stored: the same, on one line, trimmed, with single spaces; '' where nothing of it can be seen. */
export function cleanName(text: string): string {
  const line = cleanLines(text).replace(SPACES, ' ').trim();
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(line) ? line : '';
}

/** Characters that are typed for one another, and letters that lose their stroke: what NFKD leaves as it is. */
export const ALIKE: readonly (readonly [from: string, to: string])[] = [
  ['\u2018\u2019\u201a\u201b\u2032\u2035\u02b9\u02bb\u02bc\u02c8\u00b4\u05f3\ua78c\uff07', "'"],
  ['\u201c\u201d\u201e\u201f\u2033\u2036\u00ab\u00bb\u05f4\u3003\uff02', '"'],
  ['\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\u02d7\u05be\u30a0\ufe58\ufe63\uff0d', '-'],
  ['øØ', 'o'],
  ['łŁ', 'l'],
  ['đĐðÐ', 'd'],
  ['ħĦ', 'h'],
  ['ŧŦ', 't'],
  ['ıİ', 'i'],
  ['ς', 'σ'],
];
/** Letters that stand for two. */
export const DOUBLE: readonly (readonly [from: string, to: string])[] = [
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['æ', 'ae'],
  ['Æ', 'ae'],
  ['œ', 'oe'],
  ['Œ', 'oe'],
  ['þ', 'th'],
  ['Þ', 'th'],
];

/** Capitals of Latin, Greek, Cyrillic and Armenian that do not decompose, with what each is compared as. */
export const CASES: readonly (readonly [from: string, to: string])[] = Array.from(
  { length: 0x590 },
  (_, code) => String.fromCodePoint(code),
).flatMap((each) => {
  const small = each.toLowerCase();
  if (small === each || [...small].length !== 1 || each.normalize('NFKD') !== each) return [];
  return [[each, ALIKE.find(([from]) => from.includes(small))?.[1] ?? small] as const];
});

const PLAIN = new Map([
  ...CASES,
  ...ALIKE.flatMap(([from, to]) => [...from].map((each) => [each, to] as const)),
  ...DOUBLE,
]);
/** Unicode would have a Greek sigma depend on what follows it. */
const plain = (text: string): string => [...text].map((each) => PLAIN.get(each) ?? each).join('');

/**
 * What texts are compared and searched by: two that people take for one another have the same key. Without case,
 * accents and compatibility forms; apostrophes, quotes and dashes plain; spaces single. The database makes the same
 * key (services/shared/comparison-key.ts). Never proof of who somebody is.
 */
export function comparisonKey(text: string): string {
  if (PRINTABLE_ASCII.test(text)) return text.toLowerCase().replace(/ {2,}/g, ' ').trim();
  const bare = plain(cleanLines(text)).normalize('NFKD').replace(MARK, '');
  return plain(bare).replace(SPACES, ' ').trim().normalize('NFC');
}

/** Those that are exactly this text, or else those that are alike. */
export function bestMatches<T>(all: readonly T[], text: string, of: (each: T) => string): T[] {
  const exact = all.filter((each) => of(each) === text);
  if (exact.length > 0) return exact;
  const key = comparisonKey(text);
  return all.filter((each) => comparisonKey(of(each)) === key);
}

/** Cyrillic, Greek and other letters that look like these of Latin. */
const LOOKALIKES: Readonly<Record<string, string>> = {
  a: 'аαɑ',
  b: 'ь',
  c: 'сϲ',
  d: 'ԁɗ',
  e: 'еє',
  g: 'ɡց',
  h: 'һн',
  i: 'іιɩӏ1|lǀ',
  j: 'јϳ',
  k: 'кκ',
  m: 'мϻ',
  n: 'пոռη',
  o: 'оοօ0',
  p: 'рρ',
  q: 'ԛ',
  r: 'гᴦ',
  s: 'ѕ',
  t: 'тτ',
  u: 'υս',
  v: 'ѵν',
  w: 'ԝω',
  x: 'хχ',
  y: 'уγ',
  z: 'ᴢ',
};
const LATIN = new Map(
  Object.entries(LOOKALIKES).flatMap(([latin, others]) => [...others].map((each) => [each, latin])),
);

/** Whether somebody could take this name for that other, which it is not: by letters of other scripts that look the same. */
export function looksLike(name: string, other: string): boolean {
  const skeleton = (text: string) =>
    [...comparisonKey(text)]
      .map((each) => LATIN.get(each) ?? each)
      .join('')
      .replaceAll(' ', '');
  return skeleton(name) === skeleton(other);
}
