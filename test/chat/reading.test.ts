import { describe, expect, it } from 'vitest';
import { readList, readPeople, readPerson } from '#chat/reading/lists.ts';
import { named, nearestName } from '#chat/reading/names.ts';
import { hasPassword, withoutPassword } from '#chat/reading/passwords.ts';
import { joined, quoted } from '#chat/reading/quotes.ts';

describe('a list of people', () => {
  it.each<[string, string[]]>([
    ['pat@example.com, zoe@example.com', ['pat@example.com', 'zoe@example.com']],
    ['pat@example.com zoe@example.com', ['pat@example.com', 'zoe@example.com']],
    ['pat@example.com and zoe@example.com.', ['pat@example.com', 'zoe@example.com']],
    ['pat@example.com; zoe@example.com;', ['pat@example.com', 'zoe@example.com']],
    ['pat@example.com\nzoe@example.com', ['pat@example.com', 'zoe@example.com']],
    ['pat，zoe、lee', ['pat', 'zoe', 'lee']],
    ['Lena Lee', ['Lena Lee']],
    ['Lena Lee, Pat', ['Lena Lee', 'Pat']],
    ['Ann and Bob', ['Ann and Bob']],
    ['<@U1|pat><@U2|sio>', ['<@U1|pat>', '<@U2|sio>']],
    ['<@U1> <@U2>', ['<@U1>', '<@U2>']],
    ['<@U1> and <@U2>', ['<@U1>', '<@U2>']],
    ['<@U1>, <@U2> et <@U3>.', ['<@U1>', '<@U2>', '<@U3>']],
    ['<@U1>.', ['<@U1>']],
    ['<@!1>', ['<@!1>']],
    ['<@U1> please', ['<@U1>', 'please']],
    ['<@U1> pat@example.com', ['<@U1>', 'pat@example.com']],
    ['<@&7>', ['<@&7>']],
    ["Pat O'Neil <pat@example.com>", ['pat@example.com']],
    ["Pat O'Neil <pat@example.com>, Zoe <zoe@example.com>", ['pat@example.com', 'zoe@example.com']],
    ["Pat O'Neil <pat@example.com> Zoe <zoe@example.com>.", ['pat@example.com', 'zoe@example.com']],
    ['"O\'Neil, Pat" <pat@example.com>', ['pat@example.com']],
    ['zoe@example.com Pat <pat@example.com>', ['zoe@example.com', 'pat@example.com']],
    ['"Lee, Lena"', ['Lee, Lena']],
    ['Sammy Davis Jr.', ['Sammy Davis Jr.']],
    ['@siobhan', ['@siobhan']],
    ['@siobhan and @zoe.', ['@siobhan', '@zoe']],
    ['@siobhan <@U1>', ['@siobhan', '<@U1>']],
    ['@siobhan murphy', ['@siobhan murphy']],
    ['<!subteam^S1|@admins>, pat', ['<!subteam^S1|@admins>', 'pat']],
    [' , ;', []],
  ])('%j is %j', (text, people) => {
    expect(readPeople(text)).toEqual(people);
  });

  it.each<[string, string | string[]]>([
    ['Lee, Lena', 'Lee, Lena'],
    ['Lena Lee', 'Lena Lee'],
    ["Pat O'Neil <pat@example.com>", 'pat@example.com'],
    ['<@U1>.', '<@U1>'],
    ['<@U1><@U2>', ['<@U1>', '<@U2>']],
    ['a@example.com, b@example.com', ['a@example.com', 'b@example.com']],
  ])('%j, where one can be named, is %j', (text, person) => {
    expect(readPerson(text)).toEqual(person);
  });
});

it.each<[string, string[]]>([
  ['admin, manager', ['admin', 'manager']],
  ['"Sales, EMEA"', ['Sales, EMEA']],
  ['"Sales, EMEA", admin', ['Sales, EMEA', 'admin']],
  ['“Sales, EMEA”；admin', ['Sales, EMEA', 'admin']],
  ['Content editor', ['Content editor']],
  ['"a ""b"" c"', ['a "b" c']],
  ['R&D and Ops', ['R&D and Ops']],
])('the list %j is %j', (text, values) => {
  expect(readList(text)).toEqual(values);
});

it.each([
  'admin',
  'Content editor',
  'Sales, EMEA',
  'a "b" c',
  '"quoted"',
  'x:y',
  '« Mo »',
  'a;b',
  '“',
  'tail"',
  "O'Neil",
])('the value %j is read back as it is written, alone and in a list', (value) => {
  expect(joined(quoted(value))).toBe(value);
  expect(readList(`${quoted(value)}, other`)).toEqual([value, 'other']);
});

describe('the name of an option or choice', () => {
  it.each<[readonly string[], string, string | null]>([
    [['role', 'status'], 'RÔLE', 'role'],
    [['role', 'status'], 'statut', 'status'],
    [['first', 'last'], 'prenom', 'first'],
    [['active', 'pending'], 'en attente', 'pending'],
    [['active', 'pending'], 'Actif', 'active'],
    [['role'], 'roles', null],
  ])('among %j, %j is %j', (all, typed, name) => {
    expect(named(all, typed)).toBe(name);
  });

  it('that there is not has a nearest one', () => {
    expect(nearestName(['role', 'status'], 'roel')).toBe('role');
    expect(nearestName(['role', 'status'], 'statu')).toBe('status');
    expect(nearestName(['role', 'status'], 'ticket')).toBe(null);
  });
});

describe('a password', () => {
  it.each([
    'password: hunter2',
    'pwd : hunter2',
    'mdp:hunter2',
    'pass="hunter2 x"',
    'mot de passe : hunter2',
    'mot de passe\u00a0: hunter2',
    'users add first:Zoë password:hunter2 last:hunter2',
    'PASSWORD＝hunter2',
  ])('in %j is seen, and nothing of it is shown', (text) => {
    expect(hasPassword(text)).toBe(true);
    expect(withoutPassword(text)).not.toContain('hunter2');
  });

  it.each(['Passage : relève', 'passport: x', 'compass: north', 'surpass: x', 'passing: x'])(
    'is not in %j',
    (text) => {
      expect(hasPassword(text)).toBe(false);
      expect(withoutPassword(text)).toBe(text);
    },
  );
});
