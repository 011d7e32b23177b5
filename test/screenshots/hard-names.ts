import { rows, sql } from '#database/connection.ts';
import type { Deps } from '#services/deps.ts';

const LONG = 'Wolfeschlegelsteinhausenbergerdorff'.repeat(6).slice(0, 200);

/** First and last name: 200 characters without a space and with, right to left, emoji, markup. */
export const HARD_NAMES: readonly (readonly [string, string])[] = [
  [LONG, LONG],
  ['Maria Carolina Josefina '.repeat(8).slice(0, 200).trim(), 'van der Berg und Tal'],
  ['שלום', 'בן־דוד'],
  ['عبد الرحمن', 'الخوارزمي'],
  ['👩🏽‍💻 Zoë', '🦊🦊🦊'],
  ['<b>Bold</b>', '&amp; Söns'],
];

/** Gives some people of the demo these names, once; all of them are found by `hard`. */
export async function giveHardNames({ db }: Pick<Deps, 'db'>): Promise<void> {
  const people = await rows(
    db.em(),
    sql<{ id: string }>`SELECT id FROM ${db.t.users} WHERE email > 'i'
        AND NOT EXISTS (SELECT FROM ${db.t.users} WHERE email LIKE 'hard.%')
      ORDER BY email LIMIT ${HARD_NAMES.length}`,
  );
  for (const [index, { id }] of people.entries()) {
    const [first, last] = HARD_NAMES[index]!;
    await rows(
      db.em(),
      sql`UPDATE ${db.t.users} SET "firstName" = ${first}, "lastName" = ${last},
        email = ${`hard.${'long-address-'.repeat(index === 0 ? 6 : 0)}${index}@example.com`} WHERE id = ${id}`,
    );
  }
}
