import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|js|md|yml|yaml)$/.test(file) && existsSync(new URL(file, root)))
  .map((file) => ({ file, text: readFileSync(new URL(file, root), 'utf8') }));
const design = readFileSync(new URL('docs/design.md', root), 'utf8');
const hexabot = readFileSync(new URL('docs/hexabot.md', root), 'utf8');

/** Comments may break a reference over two lines. */
const joined = (text: string): string => text.replace(/\s*\n\s*(?:\*|\/\/|#)? ?/g, ' ');

/** What is found in the files and fails the check, each with its file. */
function failures(
  pattern: RegExp,
  isRight: (match: RegExpExecArray | RegExpMatchArray) => boolean,
): string[] {
  return files.flatMap(({ file, text }) =>
    [...joined(text).matchAll(pattern)]
      .filter((match) => !isRight(match))
      .map(([found]) => `${file}: ${found}`),
  );
}

it('every reference to a section of the design finds it, and what is named in it', () => {
  const sections = new Map(design.split(/^## /m).map((section) => [Number.parseInt(section, 10), section]));
  const pattern = /docs\/design\.md, sections? (\d+)(?: and (\d+))?(?:, ([A-Z][a-z]+(?: [a-z]+)*)\b)?/g;
  const isRight = ([, one, other, name]: RegExpExecArray | RegExpMatchArray): boolean =>
    [one, other].every((number) => number === undefined || sections.has(Number(number))) &&
    (name === undefined || sections.get(Number(one))?.includes(`**${name}`) === true);
  expect(sections.size).toBe(14);
  expect(failures(pattern, isRight)).toEqual([]);
});

it('every reference to a fact about Hexabot finds its heading', () => {
  const headings = [...hexabot.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading!);
  const isRight = ([, name]: RegExpExecArray | RegExpMatchArray): boolean =>
    headings.some((heading) => name!.startsWith(heading));
  expect(failures(/docs\/hexabot\.md, ([A-Z][\w ,-]*)/g, isRight)).toEqual([]);
});

it('nothing refers to a page that is not in the repository', () => {
  const elsewhere =
    /[Dd]esign sections? \d|(?:hexabot|platform)-facts|(?<!docs\/design\.md, )\bsections? \d+\)/g;
  const inCode = failures(elsewhere, () => false).filter((found) => !/^[^:]*\.md:/.test(found));
  expect(inCode).toEqual([]);
});

it('every export says what it promises, but types that only follow from a constant, and words', () => {
  const derived = /= (?:\(typeof |keyof (?:typeof )?|z\.output<typeof |ReturnType<)/;
  const bare = files
    .filter(({ file }) => /^(?:src|commands|bin|bench|migrations)\/.*\.ts$/.test(file))
    .filter(({ file }) => !file.startsWith('src/words/') && !file.endsWith('.d.ts'))
    .flatMap(({ file, text }) => {
      const lines = text.split('\n');
      const overloads = new Set<string>();
      return lines.flatMap((line, at) => {
        const name = /^export (?:async |abstract )*(?:function|const|interface|type|class) (\w+)/.exec(
          line,
        )?.[1];
        if (name === undefined || derived.test(line) || overloads.has(name)) return [];
        overloads.add(name);
        return lines[at - 1]?.trim().endsWith('*/') ? [] : [`${file}: ${name}`];
      });
    });
  expect(bare).toEqual([]);
});

it('links between the pages lead somewhere', () => {
  const broken = files
    .filter(({ file }) => file.endsWith('.md'))
    .flatMap(({ file, text }) =>
      [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .filter(([, target]) => !existsSync(new URL(target!, new URL(file, root))))
        .map(([found]) => `${file}: ${found}`),
    );
  expect(broken).toEqual([]);
});
