import { readFileSync } from 'node:fs';
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
