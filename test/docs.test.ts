import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { commandsPage, refusalsPage } from '../bin/docs-pages.ts';

it.each([
  ['commands.md', commandsPage],
  ['refusals.md', refusalsPage],
])('docs/%s says what the code does (npm run docs writes it)', (file, page) => {
  expect(readFileSync(new URL(`../docs/${file}`, import.meta.url), 'utf8')).toBe(page());
});

it('docs/configuration.md names every variable that is read', () => {
  const code = readFileSync(new URL('../src/config.ts', import.meta.url), 'utf8');
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  const schema = code.slice(code.indexOf('const schema ='), code.indexOf('type Values'));
  const names = [...schema.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(40);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
