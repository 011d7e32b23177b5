import type { RawBuilder } from 'kysely';
import { sql } from '#database/connection.ts';
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
/** What would decompose to a space, but is typed for an apostrophe. */
const ACUTES = '\u00b4\u1ffd';

/**
 * The key of a text in the database, as `comparisonKey` of the domain makes it; no extension or locale is needed. Names
 * in plain ASCII, which most are, take the first branch: a test and `lower`. Those that are plain without their accents
 * take the second; the third, with every rule, takes ten times as long.
 */
export function keyOf(given: RawBuilder<string>): RawBuilder<string> {
  const text = sql<string>`(${given})`;
  const marks = sql.lit(inBrackets(MARKS));
  const unaccented = sql<string>`regexp_replace(normalize(translate(v, ${sql.lit(ACUTES)}, ''''''), NFKD), ${marks}, '', 'g')`;
  const bare = sql<string>`regexp_replace(normalize(translate(regexp_replace(normalize(v, NFC), ${sql.lit(inBrackets(UNSEEN))}, '', 'g'),
    ${sql.lit(alikeFrom)}, ${sql.lit(alikeTo)}), NFKD), ${marks}, '', 'g')`;
  const small = doubled(
    sql<string>`CASE WHEN octet_length(b) = length(b) THEN lower(b COLLATE "C")
      ELSE normalize(translate(b, ${sql.lit(smallFrom)}, ${sql.lit(smallTo)}), NFC) END`,
  );
  const everyRule = sql<string>`(SELECT btrim(regexp_replace(${small}, ${sql.lit(`${inBrackets(WHITE)}+`)}, ' ', 'g'))
    FROM (SELECT ${bare} AS b OFFSET 0) bare)`;
  return sql<string>`(CASE WHEN ${isPlain(text)} THEN lower(${text} COLLATE "C")
    ELSE (SELECT CASE WHEN ${isPlain(sql`p`)} THEN lower(p COLLATE "C") ELSE ${everyRule} END
      FROM (SELECT v, ${unaccented} AS p FROM (SELECT ${text} AS v OFFSET 0) given OFFSET 0) decomposed) END)`;
}

/** A pattern for LIKE that fits whatever contains this key. */
export function likePart(key: string): string {
  return `%${key.replace(/[\\%_]/g, '\\$&')}%`;
}
