import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanName, comparisonKey } from '#domain/text.ts';
import { type Actor, actionsOf, type Core, saysOf, screenOf, startCore } from '../support/core.ts';
import { DIFFERENT, EQUAL, type Pair } from '../support/pairs.ts';

let core: Core;
let ann: Actor;
beforeAll(async () => {
  core = await startCore();
  ann = await core.person('ann@example.com');
});
afterAll(() => core[Symbol.asyncDispose]());

async function user(first: string, last: string, given: { username?: string; email?: string } = {}) {
  const id = randomUUID();
  const { username = id, email = `${id}@example.com` } = given;
  await core.query(
    `INSERT INTO users (id, "firstName", "lastName", username, email, type, state, provider)
     VALUES ($1, $2, $3, $4, $5, 'UserOrmEntity', true, '{"strategy":"local"}')`,
    [id, first, last, username, email],
  );
  return id;
}

/** With one of the pair there as name, username, email and role: whether each rule takes the other for it. */
async function verdicts([stored, typed]: Pair): Promise<Record<string, boolean>> {
  const id = await user(stored, 'Q', { username: stored, email: `${stored}@example.com` });
  await core.query('INSERT INTO roles (id, name, active) VALUES ($1, $2, true)', [id, `${stored} Q`]);
  try {
    const { users, roles } = core.services;
    const actor = (await core.services.standing(ann.identity, true)).actor!;
    const isIt = async (found: Promise<{ id: string }>) => (await found.catch(() => null))?.id === id;
    const all = { search: null, status: null, roleIds: null, sort: 'name', page: 0, pageSize: 5 } as const;
    const problems = await users.problems(actor, {
      firstName: 'x',
      lastName: 'y',
      username: cleanName(typed),
      email: `${typed}@example.com`,
      roleIds: [],
    });
    const taken = problems.map(({ code }) => code);
    const role = { id: null, name: `${typed} Q`, users: 0, diff: { gained: [], lost: [] } };
    return {
      'finding by name': await isIt(users.find(`${typed} Q`, ann.identity)),
      'finding by username': await isIt(users.find(typed, ann.identity)),
      'finding by email': await isIt(users.find(`${typed}@example.com`, ann.identity)),
      searching: (await users.list({ ...all, search: `${typed} Q` })).total === 1,
      'finding a role': await isIt(roles.find(`${typed} Q`)),
      'completing a role': JSON.stringify(await ann.searches('roles', `${typed} Q`)).includes(id),
      'completing a user': JSON.stringify(await ann.searches('users', `${typed} Q`)).includes(id),
      'a new username': taken.includes('username_taken'),
      'a new email': taken.includes('email_taken'),
      'a new role': (await roles.problems(actor, role)).some(
        // A tab is refused before.
        ({ code }) => code === 'name_taken' || code === 'has_control_characters',
      ),
    };
  } finally {
    await core.query('DELETE FROM users WHERE id = $1', [id]);
    await core.query('DELETE FROM roles WHERE id = $1', [id]);
  }
}

const all = (verdict: boolean) => (found: Record<string, boolean>) =>
  Object.entries(found).filter(([, is]) => is !== verdict);

it.each(EQUAL)('every rule takes %j for %j', async (stored, typed) => {
  expect(all(true)(await verdicts([stored, typed]))).toEqual([]);
});

it.each(DIFFERENT)('no rule takes %j for %j', async (stored, typed) => {
  const partly = ['searching', 'completing a role', 'completing a user'];
  const wrong = all(false)(await verdicts([stored, typed])).map(([rule]) => rule);
  expect(wrong.filter((rule) => !partly.includes(rule))).toEqual([]);
});

