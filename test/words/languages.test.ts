import { describe, expect, it } from 'vitest';
import { optionsOf } from '#chat/catalogue.ts';
import { LANGUAGES } from '#words/index.ts';
import { commands } from '../../commands/index.ts';
import { everySentence } from './sentences.ts';

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
    const empty = (all: [string, string][]) => [
      ...new Set(all.filter(([, text]) => text.trim() === '').map(([path]) => path)),
    ];
    expect(empty(everySentence(words))).toEqual(empty(everySentence(LANGUAGES.en)));
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
    for (const [path, text] of everySentence(french)) {
      expect(text, path).not.toMatch(/ [;!?»](\s|$)|[\w»’)] :(\s|$)|« /);
      expect(text, path).not.toMatch(/[a-zéè]'[a-zéèêh]/i);
    }
    expect(everySentence(french).length).toBeGreaterThan(200);
  });

  it('says vous', () => {
    for (const [path, text] of everySentence(french)) {
      expect(text, path).not.toMatch(/(?<!\p{L})(tu|ton|toi|ta|tes)(?!\p{L})/iu);
    }
  });
});
