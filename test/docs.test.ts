import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { docsPages } from '../bin/docs-pages.ts';

it.each(docsPages().map(({ file, content }) => [file.pathname.split('/').at(-1), file, content] as const))(
  'docs/%s says what the code does (npm run docs writes it)',
  (_name, file, content) => {
    expect(readFileSync(file, 'utf8')).toBe(content);
  },
);

it('docs/configuration.md names every variable that is read', () => {
  const code = readFileSync(new URL('../src/config.ts', import.meta.url), 'utf8');
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  const schema = code.slice(code.indexOf('const schema ='), code.indexOf('type Values'));
  const names = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