describe('who is meant', () => {
  const titleOf = async (line: string) => screenOf(await ann.says(line)).title;

  it('is the one with this email, not the one with that username', async () => {
    await user('Real', 'Owner', { email: 'owner@example.com' });
    await user('Not', 'Owner', { username: 'owner@example.com' });
    expect(await titleOf('users show owner@example.com')).toBe('Real Owner');
    expect(await titleOf('users show OWNER@example.com')).toBe('Real Owner');
  });

  it('is the one of this name, not the one with that username', async () => {
    await user('Sam', 'Fox');
    await user('Not', 'Sam', { username: 'sam fox' });
    expect(await titleOf('users show Sam Fox')).toBe('Sam Fox');
    expect(await titleOf('users show sam fox')).toBe('Sam Fox');
  });

  it('is the one who is exactly so where two differ by marks, and is asked where neither is', async () => {
    await user('Rene', 'Marks');
    await user('René', 'Marks');
    expect(await titleOf('users show Rene Marks')).toBe('Rene Marks');
    expect(await titleOf('users show René Marks')).toBe('René Marks');
    const asked = screenOf(await ann.says('users show rene marks'));
    expect(actionsOf(asked)).toHaveLength(2);
  });

  it('by a username without the id of a mention is told to be so', async () => {
    await user('Siobhan', 'Murphy', { username: 'siobhan' });
    expect(await titleOf('users show @siobhan')).toBe('Siobhan Murphy');
    expect(saysOf(screenOf(await ann.says('users show @nobody')))).toContain('username');
  });

  it('is no role that is mentioned', async () => {
    for (const mention of ['<@&123>', '<!subteam^S1>', '<!subteam^S1|@admins>', '@here', '@everyone']) {
      const said = saysOf(screenOf(await ann.says(`users show ${mention}`)));
      expect(said).toContain('Not a person');
    }
    const several = saysOf(screenOf(await ann.says('users disable <@&123>, a, b, c')));
    expect(several).toContain('a Discord role, not a person');
    expect(several).not.toContain('linked');
  });
});

describe('roles that differ only by case', () => {
  it('are each reached by their own name, and asked about by another', async () => {
    const { roles } = core.services;
    const lower = await core.role('editor', []);
    const upper = await core.role('Editor', []);
    expect((await roles.find('editor')).id).toBe(lower);
    expect((await roles.find('Editor')).id).toBe(upper);
    expect(saysOf(screenOf(await ann.says('roles show EDITOR')))).toContain('Editor, editor');
    const form = screenOf(await ann.says('users add roles:editor'));
    expect(form.fields?.find(({ name }) => name === 'roles')).toMatchObject({ initial: [lower] });
  });

  it('no new one looks like admin', async () => {
    for (const name of ['аdmin', 'Ad\u200bmin', 'ADMIN', 'ａdmin']) {
      const form = screenOf(await ann.says('roles create'));
      const submission = await ann.submits(form, { name, like: '' });
      expect(submission.type).toBe('refused');
    }
  });
});

it('a list is sorted as people read, on a database of our own too', async () => {
  for (const [first, last] of [
    ['Émile', 'Zz-Order'],
    ['Emil', 'Zz-Order'],
    ['emily', 'zz-order'],
    ['Zoe', 'Zz-Order'],
    ['Årne', 'Zz-Order'],
  ] as const)
    await user(first, last);
  const said = saysOf(screenOf(await ann.says('users list zz-order')));
  const order = ['Årne', 'Emil Zz', 'Émile', 'emily', 'Zoe'].map((name) => said.indexOf(name));
  expect(order).toEqual([...order].sort((a, b) => a - b));
});

it('a list is sorted by first name, however many have the same last name', async () => {
  const firsts = Array.from(
    { length: 150 },
    (_, n) => `${n % 2 === 0 ? 'É' : 'e'}${String((n * 77) % 150).padStart(3, '0')}`,
  );
  for (const first of firsts) await user(first, 'Zzz-Crowd');
  const sorted = firsts.toSorted((a, b) => (comparisonKey(a) < comparisonKey(b) ? -1 : 1));
  const query = { status: null, roleIds: null, sort: 'name', pageSize: 10 } as const;
  const shown = async (search: string | null, page: number) =>
    (await core.services.users.list({ ...query, search, page })).users.map(({ firstName }) => firstName);
  expect(await shown('zzz-crowd', 0)).toEqual(sorted.slice(0, 10));
  expect(await shown('zzz-crowd', 14)).toEqual(sorted.slice(140));
  const { total } = await core.services.users.list({ ...query, search: null, page: 0 });
  // The last whole page of all, which nobody else's last name comes after.
  const last = Math.floor(total / 10) - 1;
  expect(await shown(null, last)).toEqual(sorted.slice(150 - (total - last * 10)).slice(0, 10));
});

it('a username that is somebody else’s email is refused', async () => {
  await user('Has', 'Email', { email: 'taken.email@example.com' });
  const form = screenOf(await ann.says('users add'));
  const submission = await ann.submits(form, { username: 'Taken.Email@example.com' });
  expect(JSON.stringify(submission)).toContain('This is another user’s email');
});
