import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import {
  type Actor,
  actionsOf,
  buttonOf,
  type Core,
  replyOf,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';

let core: Core;
let ann: Actor;

beforeAll(async () => {
  core = await startCore();
  ann = await core.person('ann@example.com');
});
afterAll(async () => core[Symbol.asyncDispose]());

let made = 0;
/** A user of this status and a name of their own; returns their email. */
async function user(status: 'active' | 'pending' | 'disabled' = 'active', roles = ['manager']) {
  made += 1;
  await core.user(`User No${made}`, { status, roles });
  return `user.no${made}@example.com`;
}

async function stateOf(email: string) {
  const [row] = await core.query<{ state: boolean; status: string | null }>(
    `SELECT u.state, s.status FROM users u LEFT JOIN chatops.account_states s ON s.user_id = u.id WHERE email = $1`,
    [email],
  );
  return row!.state ? 'active' : (row!.status ?? 'inactive');
}

async function idOf(email: string): Promise<string> {
  return (await core.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]))[0]!.id;
}

const labels = (screen: Screen) => actionsOf(screen).map(({ label }) => label);

describe('enabling and disabling users', () => {
  it('asks first, naming everybody, then does it and says what was ended', async () => {
    const [one, two] = [await user(), await user()];
    const ask = screenOf(await ann.says(`/hexa users disable ${one}, ${two}`));
    expect(ask.title).toBe('Disable 2 users?');
    expect(saysOf(ask)).toContain(one);
    expect(labels(ask)).toEqual(['Disable', 'Cancel']);
    expect(await stateOf(one)).toBe('active');

    const reply = replyOf(await ann.presses(buttonOf(ask, 'Disable').action));
    expect(reply.as).toBe('in_place');
    expect(reply.screen).toMatchObject({ title: '2 users were disabled', tone: 'success' });
    expect(saysOf(reply.screen)).toContain('Their chat access and confirmation links no longer work.');
    expect([await stateOf(one), await stateOf(two)]).toEqual(['disabled', 'disabled']);
  });

  it('keeps more users than a button carries', async () => {
    const emails = [await user('disabled'), await user('pending'), await user('disabled')];
    const ask = screenOf(await ann.says(`/hexa users enable ${emails.join(',')}`));
    const done = screenOf(await ann.presses(buttonOf(ask, 'Enable').action));
    expect(done.title).toBe('3 users were enabled');
    expect(await Promise.all(emails.map(stateOf))).toEqual(['active', 'active', 'active']);
    const bob = await core.person(emails[0]!);
    expect(saysOf(screenOf(await bob.presses(buttonOf(ask, 'Enable').action)))).toContain('User: update');
  });

  it('changes nothing when cancelled', async () => {
    const email = await user();
    const ask = screenOf(await ann.says(`/hexa users disable ${email}`));
    const reply = replyOf(await ann.presses(buttonOf(ask, 'Cancel').action));
    expect(reply).toMatchObject({ as: 'in_place', screen: { title: 'Cancelled' } });
    expect(await stateOf(email)).toBe('active');
  });

  it('does the same once, however often it is pressed', async () => {
    const email = await user();
    const { action } = buttonOf(screenOf(await ann.says(`/hexa users disable ${email}`)), 'Disable');
    await ann.presses(action);
    const again = screenOf(await ann.presses(action));
    expect(again).toMatchObject({ title: 'Nothing was changed', tone: 'refusal' });
    expect(saysOf(again)).toContain('is already disabled');
    expect(labels(again)).toEqual([]);
    const entries = await core.query(
      `SELECT 1 FROM chatops.audit a JOIN users u ON u.id = a.target_id WHERE u.email = $1 AND outcome = 'done'`,
      [email],
    );
    expect(entries).toHaveLength(1);
  });

  it('leaves out whom it cannot change, and says why', async () => {
    const [off, on] = [await user('disabled'), await user()];
    const ask = screenOf(await ann.says(`/hexa users disable ${off}, ${on}, ann@example.com`));
    expect(ask.title).toMatch(/^Disable User No\d+\?$/);
    expect(saysOf(ask)).toContain('is already disabled');
    expect(saysOf(ask)).toContain('You can’t enable or disable your own account');
    await ann.presses({ name: 'users.disable', ids: [await idOf('ann@example.com')] });
    expect(
      await core.query(
        "SELECT action, outcome, code, target_name FROM chatops.audit WHERE code = 'own_account'",
      ),
    ).toEqual([{ action: 'users disable', outcome: 'refused', code: 'own_account', target_name: 'Ann Lee' }]);
    const none = screenOf(await ann.says('/hexa users disable ann@example.com'));
    expect(none).toMatchObject({ title: 'Nothing was changed', tone: 'refusal' });
  });

  it('tells done and failed together when somebody else was faster', async () => {
    const [one, two] = [await user(), await user()];
    const { action } = buttonOf(screenOf(await ann.says(`/hexa users disable ${one}, ${two}`)), 'Disable');
    await ann.presses(buttonOf(screenOf(await ann.says(`/hexa users disable ${two}`)), 'Disable').action);
    const summary = screenOf(await ann.presses(action));
    expect(summary).toMatchObject({ title: expect.stringMatching(/ was disabled$/), tone: 'warning' });
    expect(saysOf(summary)).toContain('Failed');
  });

  it('refuses as a whole where a name is not clear, with every such name and its candidates', async () => {
    const email = await user();
    await core.user('Max Cole');
    await core.user('Max Cooper');
    const screen = screenOf(await ann.says(`/hexa users disable ${email}, max, nobody@example.com`));
    expect(screen.title).toBe('Check these names');
    expect(saysOf(screen)).toContain('“max” matches several users');
    expect(saysOf(screen)).toContain('nobody@example.com');
    expect(labels(screen)).toEqual([
      'Max Cole (max.cole@example.com)',
      'Max Cooper (max.cooper@example.com)',
    ]);
    expect(await stateOf(email)).toBe('active');
    const card = screenOf(await ann.presses(buttonOf(screen, 'Max Cole (max.cole@example.com)').action));
    expect(card.title).toBe('Max Cole');
    const alone = screenOf(await ann.says('/hexa users disable max'));
    expect(alone.title).toBe('Several users');
    expect(labels(alone)).toHaveLength(2);
  });

  it('takes mentions of linked people side by side', async () => {
    const people = [await core.person(await user()), await core.person(await user())];
    const line = people.map(({ identity }) => `<@${identity.user}>`).join(' ');
    expect(screenOf(await ann.says(`/hexa users disable ${line}`)).title).toBe('Disable 2 users?');
  });

  it('is undone within five minutes by who did it, and not by others or later', async () => {
    const email = await user('pending');
    const ask = screenOf(await ann.says(`/hexa users enable ${email}`));
    const done = screenOf(await ann.presses(buttonOf(ask, 'Enable').action));
    const { action } = buttonOf(done, 'Undo');
    const other = await core.person(await user('active', ['admin']));
    expect(screenOf(await other.presses(action)).title).toBe('Too late to undo');
    const undone = replyOf(await ann.presses(action));
    expect(undone).toMatchObject({ as: 'in_place', screen: { title: 'Undone', tone: 'success' } });
    expect(await stateOf(email)).toBe('pending');

    const again = screenOf(await ann.presses(buttonOf(ask, 'Enable').action));
    core.later(5 * 60_000);
    expect(screenOf(await ann.presses(buttonOf(again, 'Undo').action)).title).toBe('Too late to undo');
  });

  it('asks the gate again at the press: permission, account, SSO', async () => {
    const email = await user('active', ['admin']);
    const bob = await core.person(email);
    const target = await user();
    const { action } = buttonOf(screenOf(await bob.says(`/hexa users disable ${target}`)), 'Disable');
    await core.query('DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = $1)', [
      email,
    ]);
    expect(saysOf(screenOf(await bob.presses(action)))).toContain('User: update');
    expect(
      await core.query("SELECT code FROM chatops.audit WHERE action = 'users.disable' AND code IS NOT NULL"),
    ).toContainEqual({
      code: 'permission_missing',
    });
    core.state.sso.enabled = true;
    expect(screenOf(await ann.presses(action)).title).toBe('Managed by single sign-on');
    core.state.sso.enabled = false;
    expect(await stateOf(target)).toBe('active');
  });

  it('shows the Home tab anew after a change', async () => {
    const ask = screenOf(await ann.says(`/hexa users disable ${await user()}`));
    expect(await ann.presses(buttonOf(ask, 'Disable').action)).toContainEqual({ type: 'refresh_home' });
  });
});

describe('mailing a confirmation again', () => {
  it('does so for a pending user', async () => {
    const email = await user('pending');
    const screen = screenOf(await ann.says(`/hexa users resend ${email}`));
    expect(screen.tone).toBe('success');
    expect(saysOf(screen)).toContain(email);
    expect(core.jobs.at(-1)?.name).toBe('confirmation-mail');
  });

  it('refuses for anybody else', async () => {
    expect(saysOf(screenOf(await ann.says(`/hexa users resend ${await user()}`)))).toContain(
      'there’s nothing to confirm',
    );
  });
});
