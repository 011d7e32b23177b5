import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { docsPages } from '../bin/docs-pages.ts';
import { VARIABLES } from '../src/config.ts';

it.each(docsPages().map(({ file, content }) => [file.pathname.split('/').at(-1), file, content] as const))(
  'docs/%s says what the code does (npm run docs writes it)',
  (_name, file, content) => {
    expect(readFileSync(file, 'utf8')).toBe(content);
  },
);

it('docs/configuration.md names every variable that is read', () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  expect(VARIABLES.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it('docs/security.md names for its promises tests that there are', () => {
  const root = new URL('../', import.meta.url);
  const page = readFileSync(new URL('docs/security.md', root), 'utf8');
  const named = [...page.matchAll(/^\| .*\| `(test\/.+\.test\.ts)` \| (.+) \|$/gm)];
  expect(named.length).toBeGreaterThan(60);
  const missing = named.filter(([, file = '', title = '']) => {
    const path = new URL(file, root);
    return !existsSync(path) || !readFileSync(path, 'utf8').includes(title);
  });
  expect(missing.map(([row]) => row)).toEqual([]);
});
