import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reply } from '#chat/reply.ts';
import type { Screen } from '#chat/screen.ts';
import {
  actionsOf,
  buttonOf,
  type Core,
  ran,
  replyOf,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';

let core: Core;
let ann: Awaited<ReturnType<Core['person']>>;

beforeAll(async () => {
  core = await startCore();
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

const TYPED = {
  first: 'Zoë',
  last: 'Berg',
  username: 'zoe',
  email: 'zoe@example.com',
  password: 'correct horse',
  confirmation: 'correct horse',
  roles: [] as string[],
};

/** Opens `users add`, types, and presses Manage. */
async function manageWhileAdding(person = ann): Promise<{ form: Screen; roles: Screen }> {
  const form = screenOf(await person.says('/hexa users add'));
  const pressed = await person.presses(buttonOf(form, 'Manage roles…').action, {
    values: TYPED,
    draft: form.form!.draft,
  });
  expect(replyOf(pressed).as).toBe('push');
  return { form, roles: screenOf(pressed) };
}

function below(replies: readonly Reply[]): Screen {
  const found = replies.find((reply) => reply.type === 'screen' && reply.as === 'below');
  if (found?.type !== 'screen') throw new Error(`nothing below: ${JSON.stringify(replies)}`);
  return found.screen;
}

function initialOf(screen: Screen, name: string): unknown {
  const field = screen.fields!.find((each) => each.name === name)!;
  return 'initial' in field ? field.initial : undefined;
}

describe('managing roles from a half-filled form', () => {
  it('comes back to what was typed with the new role to choose, and without the passwords', async () => {
    const { form, roles } = await manageWhileAdding();
    expect(saysOf(roles)).toContain('manager');
    const create = replyOf(await ann.presses(buttonOf(roles, 'New role').action));
    expect(create.as).toBe('in_place');
    const replies = await ran(
      await ann.submits(create.screen, { name: 'Support', like: await core.roleId('manager') }),
    );
    const permissions = replies.find((reply) => reply.type === 'screen' && reply.as === 'in_form');
    expect(permissions).toMatchObject({ screen: { form: { name: 'roles.permissions' } } });
    const again = below(replies);
    expect(again.form!.draft).toBe(form.form!.draft);
    expect(initialOf(again, 'first')).toBe('Zoë');
    expect(again.fields!.find(({ name }) => name === 'roles')).toMatchObject({
      options: expect.arrayContaining([{ value: await core.roleId('Support'), label: 'Support' }]),
    });
    expect(JSON.stringify(again)).not.toContain('correct horse');
    expect(JSON.stringify(await core.query('SELECT * FROM chatops.drafts'))).not.toContain('correct horse');

    const review = screenOf(
      await ran(
        await ann.submits((permissions as { screen: Screen }).screen, {
          create: [],
          read: ['Content'],
          update: [],
          delete: [],
        }),
      ),
    );
    const saved = await ran(await ann.submits(review, {}));
    const success = saved.find((reply) => reply.type === 'screen' && reply.as === 'in_form');
    expect(saysOf((success as { screen: Screen }).screen)).toContain('go back to your form');
    const last = below(saved);

    const added = await ran(await ann.submits(last, { ...TYPED, roles: [await core.roleId('Support')] }));
    expect(screenOf(added).title).toBe('Zoë Berg was added');
  });

  it('adjusts a role that is there', async () => {
    const { form, roles } = await manageWhileAdding();
    const select = actionsOf(roles).find(({ type }) => type === 'select');
    expect(select).toMatchObject({
      label: 'Edit…',
      action: { name: 'roles.manage.adjust', ids: [form.form!.draft] },
    });
    const pressed = await ann.presses(
      { name: 'roles.manage.adjust', ids: [form.form!.draft] },
      { selected: [await core.roleId('public')] },
    );
    expect(replyOf(pressed).as).toBe('in_place');
    const review = screenOf(
      await ran(await ann.submits(screenOf(pressed), { create: [], read: ['Menu'], update: [], delete: [] })),
    );
    const replies = await ran(await ann.submits(review, {}));
    expect(below(replies).form!.draft).toBe(form.form!.draft);
    expect((await core.services.roles.find('public')).permissions).toEqual(new Set(['Menu: read']));
  });

  it('takes a change of permissions back for who made it, and within five minutes', async () => {
    const readable = async (...models: string[]) => {
      const form = screenOf(await ann.says('/hexa roles permissions public'));
      const typed = { create: [], read: models, update: [], delete: [] };
      const review = screenOf(await ran(await ann.submits(form, typed)));
      const replies = await ran(await ann.submits(review, {}));
      return buttonOf(screenOf(replies), 'Undo').action;
    };
    const permissions = async () => [...(await core.services.roles.find('public')).permissions].sort();
    const before = await permissions();
    const undo = await readable('Label', 'Language');
    await core.user('Olga Other', { roles: ['admin'] });
    const other = await core.person('olga.other@example.com');
    expect(screenOf(await other.presses(undo)).title).toBe('Too late to undo');
    expect(await permissions()).toEqual(['Label: read', 'Language: read']);
    expect(replyOf(await ann.presses(undo))).toMatchObject({ as: 'in_place' });
    expect(await permissions()).toEqual(before);

    const late = await readable('Label');
    core.later(5 * 60_000 + 1);
    expect(screenOf(await ann.presses(late)).title).toBe('Too late to undo');
    expect(await permissions()).toEqual(['Label: read']);
  });

  it('works for the roles of a user, and keeps whose they are', async () => {
    await core.user('Max Muster', { roles: ['manager'] });
    const form = screenOf(await ann.says('/hexa users roles max.muster@example.com'));
    const roles = screenOf(
      await ann.presses(buttonOf(form, 'Manage roles…').action, {
        values: { roles: [await core.roleId('public')], user: 'somebody else' },
        draft: form.form!.draft,
      }),
    );
    const create = screenOf(await ann.presses(buttonOf(roles, 'New role').action));
    const again = below(await ran(await ann.submits(create, { name: 'Sales', like: '' })));
    expect(saysOf(again)).toContain('Max Muster');
    expect(initialOf(again, 'roles')).toEqual([await core.roleId('public')]);
  });

  it('opens any form again by its draft, for its owner alone', async () => {
    const { form } = await manageWhileAdding();
    const { draft } = form.form!;
    const opened = replyOf(await ann.presses({ name: 'forms.open', ids: [draft] }));
    expect(opened.as).toBe('new');
    expect(initialOf(opened.screen, 'email')).toBe('zoe@example.com');
    await core.user('Eve Other', { roles: ['admin'] });
    const eve = await core.person('eve.other@example.com');
    expect(screenOf(await eve.presses({ name: 'forms.open', ids: [draft] })).title).toBe('Out of date');
    expect(screenOf(await eve.presses({ name: 'roles.manage', ids: [draft] }, { values: TYPED })).title).toBe(
      'Out of date',
    );
    await core.query(
      `DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = 'eve.other@example.com')`,
    );
  });

  it('asks the form’s own needs again when it is opened again', async () => {
    await core.role('Adder', ['User: create', 'Role: read']);
    const id = await core.user('Ada Adder', { roles: ['Adder'] });
    const ada = await core.person('ada.adder@example.com');
    const { form, roles } = await manageWhileAdding(ada);
    expect(buttonOf(roles, 'New role').disabled).toContain('Role: create');
    expect(saysOf(roles)).toContain('Permission: create');
    await core.query('DELETE FROM user_roles WHERE user_id = $1', [id]);
    const refused = screenOf(await ada.presses({ name: 'forms.open', ids: [form.form!.draft] }));
    expect(saysOf(refused)).toContain('User: create');
  });

  it('makes the role also where the form is gone meanwhile', async () => {
    const { form, roles } = await manageWhileAdding();
    const create = screenOf(await ann.presses(buttonOf(roles, 'New role').action));
    await core.query('DELETE FROM chatops.drafts WHERE id = $1', [form.form!.draft]);
    const replies = await ran(await ann.submits(create, { name: 'Orphan', like: '' }));
    expect(replies.some((reply) => reply.type === 'screen' && reply.as === 'below')).toBe(false);
    expect((await core.services.roles.find('Orphan')).name).toBe('Orphan');
  });
});
