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

beforeAll(async () => {
  core = await startCore();
  await core.role('helpdesk', ['User: read', 'User: update', 'AuditLog: read']);
  await core.user('Bob Berg', { roles: ['manager'] });
  await core.user('Pia Berg', { status: 'pending' });
  await core.user('Hal Help', { roles: ['helpdesk'] });
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

const show = async (query: string, by = ann) => screenOf(await by.says(`/hexa users show ${query}`));

/** Labels of the buttons, each with why it is closed. */
function buttons(screen: Screen): Record<string, string | null> {
  return Object.fromEntries(
    actionsOf(screen).flatMap((action) =>
      action.type === 'button' ? [[action.label, action.disabled ?? null]] : [],
    ),
  );
}

describe('the card of a user', () => {
  it('shows everything: what the roles allow, links, history', async () => {
    const bob = await core.person('bob.berg@example.com');
    const screen = await show('bob.berg@example.com');
    expect(screen.title).toBe('Bob Berg');
    const text = saysOf(screen);
    for (const part of [
      'bob.berg',
      'manager',
      'create, read, update, delete',
      'ContentType',
      bob.identity.user,
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('No changes yet.');
    expect(buttons(screen)).toEqual({ Disable: null, 'Manage roles': null });
  });

  it('groups models by what may be done with them', async () => {
    const screen = await show('hal help');
    expect(screen.parts).toContainEqual({
      type: 'facts',
      facts: [
        { label: 'read, update', value: 'User' },
        { label: 'read', value: 'AuditLog' },
      ],
    });
  });

  it('offers Resend only for pending users', async () => {
    expect(buttons(await show('pia'))).toEqual({
      Enable: null,
      'Manage roles': null,
      'Resend confirmation': null,
    });
  });

  it('says what is closed and why: the own row', async () => {
    expect(buttons(await show('ann@example.com'))).toEqual({
      Disable: expect.stringContaining('own account'),
      'Manage roles': null,
    });
  });

  it('says what is closed and why: a missing permission', async () => {
    const hal = await core.person('hal.help@example.com');
    const screen = await show('pia', hal);
    expect(buttons(screen)).toEqual({
      Enable: null,
      'Manage roles': expect.stringContaining('Role: read'),
      'Resend confirmation': expect.stringContaining('User: create'),
    });
    expect(saysOf(screen)).toContain('You can’t see permissions');
    expect(saysOf(screen)).not.toContain('manager');
  });

  it('says what is closed and why: SSO, with role controls absent', async () => {
    core.state.sso.enabled = true;
    const screen = await show('bob.berg');
    core.state.sso.enabled = false;
    expect(buttons(screen)).toEqual({ Disable: expect.stringContaining('identity provider') });
    expect(saysOf(screen)).toContain('your identity provider manages roles and status');
  });

  it('switches one user at once after the confirm dialog, and shows it in the history', async () => {
    const card = await show('bob.berg');
    const disable = buttonOf(card, 'Disable');
    expect(disable.confirm?.text).toContain('They won’t be able to sign in until someone re-enables them');
    const reply = replyOf(await ann.presses(disable.action));
    expect(reply).toMatchObject({ as: 'in_place', screen: { title: 'Bob Berg was disabled' } });
    const after = screenOf(await ann.presses(buttonOf(reply.screen, 'Open').action));
    expect(after.tone).toBe('warning');
    expect(saysOf(after)).toContain('disabled');
    expect(saysOf(after)).toContain('suspended');
    expect(buttons(after)).toHaveProperty('Enable', null);
  });

  it('takes at most 4 statements', async () => {
    expect((await countStatements(() => show('pia'))).length).toBeLessThanOrEqual(4);
  });
});
