import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Part, Screen } from '#chat/screen.ts';
import {
  actionsOf,
  buttonOf,
  type Core,
  countStatements,
  ran,
  replyOf,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';

let core: Core;
let ann: Awaited<ReturnType<Core['person']>>;

beforeAll(async () => {
  core = await startCore({ settings: { approvals: 'escalations' }, setup: { standalone: false } });
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

function part<T extends Part['type']>(screen: Screen, type: T): Extract<Part, { type: T }> {
  const found = screen.parts.find((each) => each.type === type);
  if (found === undefined) throw new Error(`no ${type} in ${JSON.stringify(screen.parts)}`);
  return found as Extract<Part, { type: T }>;
}

/** Somebody whose one role holds exactly this. */
async function holderOf(name: string, permissions: readonly string[], maxFields = 100) {
  await core.role(name, permissions);
  await core.user(`${name} Holder`, { roles: [name] });
  return core.person(`${name}.holder@example.com`.toLowerCase(), 10, maxFields);
}

describe('roles list', () => {
  it('shows each role with its number of users', async () => {
    const screen = screenOf(await ann.says('/hexa roles list'));
    expect(part(screen, 'table').rows).toEqual([
      ['admin', '1 user'],
      ['manager', '0 users'],
      ['public', '0 users'],
    ]);
    expect(saysOf(screen)).toContain('/hexa roles list');
  });

  it('pages through 300 roles, finds by part of a name, and says how to see the same again', async () => {
    await using many = await startCore();
    await many.query(`INSERT INTO roles (id, name, active) SELECT gen_random_uuid(), 'team ' || lpad(n::text, 3, '0'), true
      FROM generate_series(1, 297) n`);
    const person = await many.person('ann@example.com');
    const first = screenOf(await person.says('/hexa roles list'));
    expect(saysOf(first)).toContain('1–10 of 300');
    const next = replyOf(await person.presses(buttonOf(first, 'Next').action));
    expect(next.as).toBe('in_place');
    expect(saysOf(next.screen)).toContain('11–20 of 300');
    expect(saysOf(next.screen)).toContain('/hexa roles list page:2');
    const last = screenOf(await person.says('/hexa roles list page:999'));
    expect(saysOf(last)).toContain('291–300 of 300');
    const found = screenOf(await person.says('/hexa roles list TEAM 01'));
    expect(saysOf(found)).toContain('search:"TEAM 01"');
    expect(part(found, 'table').rows).toHaveLength(10);
    expect(saysOf(screenOf(await person.presses(buttonOf(found, 'Refresh').action)))).toContain('10 roles');
    const none = screenOf(await person.says('/hexa roles list nothing like it'));
    expect(saysOf(none)).toContain('No role matches.');
    expect(actionsOf(none).every(({ type }) => type !== 'select')).toBe(true);
  });

  it('is closed without Role: read, and under SSO', async () => {
    const reader = await holderOf('Userreader', ['User: read']);
    expect(saysOf(screenOf(await reader.says('/hexa roles list')))).toContain('Role: read');
    core.state.sso = { enabled: true, strict: false };
    for (const line of [
      'list',
      'show admin',
      'create',
      'rename admin',
      'permissions admin',
      'delete admin',
    ]) {
      expect(saysOf(screenOf(await ann.says(`/hexa roles ${line}`)))).toContain('identity provider');
    }
    core.state.sso = { enabled: false, strict: false };
  });
});

describe('roles show', () => {
  it('shows a matrix of all models, who has the role, and what may be done', async () => {
    await core.user('Max Muster', { roles: ['manager'], status: 'pending' });
    const screen = screenOf(await ann.says('/hexa roles show MANAGER'));
    const { columns, rows } = part(screen, 'matrix');
    expect(columns).toEqual(['Create', 'Read', 'Update', 'Delete']);
    expect(rows).toHaveLength(26);
    expect(rows.find(({ label }) => label === 'Content')!.cells).toEqual([true, true, true, true]);
    expect(rows.find(({ label }) => label === 'User')!.cells).toEqual([false, false, false, false]);
    expect(saysOf(screen)).toContain('Max Muster');
    expect(saysOf(screen)).toContain('Pending');
    expect(buttonOf(screen, 'Delete').disabled).toContain('1 user has the role manager');
    expect(buttonOf(screen, 'Permissions')).not.toHaveProperty('disabled');
  });

  it('opens from the list, and closes what is protected', async () => {
    const list = screenOf(await ann.says('/hexa roles list'));
    const select = actionsOf(list).find(({ type }) => type === 'select');
    expect(select).toMatchObject({ label: 'Open…', action: { name: 'roles.show' } });
    const screen = screenOf(
      await ann.presses({ name: 'roles.show' }, { selected: [await core.roleId('admin')] }),
    );
    expect(screen.title).toBe('Role admin');
    expect(buttonOf(screen, 'Rename').disabled).toContain('can’t be renamed or deleted');
    expect(buttonOf(screen, 'Delete').disabled).toContain('can’t be renamed or deleted');
  });

  it('takes at most 4 statements, and says how to see users that do not fit', async () => {
    await using many = await startCore();
    for (let n = 10; n < 22; n += 1) await many.user(`User N${n}`, { roles: ['public'] });
    const person = await many.person('ann@example.com');
    const statements = await countStatements(async () => {
      const screen = screenOf(await person.says('/hexa roles show public'));
      expect(saysOf(screen)).toContain('2 users more: ');
      expect(saysOf(screen)).toContain('/hexa users list role:public');
    });
    expect(statements.length).toBeLessThanOrEqual(4);
  });

  it('names the role that is not there', async () => {
    expect(saysOf(screenOf(await ann.says('/hexa roles show wizard')))).toContain('There’s no role “wizard”');
  });
});

describe('roles create', () => {
  it('makes a role with the permissions of another, then opens its permissions', async () => {
    const form = screenOf(await ann.says('/hexa roles create name:Support like:manager'));
    expect(form.fields!.map((field) => ('initial' in field ? field.initial : null))).toEqual([
      'Support',
      await core.roleId('manager'),
    ]);
    const next = replyOf(
      await ran(await ann.submits(form, { name: ' Support ', like: await core.roleId('manager') })),
    );
    expect(next.as).toBe('in_form');
    expect(next.screen.form).toMatchObject({ name: 'roles.permissions', draft: expect.stringMatching(/-/) });
    expect(next.screen.fields!.map(({ name }) => name)).toEqual(['create', 'read', 'update', 'delete']);
    expect(next.screen.fields![0]).toHaveProperty('initial.length', 22);
    expect((await core.services.roles.find('support')).permissions.size).toBe(88);
    expect(
      await core.query(
        `SELECT outcome, target_name FROM chatops.audit WHERE action = 'roles create' AND outcome = 'done'`,
      ),
    ).toEqual([{ outcome: 'done', target_name: 'Support' }]);
  });

  it('tells every problem beside its field', async () => {
    const clerk = await holderOf('Clerk', ['Role: create', 'Role: read']);
    const form = screenOf(await clerk.says('/hexa roles create'));
    const submission = await clerk.submits(form, { name: 'MANAGER', like: await core.roleId('admin') });
    expect(submission).toMatchObject({
      type: 'refused',
      replies: [
        {
          type: 'errors',
          fields: {
            name: 'Another role already has this name.',
            like: expect.stringContaining('ContentType: create'),
          },
        },
      ],
    });
    expect(await clerk.submits(form, { name: ' ', like: '' })).toMatchObject({
      replies: [{ type: 'errors', fields: { name: 'Please fill this in.' } }],
    });
    const made = screenOf(await ran(await clerk.submits(form, { name: 'Empty', like: '' })));
    expect(made.title).toBe('The role Empty was created');
    expect(saysOf(made)).toContain('Permission: create and delete');
  });

  it('offers no role to copy to whom roles are hidden', async () => {
    const maker = await holderOf('Maker', ['Role: create']);
    const form = screenOf(await maker.says('/hexa roles create'));
    expect(form.fields!.map(({ name }) => name)).toEqual(['name']);
    expect(saysOf(form)).toContain('Role: read');
    expect(saysOf(screenOf(await maker.says('/hexa roles create like:admin')))).toContain('Role: read');
  });
});

describe('roles rename', () => {
  it('renames, and refuses the name of another role and the role admin', async () => {
    await core.role('Old name', []);
    const form = screenOf(await ann.says('/hexa roles rename old name to:"New name"'));
    expect(form.fields).toMatchObject([{ name: 'name', initial: 'New name' }]);
    expect(await ann.submits(form, { name: 'admin' })).toMatchObject({
      replies: [{ type: 'errors', fields: { name: 'Another role already has this name.' } }],
    });
    const done = screenOf(await ran(await ann.submits(form, { name: 'New name' })));
    expect(done.title).toBe('The role Old name is now New name');
    expect((await core.services.roles.find('new name')).name).toBe('New name');
    expect(saysOf(screenOf(await ann.says('/hexa roles rename admin')))).toContain(
      'can’t be renamed or deleted',
    );
  });
});

describe('the review of permissions', () => {
  it('is what gets saved: if the role or its number of people has changed by then, it’s shown again first', async () => {
    const id = await core.role('Watched', ['Content: read', 'Label: read']);
    const form = screenOf(await ann.says('/hexa roles permissions watched'));
    const typed = { create: ['Content'], read: ['Content'], update: [], delete: [] };
    const first = screenOf(await ran(await ann.submits(form, typed)));
    expect(saysOf(first)).toContain('Nobody has this role.');
    await core.user('Will Watch', { roles: ['Watched'] });
    const second = screenOf(await ran(await ann.submits(first, {})));
    expect(saysOf(second)).toContain('since you reviewed it. Nothing was saved.');
    expect(saysOf(second)).toContain('1 person has this role.');
    await core.query(
      `DELETE FROM permissions WHERE role_id = $1 AND model_id = (SELECT id FROM models WHERE name = 'Label')`,
      [id],
    );
    const third = screenOf(await ran(await ann.submits(second, {})));
    expect(part(third, 'diff')).toMatchObject({ gained: ['Content: create'], lost: [] });
    expect([...(await core.services.roles.find(id)).permissions]).toEqual(['Content: read']);
    const done = screenOf(await ran(await ann.submits(third, {})));
    expect(done.tone).toBe('success');
    expect([...(await core.services.roles.find(id)).permissions].sort()).toEqual([
      'Content: create',
      'Content: read',
    ]);
  });

  it('says that it is so already where somebody else did the same meanwhile', async () => {
    const id = await core.role('Overtaken', ['Content: read']);
    const form = screenOf(await ann.says('/hexa roles permissions overtaken'));
    const typed = { create: ['Content'], read: ['Content'], update: [], delete: [] };
    const review = screenOf(await ran(await ann.submits(form, typed)));
    await core.allow(id, 'Content: create');
    const done = screenOf(await ran(await ann.submits(review, {})));
    expect(done.title).toContain('Overtaken');
    expect(done.form).toBeUndefined();
    expect(done.tone).toBe('neutral');
  });
});

describe('roles permissions', () => {
  it('replaces what was chosen and shows the difference, keeping what somebody else changed meanwhile', async () => {
    const id = await core.role('Editor', ['Content: read', 'Content: update', 'Label: read']);
    const form = screenOf(await ann.says('/hexa roles permissions editor'));
    expect(form.fields!.find(({ name }) => name === 'read')).toMatchObject({ initial: ['Content', 'Label'] });
    // Meanwhile somebody else gives Menu: read.
    await core.query(
      `INSERT INTO permissions (id, action, relation, model_id, role_id) SELECT gen_random_uuid(), 'read', 'role', id, $1 FROM models WHERE name = 'Menu'`,
      [id],
    );
    const typed = { create: ['Content'], read: ['Content'], update: ['Content'], delete: [] };
    const sent = await ann.submits(form, { role: await core.roleId('admin'), ...typed });
    const review = screenOf(await ran(sent));
    expect(review.title).toBe('Change the permissions of Editor?');
    expect(saysOf(review)).toContain('Nobody has this role.');
    expect(part(review, 'diff')).toMatchObject({ gained: ['Content: create'], lost: ['Label: read'] });
    expect((await core.services.roles.find(id)).permissions).toContain('Label: read');
    const done = screenOf(await ran(await ann.submits(review, {})));
    expect(part(done, 'diff')).toMatchObject({ gained: ['Content: create'], lost: ['Label: read'] });
    expect(saysOf(done)).toContain('within 5 minutes');
    expect([...(await core.services.roles.find(id)).permissions].sort()).toEqual([
      'Content: create',
      'Content: read',
      'Content: update',
      'Menu: read',
    ]);
    for (const taken of [form, review])
      expect(await ann.submits(taken, typed)).toMatchObject({
        replies: [{ screen: { title: 'Already done' } }],
      });

    const undone = screenOf(await ann.presses(buttonOf(done, 'Undo').action));
    expect(part(undone, 'diff')).toMatchObject({ gained: ['Label: read'], lost: ['Content: create'] });
    expect([...(await core.services.roles.find(id)).permissions].sort()).toEqual([
      'Content: read',
      'Content: update',
      'Label: read',
      'Menu: read',
    ]);
  });

  it('goes back from the review to what was chosen, and says how many people have the role', async () => {
    const id = await core.role('Held', ['Content: read']);
    for (const name of ['Ida Held', 'Per Held']) await core.user(name, { roles: ['Held'] });
    const form = screenOf(await ann.says('/hexa roles permissions held'));
    const typed = { create: [], read: ['Content', 'Menu'], update: [], delete: [] };
    const review = screenOf(await ran(await ann.submits(form, typed)));
    expect(saysOf(review)).toContain('2 people have this role.');
    const back = screenOf(await ann.presses(buttonOf(review, 'Edit permissions').action));
    expect(back.fields!.find(({ name }) => name === 'read')).toMatchObject({ initial: ['Content', 'Menu'] });
    const other = screenOf(await ran(await ann.submits(back, { ...typed, read: ['Content', 'Label'] })));
    await ran(await ann.submits(other, {}));
    expect((await core.services.roles.find(id)).permissions).toEqual(
      new Set(['Content: read', 'Label: read']),
    );
  });

  it('says when nothing changes', async () => {
    await core.role('Same', ['Content: read']);
    const form = screenOf(await ann.says('/hexa roles permissions same'));
    const done = screenOf(
      await ran(await ann.submits(form, { create: [], read: ['Content'], update: [], delete: [] })),
    );
    expect(done.title).toBe('The permissions of Same stay as they are');
  });

  it('refuses beside the field what exceeds the actor’s own permissions', async () => {
    const keeper = await holderOf('Keeper', [
      'Role: read',
      'Permission: create',
      'Permission: delete',
      'Content: read',
    ]);
    await core.role('Target', []);
    const form = screenOf(await keeper.says('/hexa roles permissions target'));
    const refused = await keeper.submits(form, {
      create: ['Content'],
      read: ['Content', 'Label'],
      update: [],
      delete: [],
    });
    expect(refused).toMatchObject({
      type: 'refused',
      replies: [
        {
          type: 'errors',
          fields: {
            create: expect.stringContaining('Content: create'),
            read: expect.stringMatching(/Label: read/),
          },
        },
      ],
    });
    const review = screenOf(
      await ran(await keeper.submits(form, { create: [], read: ['Content'], update: [], delete: [] })),
    );
    const done = screenOf(await ran(await keeper.submits(review, {})));
    expect(part(done, 'diff').gained).toEqual(['Content: read']);
  });

  it('never strips the last full administrator', async () => {
    const form = screenOf(await ann.says('/hexa roles permissions admin'));
    const models = await core.services.roles.models();
    const without = models.filter((model) => model !== 'User');
    const review = screenOf(
      await ran(await ann.submits(form, { create: models, read: models, update: without, delete: models })),
    );
    const [reply] = await ran(await ann.submits(review, {}));
    expect(reply).toMatchObject({ as: 'in_form', screen: { title: 'The last full administrator' } });
  });

  it('changes one action at a time where forms are small', async () => {
    const small = await holderOf(
      'Small',
      ['Role: read', 'Permission: create', 'Permission: delete', 'Content: read', 'Content: create'],
      4,
    );
    const id = await core.role('Tiny', ['Content: create']);
    const card = screenOf(await small.says('/hexa roles permissions tiny'));
    expect(card.form).toBeUndefined();
    const form = screenOf(await small.presses(buttonOf(card, 'Permissions: read').action));
    expect(form.fields!.map(({ name }) => name)).toEqual(['read']);
    const review = screenOf(await ran(await small.submits(form, { read: ['Content'] })));
    await ran(await small.submits(review, {}));
    expect([...(await core.services.roles.find(id)).permissions].sort()).toEqual([
      'Content: create',
      'Content: read',
    ]);
    const direct = screenOf(await small.says('/hexa roles permissions tiny action:create'));
    expect(direct.fields!.map(({ name }) => name)).toEqual(['create']);
  });
});

describe('roles delete', () => {
  it('asks first, then deletes', async () => {
    await core.role('Gone', ['Content: read']);
    const screen = screenOf(await ann.says('/hexa roles delete gone'));
    expect(screen.title).toBe('Delete the role Gone?');
    const done = replyOf(await ann.presses(buttonOf(screen, 'Delete role').action));
    expect(done).toMatchObject({ as: 'in_place', screen: { title: 'The role Gone was deleted' } });
    expect(await core.query(`SELECT FROM roles WHERE name = 'Gone'`)).toEqual([]);
  });

  it.each([
    ['admin', 'can’t be renamed or deleted'],
    ['Own', 'You have the role Own'],
    ['Used', '1 user has the role Used'],
  ])('refuses the role %s', async (name, sentence) => {
    if (name !== 'admin') await core.role(name, ['Role: read', 'Role: delete']);
    if (name === 'Used') await core.user('Uma Used', { roles: [name] });
    if (name === 'Own') await core.user('Olga Own', { roles: ['Own'] });
    const person = name === 'Own' ? await core.person('olga.own@example.com') : ann;
    expect(saysOf(screenOf(await person.says(`/hexa roles delete ${name}`)))).toContain(sentence);
    const pressed = await person.presses({ name: 'roles.delete', ids: [await core.roleId(name)] });
    expect(saysOf(screenOf(pressed))).toContain(sentence);
    const refused = await core.query(
      `SELECT outcome FROM chatops.audit WHERE action IN ('roles delete', 'roles.delete') AND outcome = 'refused'`,
    );
    expect(refused.length).toBeGreaterThan(1);
  });
});
