import { describe, expect, it } from 'vitest';
import { type NewUserForm, passwordProblems, readNewUser } from '#domain/new-user.ts';

const GOOD: NewUserForm = {
  first: 'Zoë',
  last: 'Berg',
  username: 'zoe',
  email: 'zoe@example.com',
  password: 'correct horse',
  confirmation: 'correct horse',
  roles: ['r1'],
};

function codes(changed: Partial<NewUserForm>): string[] {
  return readNewUser({ ...GOOD, ...changed }).problems.map(({ field, code }) => `${field} ${code}`);
}

it('cleans what was typed', () => {
  const typed = {
    ...GOOD,
    first: ' Zo\u009bë ',
    last: ' van der  Berg',
    username: ' zoe ',
    email: ' ZOE@Example.COM ',
    roles: ['r1', 'r1', 'r2'],
  };
  expect(readNewUser(typed)).toEqual({
    user: {
      firstName: 'Zoë',
      lastName: 'van der Berg',
      username: 'zoe',
      email: 'zoe@example.com',
      roleIds: ['r1', 'r2'],
    },
    problems: [],
  });
});

it('tells all problems at once, each with its field', () => {
  const empty = {
    first: ' ',
    last: '',
    username: '\t',
    email: '',
    password: '',
    confirmation: '',
    roles: [],
  };
  expect(codes(empty)).toEqual([
    'first required',
    'last required',
    'username required',
    'email required',
    'password required',
    'confirmation required',
    'roles role_required',
  ]);
});

it('asks for no password where the new user sets it', () => {
  const { password: _, confirmation: __, ...rest } = GOOD;
  expect(readNewUser(rest).problems).toEqual([]);
});

it.each<[string, Partial<NewUserForm>, string[]]>([
  ['255 characters', { first: '🐎'.repeat(255) }, []],
  ['256 characters', { first: 'x'.repeat(256) }, ['first too_long']],
  ['a line break', { last: 'Berg\nadmin' }, ['last has_control_characters']],
  ['a NUL', { username: 'zoe\0' }, ['username has_control_characters']],
  ['no domain', { email: 'zoe@' }, ['email email_invalid']],
  ['two addresses', { email: 'zoe@example.com, eve@example.com' }, ['email email_invalid']],
  ['a name beside the address', { email: 'Zoe <zoe@example.com>' }, ['email email_invalid']],
  [
    'a header in the address',
    { email: 'zoe@example.com\r\nBcc: eve@example.com' },
    ['email has_control_characters'],
  ],
  ['plus and dots', { email: 'z.o.e+1@mail.example.co.uk' }, []],
])('takes or refuses a name or address with %s', (_, changed, problems) => {
  expect(codes(changed)).toEqual(problems);
});

describe('a password', () => {
  const check = (password: string, confirmation = password) =>
    passwordProblems(password, confirmation).map(({ field, code }) => `${field} ${code}`);

  it.each([
    ['8 characters', '12345678', []],
    ['7 characters', '1234567', ['password password_short']],
    // 28 bytes, 28 UTF-16 units of 2, but 7 characters.
    ['7 emoji', '🐎'.repeat(7), ['password password_short']],
    ['8 emoji', '🐎'.repeat(8), []],
    ['18 emoji, 72 bytes', '🐎'.repeat(18), []],
    ['18 emoji and a letter, 73 bytes', `${'🐎'.repeat(18)}a`, ['password password_long']],
    ['72 letters', 'a'.repeat(72), []],
    ['73 letters', 'a'.repeat(73), ['password password_long']],
    ['37 umlauts, 74 bytes', 'ä'.repeat(37), ['password password_long']],
    ['spaces only', ' '.repeat(8), []],
    ['what looks like a hash', `$2b$12$${'a'.repeat(53)}`, []],
    // bcrypt would stop reading there.
    ['a NUL', 'abcd\0efgh', ['password password_long']],
  ])('with %s', (_, password, problems) => {
    expect(check(password)).toEqual(problems);
  });

  it('must be typed the same again, spaces and case too', () => {
    expect(check('correct horse', 'correct horse ')).toEqual(['confirmation password_mismatch']);
    expect(check('correct horse', 'Correct horse')).toEqual(['confirmation password_mismatch']);
    expect(check('short', 'other')).toEqual(['password password_short', 'confirmation password_mismatch']);
    expect(check('correct horse', '')).toEqual(['confirmation required']);
  });
});
