import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HexabotClient } from '../support/hexabot-fixture-client.ts';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import {
  confirmLink,
  disable,
  enable,
  errorsOf,
  rolesOf,
  saveRoles,
} from '../support/hexabot-fixture-steps.ts';
import type { RunningService } from '../support/running-service.ts';
import { textOf } from '../support/slack/index.ts';

const PASSWORD = 'a password of theirs';

let attached: AttachedService;
let running: RunningService;
let hexabot: HexabotClient;
let ann: string;
let count = 0;

beforeAll(async () => {
  attached = await runAttached();
  ({ running, hexabot } = attached);
  ann = await hexabot.idOf('ann@example.com');
});
afterAll(() => attached?.stop());
afterEach(() => {
  const errors = errorsOf(running);
  running.log.length = 0;
  expect(errors).toEqual([]);
});
// Nobody may do more than 30 things a minute.
beforeEach(() => attached.advance(61_000));

/** Somebody whom Hexabot knows, with these roles and a session. */
async function somebody(roles: readonly string[] = ['manager']) {
  count += 1;
  const email = `user${count}@example.com`;
  const id = await hexabot.addUser(ann, { email, roles, state: true, password: PASSWORD });
  const { session } = (await hexabot.signIn(email, PASSWORD)) as { session: string };
  return { id, email, session };
}

describe('disabling', () => {
  it('takes effect in Hexabot on the very next request: roles, sessions, tokens, links', async () => {
    const { id, email, session } = await somebody(['manager', 'public']);
    const second = ((await hexabot.signIn(email, PASSWORD)) as { session: string }).session;
    const others = ((await hexabot.signIn('ann@example.com', 'the panel’s password')) as { session: string })
      .session;
    await hexabot.makeToken(id);
    await running.query('UPDATE users SET reset_token = $2 WHERE id = $1', [
      id,
      'a link to set a new password',
    ]);
    const person = running.slack.person({ name: 'them' });
    await running.link(person, id);
    expect(await hexabot.request(session)).toBe(200);

    const answer = await disable(running, email);
    expect(answer).toContain('signed out of 2 sessions');
    expect(answer).toContain('1 MCP token');
    expect(answer).toContain('2 roles will return when the account is active');

    expect(await hexabot.request(session)).toBe(401);
    expect(await hexabot.request(second)).toBe(401);
    expect(await hexabot.request(others)).toBe(200);
    const again = (await hexabot.signIn(email, PASSWORD)) as { session: string };
    expect(await hexabot.request(again.session)).toBe(403);
    expect(await running.query('SELECT revoked_at FROM mcp_tokens WHERE owner_id = $1', [id])).toEqual([
      { revoked_at: expect.any(Date) },
    ]);
    expect(await running.query('SELECT state, reset_token FROM users WHERE id = $1', [id])).toEqual([
      { state: false, reset_token: null },
    ]);
    expect(await running.ask(person, '/hexa users list')).toContain('isn’t active');
  });

  it('ends a session that a request under way would write again', async () => {
    const { email, session } = await somebody();
    const [{ json } = { json: '' }] = await running.query<{ json: string }>(
      'SELECT json FROM sessions WHERE id = $1',
      [session],
    );
    await disable(running, email);
    await hexabot.saveSession(session, json);
    expect(await hexabot.request(session)).toBe(401);
  });

  it('leaves sessions alone that only mention the user, or cannot be read', async () => {
    const { id, email } = await somebody();
    const later = Date.now() + 3_600_000;
    await running.query(
      `INSERT INTO sessions (id, json, "expiredAt") VALUES ('mentions-' || $1, $2, $4), ('broken-' || $1, $3, $4)`,
      [id, JSON.stringify({ passport: { user: { id: ann } }, lastSeen: id }), `{"passport": ${id}`, later],
    );
    expect(await disable(running, email)).toContain('signed out of 1 session.');
    expect(await running.query('SELECT destroyed_at FROM sessions WHERE id LIKE $1', [`%-${id}`])).toEqual([
      { destroyed_at: null },
      { destroyed_at: null },
    ]);
  });

  it('is undone by enabling, also for roles that Hexabot still has', async () => {
    const { id, email, session } = await somebody(['manager']);
    await disable(running, email);
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['manager'] });
    await enable(running, email);
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await hexabot.request(session)).toBe(401);
    const again = (await hexabot.signIn(email, PASSWORD)) as { session: string };
    expect(await hexabot.request(again.session)).toBe(200);
  });

  it('shuts out one who was inactive already, and Undo gives back what the panel had left', async () => {
    const { id, email } = await somebody();
    await hexabot.setState(ann, id, false);
    expect(await running.ask(running.ann, `/hexa users show ${email}`)).toContain('Inactive');
    await disable(running, email);
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['manager'] });
    await running.ann.presses(running.ann.ephemerals.at(-1)!, 'Undo');
    await running.slack.waitFor(
      () => textOf(running.ann.ephemerals.at(-1)).includes('Undone') || undefined,
      'what was undone',
    );
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await running.ask(running.ann, `/hexa users show ${email}`)).toContain('Inactive');
  });

  it('kills a confirmation link that is still open', async () => {
    const id = await running.add(running.ann, 'pending@example.com');
    const link = await confirmLink(running, 'pending@example.com');
    await disable(running, 'pending@example.com');
    await fetch(link, { method: 'POST' });
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['manager'] });
    expect(await running.query('SELECT state FROM users WHERE id = $1', [id])).toEqual([{ state: false }]);
  });

  it('does all of it or nothing', async () => {
    const { id, email, session } = await somebody();
    await running.query(`ALTER TABLE mcp_tokens RENAME COLUMN revoked_at TO ended_at`);
    await hexabot.query(
      `INSERT INTO mcp_tokens (id, name, token_hash, token_prefix, owner_id) VALUES ($1::text, 'x', $1::text, 'x', $1::text)`,
      [id],
    );
    try {
      await disable(running, email, { expects: 'went wrong' });
      expect(await hexabot.request(session)).toBe(200);
      expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    } finally {
      expect(errorsOf(running)).toEqual([expect.stringContaining('revoked_at')]);
      running.log.length = 0;
      await running.query(`ALTER TABLE mcp_tokens RENAME COLUMN ended_at TO revoked_at`);
    }
  });
});

