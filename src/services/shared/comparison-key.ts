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

/**
 * The key of a text in the database, as `comparisonKey` of the domain makes it; no extension or locale is needed. Names
 * in plain ASCII, which most are, take the first branch: a test and `lower`.
 */
export function keyOf(given: RawBuilder<string>): RawBuilder<string> {
  const text = sql<string>`(${given})`;
  const bare = sql<string>`regexp_replace(normalize(translate(regexp_replace(normalize(v, NFC), ${sql.lit(inBrackets(UNSEEN))}, '', 'g'),
    ${sql.lit(alikeFrom)}, ${sql.lit(alikeTo)}), NFKD), ${sql.lit(inBrackets(MARKS))}, '', 'g')`;
  const small = doubled(
    sql<string>`CASE WHEN octet_length(b) = length(b) THEN lower(b COLLATE "C")
      ELSE normalize(translate(b, ${sql.lit(smallFrom)}, ${sql.lit(smallTo)}), NFC) END`,
  );
  return sql<string>`(CASE WHEN ${text} COLLATE "C" ~ '^[!-~]+( [!-~]+)*$' THEN lower(${text} COLLATE "C")
    ELSE (SELECT btrim(regexp_replace(${small}, ${sql.lit(`${inBrackets(WHITE)}+`)}, ' ', 'g'))
      FROM (SELECT ${bare} AS b FROM (SELECT ${text} AS v OFFSET 0) given OFFSET 0) bare) END)`;
}

/** A pattern for LIKE that fits whatever contains this key. */
export function likePart(key: string): string {
  return `%${key.replace(/[\\%_]/g, '\\$&')}%`;
}
