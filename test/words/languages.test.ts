import { describe, expect, it } from 'vitest';
import { optionsOf } from '#chat/catalogue.ts';
import { LANGUAGES } from '#words/index.ts';
import { commands } from '../../commands/index.ts';

/** Where only certain words make a sentence. */
const CERTAIN = new Map<unknown, string>([
  ['status', 'active'],
  ['platform', 'slack'],
]);

/** Stands for whatever a sentence is made of: a text, a number, a list or a record of these. */
const ANYTHING: unknown = new Proxy(() => 'X', {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? 2 : 'X');
    if (key === Symbol.iterator) return () => ['X', 'X'].values();
    if (CERTAIN.has(key)) return CERTAIN.get(key);
    if (key === 'length') return 2;
    if (key === 'map') return () => ['X', 'X'];
    if (key === 'filter' || key === 'slice') return () => ANYTHING;
    if (key === 'join' || key === 'toString' || key === 'toLowerCase') return () => 'X';
    return ANYTHING;
  },
  apply: () => 'X',
});

/** Every sentence by its path, functions called. Throws for one that cannot be said. */
function sentences(words: unknown, path = ''): [path: string, text: string][] {
  if (typeof words === 'string') return [[path, words]];
  if (typeof words === 'function') {
    return sentences(words(...Array.from({ length: 4 }, () => ANYTHING)), `${path}()`);
  }
  if (typeof words !== 'object' || words === null) return [];
  return Object.entries(words).flatMap(([key, value]) => sentences(value, `${path}.${key}`));
}

/** Every key by its path, and what kind of thing stands there. */
function shape(words: unknown, path = ''): string[] {
  // Names of commands and options in Discord: English ones are those of the catalogue.
  if (path === '.names') return [];
  if (typeof words !== 'object' || words === null) return [`${path}: ${typeof words}`];
  return Object.entries(words).flatMap(([key, value]) => shape(value, `${path}.${key}`));
}

const others = Object.entries(LANGUAGES).filter(([language]) => language !== 'en');

describe.each(others)('the language %s', (language, words) => {
  it('has every word that English has, and no other', () => {
    expect(shape(words).sort()).toEqual(shape(LANGUAGES.en).sort());
  });

  it('leaves nothing empty that English says', () => {
    const empty = (all: [string, string][]) =>
      all.filter(([, text]) => text.trim() === '').map(([path]) => path);
    expect(empty(sentences(words))).toEqual(empty(sentences(LANGUAGES.en)));
  });

  it('names itself', () => {
    expect(words.language).toBe(language);
  });
});

describe('every language', () => {
  it.each(Object.entries(LANGUAGES))(
    '%s: summaries fit Discord (100 characters)',
    (_language, { commands }) => {
      for (const { summary, options } of Object.values(commands)) {
        for (const text of [summary, ...Object.values(options)])
          expect(text.length, text).toBeLessThanOrEqual(100);
      }
    },
  );
});

describe.each(commands.map((command) => [command.path, command] as const))(
  'the command %s',
  (path, command) => {
    it.each(Object.entries(LANGUAGES))(
      'has a summary, and words for its options, in %s',
      (_language, words) => {
        const said = words.commands[path];
        expect(said?.summary).toMatch(/\S/);
        expect(Object.keys(said?.options ?? {}).sort()).toEqual(
          optionsOf(command)
            .map(({ name }) => name)
            .sort(),
        );
      },
    );
  },
);

describe('French', () => {
  const french = others.find(([language]) => language === 'fr')?.[1];

  it('has a non-breaking space before double signs and inside guillemets, and typographic apostrophes', () => {
    for (const [path, text] of sentences(french)) {
      expect(text, path).not.toMatch(/ [;!?»](\s|$)|[\w»’)] :(\s|$)|« /);
      expect(text, path).not.toMatch(/[a-zéè]'[a-zéèêh]/i);
    }
    expect(sentences(french).length).toBeGreaterThan(200);
  });

  it('says vous', () => {
    for (const [path, text] of sentences(french)) {
      expect(text, path).not.toMatch(/(?<!\p{L})(tu|ton|toi|ta|tes)(?!\p{L})/iu);
    }
  });
});