describe('letting in ends what was made while out', () => {
  /** Somebody with the old password who signs in and makes a token all the same. */
  async function thief(email: string, id: string): Promise<() => Promise<unknown>> {
    const { session } = (await hexabot.signIn(email, PASSWORD)) as { session: string };
    const token = await hexabot.makeToken(id);
    await running.query('UPDATE users SET reset_token = $2 WHERE id = $1', [id, 'asked for while out']);
    expect(await hexabot.request(session)).toBe(403);
    return async () => ({
      session: await hexabot.request(session),
      reset: (await running.query('SELECT reset_token FROM users WHERE id = $1', [id]))[0],
      live: await running.query('SELECT FROM mcp_tokens WHERE id = $1 AND revoked_at IS NULL', [token]),
    });
  }
  const ENDED = { session: 401, reset: { reset_token: null }, live: [] };

  it('by enabling in chat', async () => {
    const { id, email } = await somebody();
    await disable(running, email);
    const left = await thief(email, id);
    await enable(running, email);
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await left()).toEqual(ENDED);
  });

  it('by undoing', async () => {
    const { id, email } = await somebody();
    await disable(running, email);
    const left = await thief(email, id);
    await running.ann.presses(running.ann.ephemerals.at(-1)!, 'Undo');
    await expect.poll(() => rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await left()).toEqual(ENDED);
  });

  it('by undoing to what the panel had left, which was off', async () => {
    const { id, email } = await somebody();
    await hexabot.setState(ann, id, false);
    await disable(running, email);
    const left = await thief(email, id);
    await running.ann.presses(running.ann.ephemerals.at(-1)!, 'Undo');
    await expect.poll(() => rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await left()).toEqual(ENDED);
  });

  it('by confirming', async () => {
    const email = 'confirms@example.com';
    const id = await running.add(running.ann, email);
    const link = await confirmLink(running, email);
    await running.query(
      'UPDATE users SET password = (SELECT password FROM users WHERE id = $2) WHERE id = $1',
      [id, (await somebody()).id],
    );
    const left = await thief(email, id);
    await fetch(link, { method: 'POST' });
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await left()).toEqual(ENDED);
  });

  it('by a switch in the panel that the sweep follows', async () => {
    const { id, email } = await somebody();
    await disable(running, email);
    const left = await thief(email, id);
    attached.advance(1_000);
    await hexabot.setState(ann, id, true);
    attached.advance(60_000);
    await running.sweep();
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
    expect(await left()).toEqual(ENDED);
  });

  it('and the question before it says what cannot be ended', async () => {
    const { email } = await somebody();
    expect(await running.ask(running.ann, `/hexa users disable ${email}`)).toContain(
      'keeps receiving messages until it’s closed or Hexabot restarts',
    );
  });
});

