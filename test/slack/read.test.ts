import type { BlockAction } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { readPress } from '#slack/read/input.ts';
import { encodeReplyTo, liveReplyTo } from '#slack/read/reply-to.ts';
import { belongs, identityOf } from '#slack/read/team.ts';
import { unwrapTyped } from '#slack/read/typed-text.ts';
import { readValues } from '#slack/read/values.ts';
import { whoTypes } from '#slack/read/who.ts';
import { decodeMetadata, encodeMetadata } from '#slack/view-metadata.ts';

describe('typed text', () => {
  it.each([
    ['users show <@U123ABC|ann>', 'users show <@U123ABC>'],
    ['users show <@U123ABC>', 'users show <@U123ABC>'],
    ['email:<mailto:ann@example.com|ann@example.com>', 'email:ann@example.com'],
    [
      '<https://example.com|example.com> <https://example.com/a?b=1&amp;c=2>',
      'example.com https://example.com/a?b=1&c=2',
    ],
    ['in <#C123|general> for <!here>', 'in #general for @here'],
    // A group must not become somebody called @admins.
    ['users show <!subteam^S1|@admins>', 'users show <!subteam^S1|@admins>'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['first:“Ann Lee” last:‘O’Brien’', "first:\"Ann Lee\" last:'O'Brien'"],
    ['  plain  ', 'plain'],
    ['', ''],
  ])('%s is read as %s', (typed, expected) => {
    expect(unwrapTyped(typed)).toBe(expected);
  });
});

describe('whose person somebody is', () => {
  const alone = { teamId: 'T1', enterpriseId: null };
  const grid = { teamId: 'T1', enterpriseId: 'E1' };
  it.each([
    ['our workspace', { userTeamId: 'T1', enterpriseId: null }, alone, 'ours'],
    ['another workspace', { userTeamId: 'T9', enterpriseId: null }, alone, 'foreign'],
    ['nobody knows where', { userTeamId: null, enterpriseId: null }, alone, 'unclear'],
    ['another workspace, perhaps of our grid', { userTeamId: 'T2', enterpriseId: 'E1' }, grid, 'unclear'],
    ['our grid itself', { userTeamId: 'E1', enterpriseId: null }, grid, 'ours'],
    ['another grid', { userTeamId: 'T9', enterpriseId: 'E9' }, grid, 'foreign'],
  ] as const)('%s: %#', (_, who, team, expected) => {
    expect(belongs({ userId: 'U1', ...who }, team)).toBe(expected);
  });

  it('is known by grid, else by workspace', () => {
    const who = { userId: 'U1', userTeamId: 'T2', enterpriseId: 'E1' };
    expect(identityOf(who, grid, true)).toEqual({ platform: 'slack', workspace: 'E1', user: 'U1' });
    expect(identityOf(who, alone, true).workspace).toBe('T1');
    expect(identityOf(who, alone, false).workspace).toBe('T2');
  });

  it('is told by the team of a command, and asked about where it only names our grid', () => {
    const typed = { user_id: 'U1', team_id: 'T2', enterprise_id: 'E1', is_enterprise_install: 'true' };
    expect(belongs(whoTypes(typed as never), grid)).toBe('unclear');
    expect(belongs(whoTypes(typed as never), alone)).toBe('foreign');
  });
});

describe('values of a form', () => {
  it('are read by field name, to the letter', () => {
    const password = ' a&amp;b “c” <@U1> ';
    const state = {
      'first~2': { first: { type: 'plain_text_input', value: null } },
      password: { 'password?secret': { type: 'plain_text_input', value: password } },
      roles: {
        'roles?roles': {
          type: 'multi_external_select',
          selected_options: [{ value: 'r1' }, { value: 'r2' }],
        },
      },
      one: { one: { type: 'static_select', selected_option: null } },
      who: { who: { type: 'users_select', selected_user: 'U1' } },
      sure: { sure: { type: 'checkboxes', selected_options: [{ value: 'true' }] } },
      Xk3Jq: { '1/users.filter': { type: 'static_select', selected_option: { value: 'x' } } },
    };
    expect(readValues(state as never)).toEqual({
      first: '',
      password,
      roles: ['r1', 'r2'],
      who: '<@U1>',
      sure: true,
    });
  });
});

describe('presses', () => {
  it.each([
    ['a forged id', { type: 'button', action_id: '2/users.show/x', block_id: 'b' }, 'outdated'],
    ['an id of ours', { type: 'button', action_id: '1/users.show/x', block_id: 'b' }, 'users.show'],
    [
      'a menu',
      { type: 'overflow', action_id: 'menu', block_id: 'b', selected_option: { value: '1/users.show/x' } },
      'users.show',
    ],
    [
      'a forged menu',
      { type: 'overflow', action_id: 'menu', block_id: 'b', selected_option: { value: '__proto__' } },
      'outdated',
    ],
  ])('%s', (_, action, name) => {
    expect(readPress({ actions: [action] } as unknown as BlockAction)).toMatchObject({
      type: 'action',
      name,
    });
  });

  it('of a field that searches carry what stands in all of them', () => {
    const typed = { type: 'plain_text_input', value: 'berg' };
    const chosen = { type: 'static_select', selected_option: { value: 'active' } };
    const state = {
      values: { 'search~7': { 'search?home.search': typed }, 'row~7': { 'status?home.search': chosen } },
    };
    for (const [block_id, action_id] of [
      ['search~7', 'search?home.search'],
      ['row~7', 'status?home.search'],
    ]) {
      const press = { actions: [{ ...typed, block_id, action_id }], state };
      expect(readPress(press as unknown as BlockAction)).toMatchObject({
        name: 'home.search',
        values: { search: 'berg', status: 'active' },
      });
    }
  });

  it.each([
    ['links', { type: 'button', action_id: 'link-0', block_id: 'b', url: 'https://example.com' }],
    ['inputs', { type: 'plain_text_input', action_id: 'first', block_id: 'first~2' }],
  ])('%s are for nobody', (_, action) => {
    expect(readPress({ actions: [action] } as unknown as BlockAction)).toBeNull();
  });
});

describe('what travels', () => {
  it('is a response_url with its time, which ends', () => {
    const at = new Date('2026-11-05T10:00:00Z');
    const replyTo = encodeReplyTo('https://hooks.slack.com/commands/1', at);
    const later = (minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
    expect(liveReplyTo(replyTo, later(20))).toBe('https://hooks.slack.com/commands/1');
    expect(liveReplyTo(replyTo, later(30))).toBeNull();
    for (const strange of [null, '', 'https://x', '12 ftp://x', 'x https://y'])
      expect(liveReplyTo(strange, at)).toBeNull();
  });

  it('is a draft, the revision of the form below, and what the Home tab shows', () => {
    for (const metadata of [
      { draft: 'd1', below: 1, home: null },
      { draft: null, below: 4, home: null },
      { draft: 'd1', below: 2, home: { name: 'home.page', ids: ['-', '2'] } },
      { draft: null, below: 1, home: { name: 'home.open', ids: [] } },
    ]) {
      expect(decodeMetadata(encodeMetadata(metadata))).toEqual(metadata);
    }
    expect(decodeMetadata('')).toEqual({ draft: null, below: 1, home: null });
  });
});
