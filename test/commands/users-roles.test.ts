import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { byOf } from '../requests/people.ts';
import {
  type Actor,
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
let ann: Actor;
const ids: Record<string, string> = {};

beforeAll(async () => {
  core = await startCore();
  await core.role('labeller', ['Label: read', 'Label: update']);
  for (const name of ['admin', 'manager', 'public', 'labeller']) ids[name] = await core.roleId(name);
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

let made = 0;
async function user(roles = ['labeller']): Promise<string> {
  made += 1;
  await core.user(`Role No${made}`, { roles });
  return `role.no${made}@example.com`;
}

async function rolesOf(email: string): Promise<string[]> {
  const rows = await core.query<{ name: string }>(
    `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
     WHERE u.email = $1 ORDER BY r.name`,
    [email],
  );
  return rows.map(({ name }) => name);
}

const chosen = (screen: Screen) => {
  const field = screen.fields?.find(({ name }) => name === 'roles');
  return field?.type === 'choices' ? field.initial : null;
};

function refusedBy(submission: Submission): Screen {
  if (submission.type !== 'refused') throw new Error('it was accepted');
  return screenOf(submission.replies);
}

describe('managing the roles of a user', () => {
  it('shows name and present roles, then what is gained and lost, then saves', async () => {
    const email = await user();
    const form = screenOf(await ann.says(`/hexa users roles ${email}`));
    expect(saysOf(form)).toContain(email);
    expect(chosen(form)).toEqual([ids.labeller]);

    const review = screenOf(await ran(await ann.submits(form, { roles: [ids.public!, ids.manager!] })));
    expect(review.form?.name).toBe('users.roles.save');
    const diff = review.parts.find(({ type }) => type === 'diff');
    expect(diff).toMatchObject({
      gained: expect.arrayContaining(['Content: create, read, update, delete']),
      lost: [],
    });
    expect(await rolesOf(email)).toEqual(['labeller']);

    const replies = await ran(await ann.submits(review, {}));
    expect(replyOf(replies)).toMatchObject({ as: 'in_form', screen: { tone: 'success' } });
    expect(replies).toContainEqual({ type: 'refresh_home' });
    expect(await rolesOf(email)).toEqual(['manager', 'public']);

    const undone = screenOf(await ann.presses(buttonOf(replyOf(replies).screen, 'Undo').action));
    expect(undone.title).toBe('Undone');
    expect(await rolesOf(email)).toEqual(['labeller']);
  });

  it('goes back to the choice with what was chosen', async () => {
    const form = screenOf(await ann.says(`/hexa users roles ${await user()}`));
    const review = screenOf(await ran(await ann.submits(form, { roles: [ids.public!] })));
    const back = replyOf(await ann.presses(buttonOf(review, 'Edit roles').action));
    expect(back.as).toBe('in_place');
    expect(chosen(back.screen)).toEqual([ids.public]);
    const again = screenOf(await ran(await ann.submits(back.screen, { roles: [ids.public!] })));
    expect(again.form?.name).toBe('users.roles.save');
  });

  it('refuses an empty list beside the field', async () => {
    const form = screenOf(await ann.says(`/hexa users roles ${await user()}`));
    expect(await ann.submits(form, { roles: [] })).toMatchObject({
      type: 'refused',
      replies: [{ type: 'errors', fields: { roles: 'Choose at least one role.' } }],
    });
  });

  it('saves nothing where nothing would change', async () => {
    const form = screenOf(await ann.says(`/hexa users roles ${await user()}`));
    const same = screenOf(await ran(await ann.submits(form, { roles: [ids.labeller!] })));
    expect(saysOf(same)).toContain('Nothing to save. The roles are already: labeller');
  });

  it('refuses both steps where the list was changed meanwhile, and shows the present one', async () => {
    const email = await user();
    const form = screenOf(await ann.says(`/hexa users roles ${email}`));
    const review = screenOf(await ran(await ann.submits(form, { roles: [ids.manager!] })));
    const late = screenOf(await ann.says(`/hexa users roles ${email}`));
    await core.query(
      'UPDATE user_roles SET role_id = $1 WHERE user_id = (SELECT id FROM users WHERE email = $2)',
      [ids.public, email],
    );
    for (const step of [await ann.submits(review, {}), await ann.submits(late, { roles: [ids.manager!] })]) {
      const screen = screenOf(await ran(step));
      expect(screen.title).toBe('The roles have changed');
      expect(saysOf(screen)).toContain('to public');
    }
    expect(await rolesOf(email)).toEqual(['public']);
  });

  it('saves what was reviewed: where a role allows something else by then, the new review is shown first', async () => {
    const email = await user();
    const raised = await core.role('raised later', ['Label: read']);
    const roles = [raised];
    const form = screenOf(await ann.says(`/hexa users roles ${email}`));
    const review = screenOf(await ran(await ann.submits(form, { roles })));
    await core.allow(raised, 'User: delete');
    const again = screenOf(await ran(await ann.submits(review, {})));
    expect(saysOf(again)).toContain('has changed since you reviewed');
    expect(JSON.stringify(again)).toContain('User: delete');
    expect(await rolesOf(email)).toEqual(['labeller']);
    await ran(await ann.submits(again, {}));
    expect(await rolesOf(email)).toEqual(['raised later']);
  });

  it('names a role that was deleted meanwhile by its name', async () => {
    const email = await user();
    const gone = await core.role('short lived', []);
    const form = screenOf(await ann.says(`/hexa users roles ${email}`));
    await core.services.roles.remove(await byOf(core, ann), gone);
    const replies = await ran(await ann.submits(form, { roles: [gone] }));
    expect(saysOf(screenOf(replies))).toContain('short lived');
  });

  it('takes whose roles and which from the draft, whatever is sent', async () => {
    const [email, other] = [await user(), await user()];
    const form = screenOf(await ann.says(`/hexa users roles ${email}`));
    const [row] = await core.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [other]);
    const review = screenOf(await ran(await ann.submits(form, { user: row!.id, roles: [ids.public!] })));
    await ran(await ann.submits(review, { user: row!.id, roles: [ids.admin!] }));
    expect(await rolesOf(email)).toEqual(['public']);
    expect(await rolesOf(other)).toEqual(['labeller']);
  });

  it('is saved once, and not by somebody else', async () => {
    const form = screenOf(await ann.says(`/hexa users roles ${await user()}`));
    const bob = await core.person(await user(['admin']));
    const values = { roles: [ids.public!] };
    expect(refusedBy(await bob.submits(form, values)).title).toBe('Out of date');
    await ran(await ann.submits(form, values));
    expect(refusedBy(await ann.submits(form, values)).title).toBe('Already done');
  });

  it('refuses to take the own admin role where it is chosen, and the writer asks again', async () => {
    const form = screenOf(await ann.says('/hexa users roles ann@example.com'));
    expect(await ann.submits(form, { roles: [ids.manager!] })).toMatchObject({
      type: 'refused',
      replies: [{ fields: { roles: expect.stringContaining('You can’t remove your own admin role.') } }],
    });
    const { id } = await core.services.users.find('ann@example.com', ann.identity);
    const { actor } = await core.services.standing(ann.identity, true);
    const by = { actor: actor!, identity: ann.identity, requestId: 'r' };
    await expect(
      core.services.users.replaceRoles(by, id, [ids.manager!], [ids.admin!]),
    ).rejects.toMatchObject({
      code: 'own_admin_role',
    });
  });

  it('is opened from the card too, and closed under SSO', async () => {
    const card = screenOf(await ann.says(`/hexa users show ${await user()}`));
    const { action } = buttonOf(card, 'Manage roles');
    expect(screenOf(await ann.presses(action)).form?.name).toBe('users.roles');
    core.state.sso.enabled = true;
    expect(screenOf(await ann.presses(action)).title).toBe('Managed by single sign-on');
    core.state.sso.enabled = false;
  });

  it('can be opened half filled, with a role that was made meanwhile', async () => {
    const form = screenOf(await ann.says(`/hexa users roles ${await user()}`));
    const kept = { ...(await core.services.drafts.read(ann.identity, form.form!.draft))!.values };
    await core.services.drafts.rewrite(
      ann.identity,
      form.form!.draft,
      { ...kept, roles: [ids.public!] },
      { givesBack: true },
    );
    await core.role('brand new', ['Menu: read']);
    const again = screenOf(await ann.presses({ name: 'forms.open', ids: [form.form!.draft] }));
    expect(again.form?.draft).toBe(form.form!.draft);
    expect(chosen(again)).toEqual([ids.public]);
    const field = again.fields?.find(({ name }) => name === 'roles');
    expect(field?.type === 'choices' && field.options.map(({ label }) => label)).toContain('brand new');
    expect(screenOf(await ran(await ann.submits(again, { roles: [ids.public!] }))).form?.name).toBe(
      'users.roles.save',
    );
  });
});

describe('searching options', () => {
  it('finds roles and users for those who may see them', async () => {
    expect(await ann.searches('roles', 'MANA')).toEqual([
      { type: 'options', options: [{ value: ids.manager, label: 'manager' }] },
    ]);
    const [found] = await ann.searches('users', 'ann');
    expect(found).toMatchObject({
      type: 'options',
      options: [{ label: 'Ann Lee', description: 'ann@example.com' }],
    });
    const bob = await core.person(await user());
    expect(await bob.searches('roles', '')).toMatchObject([{ type: 'screen' }]);
    expect(await bob.searches('users', '')).toMatchObject([{ type: 'screen' }]);
  });
});

describe('adding a user', () => {
  const values = {
    first: 'Zoë',
    last: 'Berg',
    username: 'zoe',
    email: 'zoe@example.com',
    password: 'correct horse',
    confirmation: 'correct horse',
  };

  it('opens empty from the Home tab and adds', async () => {
    const form = screenOf(await ann.presses({ name: 'users.add.open' }));
    expect(form.form?.name).toBe('users.add');
    const done = await ran(await ann.submits(form, { ...values, roles: [ids.public!] }));
    expect(replyOf(done).screen.title).toBe('Zoë Berg was added');
    expect(done).toContainEqual({ type: 'refresh_home' });
  });

  it('gives no more than the roles allowed when the form was shown: what they allow now is shown first', async () => {
    const grown = await core.role('grown', ['Label: read']);
    const form = screenOf(await ann.says('/hexa users add'));
    const ivo = { ...values, username: 'ivo', email: 'ivo@example.com', roles: [grown] };
    await core.allow(grown, 'User: delete');
    const again = screenOf(await ran(await ann.submits(form, ivo)));
    expect(saysOf(again)).toContain('What grown allows has changed');
    expect(again.parts).toContainEqual(
      expect.objectContaining({ type: 'diff', gained: ['Label: read', 'User: delete'], lost: [] }),
    );
    expect(again.fields?.map((field) => ('initial' in field ? field.initial : null))).toContain('ivo');
    await core.allow(grown, 'Role: delete');
    const third = screenOf(await ran(await ann.submits(again, ivo)));
    expect(JSON.stringify(third.parts)).toContain('Role: delete');
    expect(await core.query(`SELECT FROM users WHERE username = 'ivo'`)).toEqual([]);
    expect(screenOf(await ran(await ann.submits(third, ivo))).title).toBe('Zoë Berg was added');
  });

  it('is not held up by other roles that change, nor by one that was made or adjusted from the form itself', async () => {
    const own = await core.role('own', ['Label: read']);
    const form = screenOf(await ann.says('/hexa users add'));
    await core.allow(ids.public!, 'Menu: read');
    await core.allow(own, 'User: delete');
    const made = await core.role('made for it', ['Label: read']);
    const below = screenOf(await ann.presses({ name: 'forms.open', ids: [form.form!.draft] }));
    const eva = { ...values, username: 'eva', email: 'eva@example.com', roles: [own, made] };
    await core.allow(ids.public!, 'Menu: update');
    expect(screenOf(await ran(await ann.submits(below, eva))).title).toBe('Zoë Berg was added');
  });

  it('opens again half filled, without passwords', async () => {
    const form = screenOf(await ann.says('/hexa users add first:Ann roles:manager'));
    const { password: _p, confirmation: _c, ...typed } = values;
    await core.services.drafts.rewrite(
      ann.identity,
      form.form!.draft,
      { ...typed, roles: [ids.public!] },
      { givesBack: true },
    );
    const again = screenOf(await ann.presses({ name: 'forms.open', ids: [form.form!.draft] }));
    const initial = Object.fromEntries(
      (again.fields ?? []).map((field) => [field.name, 'initial' in field ? field.initial : undefined]),
    );
    expect(initial).toEqual({ ...typed, password: undefined, confirmation: undefined, roles: [ids.public] });
    expect(actionsOf(again).map(({ label }) => label)).toEqual(['Manage roles…']);
  });
});