describe('roles that are set aside', () => {
  it('are what a role change on such a user changes', async () => {
    const { id, email } = await somebody(['manager']);
    await disable(running, email);
    await saveRoles(running, email, ['admin', 'public']);
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['admin', 'public'] });
    await enable(running, email);
    expect(await rolesOf(running, id)).toEqual({ inForce: ['admin', 'public'], aside: [] });
  });

  it('count as in use: the role cannot be deleted, lists and counts include them', async () => {
    await running.role('editor', ['Content: read']);
    const { email } = await somebody(['editor']);
    await disable(running, email);
    expect(await running.ask(running.ann, '/hexa roles list')).toMatch(/editor[^a-z]*1/);
    expect(await running.ask(running.ann, '/hexa users list role:editor')).toContain(email);
    expect(await running.ask(running.ann, '/hexa roles show editor')).toContain('1');
    expect(await running.ask(running.ann, '/hexa roles delete editor')).toContain(
      '1 user has the role editor',
    );
  });

  it('of a role that Hexabot deleted meanwhile are left out, and the user is enabled all the same', async () => {
    await running.role('short-lived', ['Content: read']);
    const { id, email } = await somebody(['short-lived', 'manager']);
    await disable(running, email);
    await hexabot.query(`DELETE FROM roles WHERE name = 'short-lived'`);
    expect(await running.ask(running.ann, `/hexa users show ${email}`)).not.toContain('short-lived');
    await enable(running, email);
    expect(await rolesOf(running, id)).toEqual({ inForce: ['manager'], aside: [] });
  });

  it('of roles that were all deleted leave an active account that can do nothing: all concerned are told', async () => {
    await running.role('fleeting', ['Content: read']);
    const { id, email } = await somebody(['fleeting']);
    await disable(running, email);
    const pending = await running.add(running.ann, 'late@example.com');
    await running.query(
      'UPDATE chatops.set_aside_roles SET role_id = (SELECT role_id FROM chatops.set_aside_roles WHERE user_id = $1) WHERE user_id = $2',
      [id, pending],
    );
    await hexabot.query(`DELETE FROM roles WHERE name = 'fleeting'`);
    const link = await confirmLink(running, 'late@example.com');
    const told = running.ann.directMessages.length;
    expect(await (await fetch(link, { method: 'POST' })).text()).toContain('has no roles yet');
    expect(await enable(running, email)).toContain('No roles are left');
    for (const each of ['late@example.com', email]) {
      await running.slack.waitFor(
        () =>
          running.ann.directMessages
            .slice(told)
            .find(
              (message) =>
                textOf(message).includes('every role they had was deleted') && textOf(message).includes(each),
            ),
        'the message to the administrator',
      );
    }
    await running.mailbox.next(email);
    expect((await running.mailbox.next(email)).text).toContain('has no roles yet');
  });

  it('make no full administrator: the last one whose roles are in force stays', async () => {
    const { email } = await somebody(['admin']);
    await disable(running, email);
    await hexabot.query('DELETE FROM user_roles WHERE user_id <> $1', [ann]);
    await running.role('switcher', ['User: read', 'User: update', 'Role: read']);
    const bob = await running.member({ email: 'bob@example.com', roles: ['switcher'] });
    const refused = await disable(running, 'ann@example.com', { by: bob, expects: 'nothing was changed' });
    expect(refused).toContain('Ann Lee');
    expect((await running.audit()).at(-1)).toMatchObject({ outcome: 'refused', code: 'last_admin' });
    expect(await rolesOf(running, ann)).toEqual({ inForce: ['admin'], aside: [] });
    await enable(running, email);
    await disable(running, 'ann@example.com', { by: bob });
    await enable(running, 'ann@example.com', { by: bob });
  });

  it('belong to users who count in the quota', async () => {
    const { email } = await somebody();
    const users = async () => {
      const text = await running.ask(running.ann, '/hexa users list');
      return /Users: (\d+)\//.exec(text)?.[1];
    };
    const before = await users();
    await disable(running, email);
    expect(await users()).toBe(before);
  });
});
