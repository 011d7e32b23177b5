import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Action, Screen } from '#chat/screen.ts';
import {
  type Actor,
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
let ann: Actor;

beforeAll(async () => {
  core = await startCore();
  await core.role('reader', ['User: read']);
  const names = ['Ben', 'Cat', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jon', 'Kit', 'Lou'];
  for (const name of names)
    await core.user(`${name} Berg`, { status: name === 'Cat' ? 'pending' : 'active' });
  await core.user('Rea Berg', { roles: ['reader'] });
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

const open = async (by = ann) => screenOf(await by.presses({ name: 'home.open' }));

function rows(screen: Screen) {
  const part = screen.parts.find(({ type }) => type === 'users');
  return part?.type === 'users' ? part.rows : [];
}
const isPrimary = (action: Action) => action.type === 'button' && action.style === 'primary';
const labels = (actions: readonly { label: string }[] = []) => actions.map(({ label }) => label);

describe('the Home tab', () => {
  it('is the Users page: quota, search, filters, a menu for each user, pages, Add', async () => {
    const reply = replyOf(await ann.presses({ name: 'home.open' }));
    expect(reply.as).toBe('home');
    const { screen } = reply;
    expect(screen.title).toBe('Hi Ann');
    expect(saysOf(screen)).toContain('Users: 13/unlimited · 1–10 of 13');
    expect(screen.fields?.map(({ name }) => name)).toEqual(['search', 'status', 'role']);
    expect(rows(screen)).toHaveLength(10);
    expect(labels(rows(screen)[0]!.actions)).toEqual(['Open', 'Disable', 'Manage roles']);
    expect(labels(rows(screen)[1]!.actions)).toEqual([
      'Open',
      'Enable',
      'Manage roles',
      'Resend confirmation',
    ]);
    expect(labels(screen.actions)).toEqual(['Add user', 'Next', 'Open in Hexabot']);
    expect(actionsOf(screen).filter(isPrimary)).toHaveLength(1);
  });

  it('searches by the fields, keeps them while paging, and clears', async () => {
    const roleId = await core.roleId('manager');
    const values = { search: ' berg ', status: 'active', role: roleId };
    const found = screenOf(await ann.presses(buttonOf(await open(), 'Search').action, { values }));
    expect(rows(found)).toHaveLength(10);
    expect(found.fields).toMatchObject([{ initial: 'berg' }, { initial: 'active' }, { initial: roleId }]);
    expect(saysOf(found)).toContain('Users: 13/unlimited · 10 found');
    const unfiltered = { search: '', status: 'any', role: 'any' };
    expect(rows(screenOf(await ann.presses({ name: 'home.search' }, { values: unfiltered })))).toHaveLength(
      10,
    );
    const second = screenOf(
      await ann.presses({ name: 'home.search' }, { values: { search: 'e', status: 'any' } }),
    );
    const next = screenOf(await ann.presses(buttonOf(second, 'Next').action));
    expect(next.fields).toMatchObject([{ initial: 'e' }, { initial: 'any' }, { initial: 'any' }]);
    expect(rows(screenOf(await ann.presses(buttonOf(next, 'Clear').action)))[0]?.name).toBe('Ben Berg');
  });

  it('asks before it switches, as a menu has no confirm dialog', async () => {
    const disable = rows(await open())[0]!.actions?.find(({ label }) => label === 'Disable');
    if (disable?.type !== 'button') throw new Error('no button');
    expect(disable.confirm).toBeUndefined();
    const ask = replyOf(await ann.presses(disable.action));
    expect(ask).toMatchObject({ as: 'new', screen: { title: 'Disable Ben Berg?' } });
    await ann.presses(buttonOf(ask.screen, 'Disable').action);
    expect(rows(await open())[0]?.status).toBe('disabled');
  });

  it('tells how to link', async () => {
    const nobody = await core.person(null);
    const screen = await open(nobody);
    expect(saysOf(screen)).toContain('Type /hexa link to link it');
    expect(buttonOf(screen, 'Link my account').action).toEqual({ name: 'link' });
    expect(saysOf(screen)).not.toContain('Berg');
  });

  it('shows what one may do, where that is not to see users', async () => {
    const ben = await core.person('fay.berg@example.com');
    const screen = await open(ben);
    expect(saysOf(screen)).toContain('Your roles don’t include User: read');
    expect(saysOf(screen)).not.toContain('Cat Berg');
  });

  it('hides roles and closes what is not permitted, with the reason for Add', async () => {
    const screen = await open(await core.person('rea.berg@example.com'));
    expect(screen.fields?.map(({ name }) => name)).toEqual(['search', 'status']);
    expect(labels(rows(screen)[0]!.actions)).toEqual(['Open']);
    expect(saysOf(screen)).toContain('You can’t see roles');
    expect(actionsOf(screen).find(({ label }) => label === 'Add user')).toMatchObject({
      disabled: expect.stringContaining('User: create'),
    });
  });

  it('shows the locked view where the plan doesn’t include user management', async () => {
    const before = core.state.licence;
    core.state.licence = { plan: 'starter', status: 'active', userLimit: 1 };
    const screen = await open();
    core.state.licence = before;
    expect(screen.title).toBe('User management is locked');
    expect(labels(screen.actions)).toContain('See pricing');
  });

  it('leaves role controls and status switches out under SSO, and says who decides', async () => {
    core.state.sso.enabled = true;
    const screen = await open();
    core.state.sso.enabled = false;
    expect(labels(rows(screen)[3]!.actions)).toEqual(['Open']);
    expect(saysOf(screen)).toContain('your identity provider manages roles and status');
  });

  it('shows the search and page again that it showed, and everybody where the search is no longer kept', async () => {
    const found = screenOf(
      await ann.presses({ name: 'home.search' }, { values: { search: 'e', status: 'any' } }),
    );
    const second = screenOf(await ann.presses(buttonOf(found, 'Next').action));
    const again = screenOf(await ann.presses(second.shows!));
    expect(rows(again)).toEqual(rows(second));
    expect(again.fields).toMatchObject([{ initial: 'e' }, { initial: 'any' }, { initial: 'any' }]);
    const gone = screenOf(await ann.presses({ name: 'home.page', ids: ['abcdefghijklmnopqrstuv', '2'] }));
    expect(rows(gone)).toHaveLength(10);
  });

  it.each([
    ['opened', 4, { name: 'home.open' }, {}],
    // Everybody's filter need not be kept; and what waits is asked for with each.
    ['searched', 5, { name: 'home.search' }, { search: 'berg', status: 'active' }],
  ])('takes, when %s, at most %i statements', async (_what, most, action, values) => {
    const statements = await countStatements(() => ann.presses(action, { values }));
    expect(statements.length, statements.join('\n---\n')).toBeLessThanOrEqual(most);
  });
});

describe('/hexa alone', () => {
  it('says who, plan and quota in one line, with where to go', async () => {
    const screen = screenOf(await ann.says('/hexa'));
    expect(saysOf(screen)).toBe(
      'Hi Ann\ntext\nYou’re signed in as Ann Lee (ann@example.com) · Pro plan · Users: 13/unlimited\nnote',
    );
    expect(labels(screen.actions)).toEqual(['Users', 'Add user', 'Requests', 'Help', 'Open in Hexabot']);
    expect(actionsOf(screen).filter(isPrimary)).toHaveLength(1);
    const users = screenOf(await ann.presses(buttonOf(screen, 'Users').action));
    expect(rows(users)).toHaveLength(10);
  });

  it('offers only what is open to whoever asks', async () => {
    const gus = await core.person('gus.berg@example.com');
    const screen = screenOf(await gus.says('/hexa'));
    expect(labels(screen.actions)).toEqual(['Requests', 'Help', 'Open in Hexabot']);
    expect(saysOf(await gus.presses({ name: 'commands.run', ids: ['users_list'] }).then(screenOf))).toContain(
      'User: read',
    );
  });
});

describe('a mistyped command', () => {
  it('has the nearest one as a button, and no lock', async () => {
    const screen = screenOf(await ann.says('/hexa usres list'));
    expect(screen.tone).toBe('warning');
    expect(rows(screenOf(await ann.presses(buttonOf(screen, '/hexa users list').action)))).toHaveLength(10);
    expect(labels(screenOf(await ann.says('/hexa xyzzy')).actions)).toEqual(['/hexa help']);
  });
});

describe('what waits for a decision', () => {
  it('stands on Home and on /hexa, with a button, and requests list begins with it', async () => {
    await core.role('sales', ['User: read']);
    const hal = await core.person('hal.berg@example.com');
    const form = screenOf(await hal.says('requests new'));
    await ran(await hal.submits(form, { names: 'manager, sales', reason: 'Holiday cover', for: '' }));
    const said = 'Hal Berg asks for the role sales: Holiday cover';
    for (const screen of [await open(), screenOf(await ann.says('/hexa'))]) {
      expect(saysOf(screen)).toContain(said);
      const card = screenOf(await ann.presses(buttonOf(screen, 'Review').action));
      expect(card.title).toBe(said);
      expect(labels(card.actions)).toEqual(['Approve', 'Deny']);
    }
    expect(screenOf(await ann.says('requests list')).title).toBe('Waiting for you');
    expect(screenOf(await hal.says('requests list')).title).toBe('Your requests');
    expect(saysOf(screenOf(await hal.says('/hexa')))).not.toContain(said);
  });
});
