import { describe, expect, it } from 'vitest';
import { createCatalogue } from '#chat/catalogue.ts';
import { parseTyped } from '#chat/parse-typed.ts';
import { readList } from '#chat/reading/lists.ts';
import type { CommandInfo } from '#console/protocol.ts';
import { commands as catalogued } from '../../commands/index.ts';
import { foundAsSuggestions, suggest } from '../../src/console/page/suggest.js';

const option = (name: string, kind: CommandInfo['options'][number]['kind'], more = {}) => ({
  name,
  kind,
  hint: '',
  choices: [],
  isRest: false,
  ...more,
});
const commands: CommandInfo[] = [
  { path: 'home', summary: '', options: [] },
  {
    path: 'users list',
    summary: '',
    options: [
      option('search', 'text', { isRest: true }),
      option('status', 'choice', { choices: ['active', 'pending'] }),
      option('role', 'role'),
    ],
  },
  { path: 'users disable', summary: '', options: [option('users', 'users', { isRest: true })] },
  { path: 'users show', summary: '', options: [option('user', 'user', { isRest: true })] },
  { path: 'roles list', summary: '', options: [] },
  {
    path: 'why',
    summary: '',
    options: [option('command', 'command', { isRest: true }), option('for', 'user')],
  },
];
const labels = (line: string): string[] => suggest(line, commands).items.map(({ label }) => label);
const taken = (line: string): string[] => {
  const { from, items } = suggest(line, commands);
  return items.map(({ text }) => line.slice(0, from) + text);
};

describe('suggest', () => {
  it.each<[string, string[]]>([
    ['', []],
    [
      '/',
      [
        '/hexa home',
        '/hexa users list',
        '/hexa users disable',
        '/hexa users show',
        '/hexa roles list',
        '/hexa why',
      ],
    ],
    ['/hexa us', ['/hexa users list', '/hexa users disable', '/hexa users show']],
    ['li', ['/hexa users list', '/hexa roles list']],
    ['/hexa users list ', ['search:', 'status:', 'role:']],
    ['users list st', ['status:']],
    ['/hexa users list status:', ['active', 'pending']],
    ['/hexa users list status:p', ['pending']],
    ['/hexa users list status:active ', ['search:', 'role:']],
    ['/hexa why us', ['users list', 'users disable', 'users show']],
    ['nonsense', []],
  ])('%j offers %j', (line, expected) => {
    expect(labels(line)).toEqual(expected);
  });

  it('completes the line where it stands', () => {
    expect(taken('/hexa users li')).toEqual(['/hexa users list ']);
    expect(taken('users list status:p')).toEqual(['users list status:pending ']);
    expect(taken('/hexa users list sta')).toEqual(['/hexa users list status:']);
  });

  it('names what is to be looked up', () => {
    expect(suggest('/hexa users show ann', commands).search).toEqual({
      source: 'users',
      text: 'ann',
      prefix: '',
    });
    expect(suggest('/hexa users list role:ma', commands).search).toEqual({
      source: 'roles',
      text: 'ma',
      prefix: 'role:',
    });
  });

  it('looks up a name of several words, and the last of several people', () => {
    expect(suggest('/hexa users show zoe berg', commands).search).toMatchObject({ text: 'zoe berg' });
    expect(suggest('/hexa why users list for:zoe be', commands).search).toMatchObject({ text: 'zoe be' });
    expect(suggest('/hexa users disable pat@example.com, zoe b', commands).search).toEqual({
      source: 'users',
      text: 'zoe b',
      prefix: 'pat@example.com, ',
    });
    expect(taken('why users list f')).toEqual(['why users list for:']);
  });

  it.each(['Sales, EMEA', 'a "b" c', 'x:y', 'plain', '“odd”', 'R&D; Ops'])(
    'offers the role %j so that it can be read back',
    (label) => {
      const search = { source: 'roles', text: '', prefix: 'role:' } as const;
      const [{ text } = { text: '' }] = foundAsSuggestions(search, [{ value: '1', label }]);
      const catalogue = createCatalogue(catalogued);
      expect(parseTyped(catalogue, `users list ${text}`).options).toEqual({ role: label });
      const inList = foundAsSuggestions({ ...search, prefix: 'roles:' }, [{ value: '1', label }])[0]!.text;
      expect(readList(parseTyped(catalogue, `users add ${inList}`).options.roles!)).toEqual([label]);
    },
  );

  it('takes users by email, roles by name, with quotes where there are spaces', () => {
    const found = [{ value: '1', label: 'Ann Lindgren', description: 'ann@example.com' }];
    expect(foundAsSuggestions({ source: 'users', text: '', prefix: 'for:' }, found)[0]?.text).toBe(
      'for:ann@example.com ',
    );
    const roles = [{ value: '2', label: 'bot builder' }];
    expect(foundAsSuggestions({ source: 'roles', text: '', prefix: 'role:' }, roles)[0]?.text).toBe(
      'role:"bot builder" ',
    );
  });
});
