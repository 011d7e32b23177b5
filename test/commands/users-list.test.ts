import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import {
  type Actor,
  actionsOf,
  buttonOf,
  type Core,
  countStatements,
  replyOf,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';

let core: Core;
let ann: Actor;
/** May see users, and no roles. */
let gus: Actor;
const names = ['Ben', 'Cat', 'Dan', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida', 'Jon', 'Kit', 'Lou', 'May'];
const statuses = ['active', 'pending', 'disabled', 'inactive'] as const;

beforeAll(async () => {
  core = await startCore();
  await core.role('reader', ['User: read']);
  for (const [index, name] of names.entries()) {
    await core.user(`${name} Berg`, {
      status: name === 'Gus' ? 'active' : statuses[index % 4]!,
      roles: name === 'Gus' ? ['reader'] : [index % 2 === 0 ? 'manager' : 'public'],
    });
  }
  ann = await core.person('ann@example.com');
  gus = await core.person('gus.berg@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

const list = async (line = '', by = ann) => screenOf(await by.says(`/hexa users list ${line}`));

function rows(screen: Screen) {
  const part = screen.parts.find(({ type }) => type === 'users');
  return part?.type === 'users' ? part.rows : [];
}
/** The first names in the list, and the command that shows the same. */
function shown(screen: Screen): string[] {
  return rows(screen).map(({ name }) => name.split(' ')[0]!);
}
function command(screen: Screen): string {
  const found = /\/hexa users list.*/.exec(saysOf(screen));
  return found![0];
}

describe('the list of users', () => {
  it('shows a page of ten with every column, the quota, and the command that shows it again', async () => {
    const screen = await list();
    const [ben] = rows(screen);
    expect(ben).toMatchObject({ name: 'Ben Berg', status: 'active', statusLabel: 'Active' });
    expect(ben?.facts.map(({ label }) => label)).toEqual(['Email', 'Roles']);
    expect(ben?.smallPrint?.map(({ label }) => label)).toEqual(['ID', 'Created', 'Updated']);
    expect(ben?.smallPrint?.[0]?.value).toMatch(/^[0-9a-f]{8}$/);
    expect(ben?.actions?.map(({ label }) => label)).toEqual(['Open', 'Disable', 'Manage roles']);
    expect(shown(screen)).toEqual(names.slice(0, 10));
    expect(saysOf(screen)).toContain('Users: 13/unlimited · 1–10 of 13');
    expect(command(screen)).toBe('/hexa users list');
    expect(screen.actions?.map(({ label }) => label)).toEqual([
      'Next',
      'Refresh',
      'Share',
      'Open in Hexabot',
    ]);
  });

  it('pages in place, forth and back, and stops at the ends', async () => {
    const next = buttonOf(await list(), 'Next');
    const reply = replyOf(await ann.presses(next.action));
    expect(reply.as).toBe('in_place');
    expect(shown(reply.screen)).toEqual(['Lou', 'May', 'Ann']);
    expect(command(reply.screen)).toBe('/hexa users list page:2');
    expect(actionsOf(reply.screen).map(({ label }) => label)).not.toContain('Next');
    const back = replyOf(await ann.presses(buttonOf(reply.screen, 'Previous').action));
    expect(shown(back.screen)).toEqual(names.slice(0, 10));
  });

  it.each([
    ['status:pending', ['Cat', 'Kit']],
    ['status:inactive role:PUBLIC', ['Eve', 'Ida', 'May']],
    ['role:reader', ['Gus']],
    ['berg status:disabled', ['Dan', 'Hal', 'Lou']],
    ['search:"it be"', ['Kit']],
    ['lee sort:email', ['Ann']],
    ['sort:email status:active', ['Ann', 'Ben', 'Fay', 'Gus', 'Jon']],
  ])('finds by "%s", says so with a command that finds the same', async (line, found) => {
    const screen = await list(line);
    expect(shown(screen)).toEqual(found);
    const again = await list(command(screen).replace('/hexa users list ', ''));
    expect(shown(again)).toEqual(found);
    expect(command(again)).toBe(command(screen));
  });

  it('keeps a filter while paging and refreshing', async () => {
    const small = await core.person(null, 3);
    await core.query('UPDATE chatops.links SET chat_user = $1 WHERE chat_user = $2', [
      small.identity.user,
      gus.identity.user,
    ]);
    const screen = await list('status:active sort:email', small);
    expect(shown(screen)).toEqual(['Ann', 'Ben', 'Fay']);
    const next = replyOf(await small.presses(buttonOf(screen, 'Next').action)).screen;
    expect(shown(next)).toEqual(['Gus', 'Jon']);
    expect(command(next)).toBe('/hexa users list status:active sort:email page:2');
    expect(shown(replyOf(await small.presses(buttonOf(next, 'Refresh').action)).screen)).toEqual([
      'Gus',
      'Jon',
    ]);
    await core.query('UPDATE chatops.links SET chat_user = $1 WHERE chat_user = $2', [
      gus.identity.user,
      small.identity.user,
    ]);
  });

  it('shows the last page where a later one is asked for, and nobody where nobody fits', async () => {
    expect(shown(await list('page:99'))).toEqual(['Lou', 'May', 'Ann']);
    const nobody = await list('xyzzy');
    expect(saysOf(nobody)).toContain('No user matches.');
    expect(actionsOf(nobody).map(({ label }) => label)).not.toContain('Open');
  });

  it.each([
    ['status:off', 'status: can’t be “off”. Use active, pending, disabled, inactive'],
    ['sort:age', 'Use name, email, created, updated'],
    ['role:nobody', 'The roles are admin, manager, public, reader'],
    ['page:0', 'page: can’t be “0”'],
  ])('refuses %s and says what is possible', async (line, text) => {
    const screen = await list(line);
    expect(screen.tone).toBe('warning');
    expect(saysOf(screen)).toContain(text);
  });

  it('shares after a confirm dialog, without Share, and named', async () => {
    const share = buttonOf(await list('lee'), 'Share');
    expect(share.confirm).toMatchObject({ confirm: 'Share', cancel: 'Cancel' });
    const reply = replyOf(await ann.presses(share.action));
    expect(reply).toMatchObject({ as: 'new', shared: true });
    expect(saysOf(reply.screen)).toContain('Shared by Ann Lee.');
    expect(reply.screen.actions?.map(({ label }) => label)).toEqual(['Refresh', 'Open in Hexabot']);
    // What others may do is not known here; the card says it to each of them.
    expect(rows(reply.screen)[0]?.actions?.map(({ label }) => label)).toEqual(['Open']);
  });

  it('answers a press on a shared list with the rights of whoever presses', async () => {
    const share = buttonOf(await list(), 'Share');
    const shared = replyOf(await ann.presses(share.action)).screen;
    const next = replyOf(await gus.presses(buttonOf(shared, 'Next').action));
    expect(saysOf(next.screen)).toContain('hidden');
    expect(saysOf(next.screen)).toContain('You can’t see roles because yours don’t include Role: read');
    expect(saysOf(next.screen)).not.toContain('admin,');
    const ben = await core.person('ben.berg@example.com');
    expect(saysOf(screenOf(await ben.presses(buttonOf(shared, 'Next').action)))).toContain('User: read');
    const stranger = await core.person(null);
    expect(saysOf(screenOf(await stranger.presses(buttonOf(shared, 'Next').action)))).toContain(
      'isn’t linked',
    );
  });

  it('tells who has a role only to those who may see roles', async () => {
    const screen = await list('role:manager', gus);
    expect(screen.tone).toBe('refusal');
    expect(saysOf(screen)).toContain('Role: read');
  });

  it('opens a user from the row', async () => {
    const card = screenOf(await ann.presses(buttonOf(await list('lee'), 'Open').action));
    expect(card.title).toBe('Ann Lee');
  });

  it('is out of date where the filter is no longer kept', async () => {
    const screen = screenOf(await ann.presses({ name: 'users.page', ids: ['abcdefghijklmnopqrstuv', '1'] }));
    expect(saysOf(screen)).toContain('has expired');
  });

  it('says under SSO who decides', async () => {
    core.state.sso.enabled = true;
    expect(saysOf(await list())).toContain('your identity provider manages roles and status');
    core.state.sso.enabled = false;
  });

  it.each([
    ['list', 'users list'],
    ['filtered list', 'users list berg status:active role:manager'],
    ['list of nobody', 'users list role:reader status:pending'],
    ['card', 'users show ben.berg@example.com'],
    ['card by part of a name', 'users show kit'],
  ])('takes at most 4 statements for a %s', async (_what, line) => {
    const statements = await countStatements(() => ann.says(line));
    expect(statements.length, statements.join('\n---\n')).toBeLessThanOrEqual(4);
    expect(statements.length).toBeGreaterThan(1);
  });
});
