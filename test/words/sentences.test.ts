import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '#words/index.ts';
import { everySentence } from './sentences.ts';

const english = everySentence(LANGUAGES.en);
const french = everySentence(LANGUAGES.fr);

/** What nobody says, and what we say in its place. */
const HABITS: [not: RegExp, but: string][] = [
  [/\bthey are out\b|will be out\b/i, 'They won’t be able to sign in'],
  [/\b(are|is) told\b/i, 'We’ll let them know'],
  [/\bEnded:/, 'Their chat access … no longer works'],
  [/\bWill be (dis|en)abled\b/, 'no heading for one person'],
  [/, and why$/, 'Skipped, Failed'],
  [/\bto be decided\b/i, 'Decide by'],
  [/\bRoles (now|then)\b|\bpresent (roles|state)\b/i, 'Current roles, New roles'],
  [/\bMay (I|[A-Z]\w+)\b.*\?|\b(you|they) may\b/i, 'Can …?, you can'],
  [/\btakes somebody\b/i, 'Needs another active admin'],
  [/\bthe same again\b/i, 'Repeat this search'],
  [/\b(taken?|took|taking) back\b/i, 'Restored, withdrew, undid'],
  [/\banew\b/i, 'again'],
  [/\bpassword again\b/i, 'Confirm password'],
  [/\bId\b|\bid\b/, 'ID'],
  [/\baccount(s)? (is|are) (on|off)$|\bswitched? (on|off)\b/i, 'enabled, disabled'],
  [/\bset aside until\b/i, 'returns when the account is active'],
  [/\d to \d+ of \d/, '1–20 of 62'],
  [/\b(some|any|every)body\b/i, 'someone, anyone, everyone'],
  [/\b(do|does|did|is|are|was|were|has|have|could|would) not\b|\bcannot\b/i, 'contractions, as people speak'],
  [/;/, 'two sentences'],
  [/: [^:\n]*[^\d\s]: (?!(create|read|update|delete)\b)/, 'one colon a sentence'],
  [/(?<![\w/.-])(slack|discord)\b(?! X)/, 'Slack, Discord'],
  [/\bundefined\b|\bNaN\b/, 'a sentence'],
];

describe('every English sentence that the product can say', () => {
  it.each(HABITS)('has no %s', (not) => {
    expect(english.filter(([, text]) => not.test(text))).toEqual([]);
  });

  it('is among those that are read here', () => {
    const paths = new Set(english.map(([path]) => path));
    for (const path of [
      '.screens.userStatus.disable.effect()',
      '.notices.notice().paragraphs.1',
      '.problems.required()',
    ])
      expect(paths).toContain(path);
    expect(english.length).toBeGreaterThan(900);
  });
});

describe('what disabling ends', () => {
  it.each([
    ['English', english],
    ['French', french],
  ])('fits the confirm dialog of Slack in %s', (_, all) => {
    const said = all.filter(([path]) => path === '.screens.userStatus.disable.effect()');
    expect(said.length).toBeGreaterThan(1);
    expect(said.filter(([, text]) => text.length > 300)).toEqual([]);
  });
});

describe('every French sentence that the product can say', () => {
  it('has a no-break space before double signs and inside guillemets', () => {
    const broken = / [;!?»](\s|$)|(?<=[\p{L}\d»)]) :(\s|$)|« |(?<=[\p{L}\d)])[!?](\s|$)/u;
    expect(french.filter(([, text]) => broken.test(text))).toEqual([]);
  });

  it('joins no sentences with semicolons, and shows no value that is none', () => {
    expect(french.filter(([, text]) => /;|\bundefined\b|\bNaN\b/.test(text))).toEqual([]);
  });
});
