import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database, rows, sql } from '#database/connection.ts';
import { cleanLines, cleanName, comparisonKey, looksLike } from '#domain/text.ts';
import { keyContaining, keyOf, sortKeyOf } from '#services/shared/comparison-key.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { DIFFERENT, EQUAL } from '../support/pairs.ts';

describe('the key that names are compared by', () => {
  it.each(EQUAL)('is the same for %j and %j', (stored, typed) => {
    expect(comparisonKey(typed)).toBe(comparisonKey(stored));
  });

  it.each(DIFFERENT)('differs for %j and %j', (stored, typed) => {
    expect(comparisonKey(typed)).not.toBe(comparisonKey(stored));
  });

  it('is its own key', () => {
    const keys = [...EQUAL, ...DIFFERENT].flat().map(comparisonKey);
    expect(keys.map(comparisonKey)).toEqual(keys);
  });
});

describe('the key that the database makes', () => {
  let server: TestDatabase;
  let db: Database;
  beforeAll(async () => {
    server = await createDatabase();
    db = connect({ url: server.url, schema: 'public' });
  });
  afterAll(async () => {
    await db.close();
    await server.drop();
  });

  const keysOf = async (texts: readonly string[], made = keyOf): Promise<string[]> =>
    (
      await rows(
        db.em(),
        sql<{ key: string }>`SELECT ${made(sql.ref('t'))} AS key
          FROM unnest(${[...texts]}::text[]) WITH ORDINALITY AS x (t, n) ORDER BY n`,
      )
    ).map(({ key }) => key);

  it('is the one of the domain, for every pair', async () => {
    const texts = [...EQUAL, ...DIFFERENT].flat();
    expect(await keysOf(texts)).toEqual(texts.map(comparisonKey));
  });

  it('is the one of the domain, for every letter of the scripts in use', async () => {
    const letters = Array.from({ length: 0xffff }, (_, code) => String.fromCodePoint(code + 1)).filter(
      (each) =>
        /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\p{C}]$/u.test(each) &&
        !/^[\p{Cs}\p{Cn}]$/u.test(each) &&
        // Of the newest Unicode, which the database does not know yet.
        each !== '\ua7f1',
    );
    const texts = letters.map((each) => `A${each}b`);
    const keys = await keysOf(texts);
    expect(texts.filter((each, at) => keys[at] !== comparisonKey(each))).toEqual([]);
  });

  it('is what names are sorted by, except that spaces and controls inside ASCII stay', async () => {
    const texts = [...EQUAL, ...DIFFERENT].flat().filter((text) => !/^[!-~][\0-\x7f]*( {2}|\t)/.test(text));
    expect(await keysOf([...texts, ' Amy', '\u0007Amy'], sortKeyOf)).toEqual([
      ...texts.map(comparisonKey),
      'amy',
      'amy',
    ]);
    expect(await keysOf(['Amy  Lee', 'Amy\u0007'], sortKeyOf)).toEqual(['amy  lee', 'amy\u0007']);
  });

  it('contains another where that of the domain does, for every pair and every letter with an accent', async () => {
    const accented = Array.from({ length: 0x1f00 }, (_, code) => String.fromCodePoint(code)).filter((each) =>
      /^\p{L}\p{M}+$/u.test(each.normalize('NFKD')),
    );
    const texts = [...EQUAL, ...DIFFERENT].flat();
    texts.push(
      '',
      'a\u0001b',
      'a\u007fb',
      ' a \n b ',
      'A\u0301\u0328b',
      ...accented.map((each) => `A${each} b`),
    );
    const keys = new Set([
      '',
      'b',
      'ab',
      'a b',
      'ba',
      'mue',
      'a_b',
      '%',
      '\\',
      ...EQUAL.flat().map(comparisonKey),
    ]);
    const contains = keyContaining(sql`t`);
    const wrong: string[] = [];
    for (const key of keys) {
      const found = await rows(
        db.em(),
        sql<{
          t: string;
        }>`SELECT t FROM unnest(${texts}::text[]) WITH ORDINALITY AS x (t, n) WHERE ${contains(key)} ORDER BY n`,
      );
      const right = texts.filter((text) => comparisonKey(text).includes(key));
      if (JSON.stringify(found.map(({ t }) => t)) !== JSON.stringify(right)) wrong.push(key);
    }
    expect(wrong).toEqual([]);
  });
});

describe('text that comes in', () => {
  it.each([
    ['Zoe\u0308', 'Zoë'],
    ['  Ann \t Lee\n', 'Ann Lee'],
    ['A\u200bn\u00adn\u202e', 'Ann'],
    ['bell\u0007', 'bell'],
    ['half \ud800 pair', 'half \ufffd pair'],
    ['\u3164', ''],
    ['\u2800\u2800', ''],
    ['\u0301', ''],
    ['\u200d\ufe0f', ''],
    ['O’Neil', 'O’Neil'],
  ])('as a name, %j is stored as %j', (typed, stored) => {
    expect(cleanName(typed)).toBe(stored);
  });

  it('as several lines keeps them', () => {
    expect(cleanLines('one\r\ntwo\u2028three\n\u0000four\u202e')).toBe('one\ntwo\nthree\nfour');
  });
});

it.each(['аdmin', 'аԁmіn', 'adm\u0456n', 'admın', 'ad\u200bmin', 'ＡＤＭＩＮ', 'a dmin', 'Αdmin'])(
  'the name %j looks like admin',
  (name) => {
    expect(looksLike(name, 'admin')).toBe(true);
  },
);

it.each(['administrator', 'edmin', 'admins', 'editor'])('the name %j does not', (name) => {
  expect(looksLike(name, 'admin')).toBe(false);
});
