import type { RawBuilder } from 'kysely';
import { sql } from '#database/connection.ts';
import { written } from '#database/written.ts';
import { ALIKE, CASES, DOUBLE, MARKS, UNSEEN, WHITE } from '#domain/text.ts';

const alikeFrom = ALIKE.map(([from]) => from).join('');
const alikeTo = ALIKE.map(([from, to]) => to.repeat([...from].length)).join('');
const smallFrom = CASES.map(([from]) => from).join('') + alikeFrom;
const smallTo = CASES.map(([, to]) => to).join('') + alikeTo;
const doubled = (x: RawBuilder<string>): RawBuilder<string> =>
  DOUBLE.reduce((text, [from, to]) => sql<string>`replace(${text}, ${sql.lit(from)}, ${sql.lit(to)})`, x);

/** As a bracket expression of PostgreSQL, which knows `\uXXXX` and `\UXXXXXXXX` too. */
const inBrackets = (characters: string): string =>
  `[${[...characters]
    .map((each) => (each === '-' ? each : `\\U${each.codePointAt(0)!.toString(16).padStart(8, '0')}`))
    .join('')}]`;

/** Visible ASCII in single spaces: of such a text the key is its small letters. */
const isPlain = (x: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`${x} COLLATE "C" ~ '^[!-~]+(?: [!-~]+)*$'`;
const isAscii = (x: RawBuilder<string>): RawBuilder<boolean> =>
  sql<boolean>`octet_length(${x}) = length(${x})`;
const lower = (x: RawBuilder<string>): RawBuilder<string> => sql<string>`lower(${x} COLLATE "C")`;
/** What would decompose to a space, but is typed for an apostrophe. */
const ACUTES = '\u00b4\u1ffd';

/**
 * The key of a text in the database, as `comparisonKey` of the domain makes it; no extension or locale is needed. Names
 * in plain ASCII, which most are, take the first branch: a test and `lower`. Those that are plain without their accents
 * take the second; the third, with every rule, takes ten times as long.
 */
export function keyOf(given: RawBuilder<string>): RawBuilder<string> {
  const text = sql<string>`(${given})`;
  return sql<string>`(CASE WHEN ${isPlain(text)} THEN ${lower(text)} ELSE ${keyOfAny(text)} END)`;
}

/**
 * What texts are sorted by, byte by byte: their keys, except that spaces and controls inside ASCII stay as they are. A
 * list makes it of every last name, and without the pattern for plain texts that takes less time.
 */
export function sortKeyOf(given: RawBuilder<string>): RawBuilder<string> {
  const text = sql<string>`(${given})`;
  return sql<string>`(CASE WHEN ${isAscii(text)} AND ascii(${text}) > 32 THEN ${lower(text)} ELSE ${keyOfAny(text)} END) COLLATE "C"`;
}

/** The key of any text; for plain ones `keyOf` is quicker. */
function keyOfAny(text: RawBuilder<string>): RawBuilder<string> {
  const marks = sql.lit(inBrackets(MARKS));
  const unaccented = sql<string>`regexp_replace(normalize(translate(v, ${sql.lit(ACUTES)}, ''''''), NFKD), ${marks}, '', 'g')`;
  const bare = sql<string>`regexp_replace(normalize(translate(regexp_replace(normalize(v, NFC), ${sql.lit(inBrackets(UNSEEN))}, '', 'g'),
    ${sql.lit(alikeFrom)}, ${sql.lit(alikeTo)}), NFKD), ${marks}, '', 'g')`;
  const small = doubled(
    sql<string>`CASE WHEN ${isAscii(sql`b`)} THEN ${lower(sql`b`)}
      ELSE normalize(translate(b, ${sql.lit(smallFrom)}, ${sql.lit(smallTo)}), NFC) END`,
  );
  const everyRule = sql<string>`(SELECT btrim(regexp_replace(${small}, ${sql.lit(`${inBrackets(WHITE)}+`)}, ' ', 'g'))
    FROM (SELECT ${bare} AS b OFFSET 0) bare)`;
  return sql<string>`(SELECT CASE WHEN ${isPlain(sql`p`)} THEN ${lower(sql`p`)} ELSE ${everyRule} END
    FROM (SELECT v, ${unaccented} AS p FROM (SELECT ${text} AS v OFFSET 0) given OFFSET 0) decomposed)`;
}

/** Letters of ASCII with marks on them, each in one character: nearly all accents of Latin. */
const ACCENTED = Array.from({ length: 0x1f00 }, (_, code) => String.fromCodePoint(code)).filter((each) =>
  /^[A-Za-z]\p{M}+$/u.test(each.normalize('NFKD')),
);
const LATIN = `^${inBrackets(`\u0001-\u007f${MARKS}${ranges(ACCENTED)}`)}*$`;

/**
 * Whether the key of a text contains a key, without making one of most texts that do not. In ASCII a key has no other
 * letters than its text, and has them in the same order; in accented Latin too, once the accents stand apart. Meant for
 * a column: the text is read several times.
 */
export function keyContaining(text: RawBuilder<string>): (key: string) => RawBuilder<boolean> {
  const is = {
    ascii: written(isAscii(text)),
    latin: written(sql`${text} COLLATE "C" ~ ${sql.lit(LATIN)}`),
  };
  const small = { ascii: written(lower(text)), latin: written(lower(sql`normalize(${text}, NFKD)`)) };
  const made = written(keyOf(text));
  return (key) => {
    const letters = `%${[...key.replaceAll(' ', '')].map(escaped).join('%')}%`;
    return sql<boolean>`CASE WHEN CASE WHEN ${is.ascii} THEN ${small.ascii} NOT LIKE ${letters}
      WHEN ${is.latin} THEN ${small.latin} NOT LIKE ${letters} END THEN false ELSE ${made} LIKE ${likePart(key)} END`;
  };
}

/** Characters in their order, as ranges. */
function ranges(characters: readonly string[]): string {
  return characters
    .map((each) => each.codePointAt(0)!)
    .reduce<[first: number, last: number][]>((found, code) => {
      const last = found.at(-1);
      if (last?.[1] === code - 1) last[1] = code;
      else found.push([code, code]);
      return found;
    }, [])
    .map((range) => `${String.fromCodePoint(range[0])}-${String.fromCodePoint(range[1])}`)
    .join('');
}

/** A pattern for LIKE that fits whatever contains this key. */
export function likePart(key: string): string {
  return `%${escaped(key)}%`;
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
