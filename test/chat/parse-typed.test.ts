import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createCatalogue } from '#chat/catalogue.ts';
import { type Command, command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { parseTyped } from '#chat/parse-typed.ts';
import { HexaError } from '#domain/errors.ts';

function fake(path: string, options: z.ZodRawShape = {}): Command {
  return command({
    path,
    options: z.object(options),
    needs: {},
    changes: false,
    opens: 'screen',
    run: async () => [],
  });
}

const catalogue = createCatalogue([
  fake('home'),
  fake('help'),
  fake('users list', {
    search: option.text({ rest: true }),
    status: option.choice(['active', 'pending']),
    role: option.role(),
  }),
  fake('users disable', { users: option.requiredUsers({ rest: true }) }),
  fake('users show', { user: option.requiredUser({ rest: true }) }),
  fake('users add', { first: option.text(), roles: option.roles(), password: option.password() }),
]);

function refusal(line: string): object {
  try {
    parseTyped(catalogue, line);
  } catch (error) {
    if (error instanceof HexaError) return { code: error.code, ...error.data };
    throw error;
  }
  throw new Error(`"${line}" was understood`);
}

describe('a typed line', () => {
  it.each<[string, string, Record<string, string>]>([
    ['', 'home', {}],
    ['   ', 'home', {}],
    ['HELP', 'help', {}],
    ['users list', 'users list', {}],
    ['Users  List', 'users list', {}],
    ['users list ann', 'users list', { search: 'ann' }],
    ['users list ann lee', 'users list', { search: 'ann lee' }],
    ['users list "ann lee"', 'users list', { search: 'ann lee' }],
    ['users list search:"ann lee"', 'users list', { search: 'ann lee' }],
    ['users list SEARCH:Ann', 'users list', { search: 'Ann' }],
    ['users show 3f0c:9', 'users show', { user: '3f0c:9' }],
    ['users show o"hara', 'users show', { user: 'o"hara' }],
    [
      'users add first:Zoë roles:"Sales, EMEA", admin',
      'users add',
      { first: 'Zoë', roles: '"Sales, EMEA", admin' },
    ],
    ['users add first:Zoë Ann roles:admin', 'users add', { first: 'Zoë Ann', roles: 'admin' }],
    ['users add roles:admin roles:manager', 'users add', { roles: 'admin, manager' }],
    ['users list search : lee', 'users list', { search: 'lee' }],
    ['users list search\u00a0: lee', 'users list', { search: 'lee' }],
    ['users list search：lee', 'users list', { search: 'lee' }],
    ['users list recherche : lee', 'users list', { search: 'lee' }],
    ['users list statut\u202f: actif', 'users list', { status: 'actif' }],
    ['users list Rôle:manager', 'users list', { role: 'manager' }],
    ['users list status : active', 'users list', { status: 'active' }],
    ['users add prénom:Zoë', 'users add', { first: 'Zoë' }],
    ['users add first:"a ""b"" c"', 'users add', { first: 'a "b" c' }],
    ['users add first:“Zoë Ann”', 'users add', { first: 'Zoë Ann' }],
    ['users add first:« Zoë Ann »', 'users add', { first: 'Zoë Ann' }],
    ['users list great :tada:', 'users list', { search: 'great :tada:' }],
    ['users list https://example.com', 'users list', { search: 'https://example.com' }],
    ['users disable <@U1> users:<@U2>', 'users disable', { users: '<@U1>, <@U2>' }],
    ['users add first:"Passage : relève"', 'users add', { first: 'Passage : relève' }],
    ['users add first:', 'users add', { first: '' }],
    ['users add first: Zoë', 'users add', { first: 'Zoë' }],
    ['users add first: "Zoë Ann"', 'users add', { first: 'Zoë Ann' }],
    ['users add first: roles:admin', 'users add', { first: '', roles: 'admin' }],
    ['users add first:a first:b', 'users add', { first: 'b' }],
  ])('%j is %s', (line, path, options) => {
    const parsed = parseTyped(catalogue, line);
    expect([parsed.command.path, parsed.options]).toEqual([path, options]);
  });

  it('that is no command names the nearest one', () => {
    expect(refusal('usres list')).toEqual({
      code: 'unknown_command',
      typed: 'usres list',
      nearest: 'users list',
    });
    expect(refusal('hlep')).toMatchObject({ nearest: 'help' });
    expect(refusal('sing me a song')).toMatchObject({ typed: 'sing me', nearest: null });
  });

  it('that is far too long is cut before it is looked up or said again', () => {
    expect(refusal('x'.repeat(5_000))).toEqual({
      code: 'unknown_command',
      typed: 'x'.repeat(100),
      nearest: null,
    });
  });

  it('names the options that there are, never the password', () => {
    expect(refusal('users add frist:Zoë')).toEqual({
      code: 'unknown_option',
      option: 'frist',
      known: ['first', 'roles'],
      nearest: 'first',
    });
    expect(refusal('users list statsu : active')).toMatchObject({ option: 'statsu', nearest: 'status' });
  });

  it('with text that belongs to no option is not guessed at', () => {
    expect(refusal('users add zoe')).toEqual({
      code: 'unexpected_text',
      text: 'zoe',
      usage: '/hexa users add [first:…] [roles:…]',
    });
  });

  it.each(['password:hunter2', 'PASSWORD:hunter2', 'pass:hunter2', 'pwd:x', 'passwd:x', 'confirmation:x'])(
    'with %s is refused, and the refusal does not say it again',
    (typed) => {
      expect(refusal(`users add first:Zoë ${typed}`)).toEqual({
        code: 'password_typed',
        usage: '/hexa users add',
      });
    },
  );

  it.each([
    'users list password: hunter2',
    'users list "password:hunter2"',
    'users list "Password : hunter2"',
    'users list search:"my pwd: hunter2"',
    'users list password = hunter2',
    'users list mot-de-passe:hunter2',
    'users list "mot de passe : hunter2"',
    'users list mdp: hunter2',
    'users list "confirmation: hunter2"',
  ])('%j is refused for its password', (line) => {
    expect(refusal(line)).toEqual({ code: 'password_typed', usage: '/hexa users list' });
  });

  it('that is no command is refused for its password all the same', () => {
    expect(refusal('usres password: hunter2')).toEqual({ code: 'password_typed', usage: '/hexa' });
    expect(refusal('"password: hunter2"')).toEqual({ code: 'password_typed', usage: '/hexa' });
  });

  it('with a password and another mistake is refused for the password', () => {
    expect(refusal('users add frist:Zoë password:hunter2')).toMatchObject({ code: 'password_typed' });
    expect(refusal('users ad password:hunter2')).not.toMatchObject({
      typed: expect.stringContaining('hunter2'),
    });
  });
});

it('a catalogue with the same path, action or form twice is refused when it is made', () => {
  expect(() => createCatalogue([fake('home'), fake('home')])).toThrow('home stands twice');
});
