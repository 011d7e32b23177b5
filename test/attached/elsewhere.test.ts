import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONFIRM_SECRET, type HexabotClient } from '../support/hexabot-fixture-client.ts';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import {
  confirmLink,
  disable,
  enable,
  errorsOf,
  rolesOf,
  saveRoles,
} from '../support/hexabot-fixture-steps.ts';
import { filledIn, type RunningService } from '../support/running-service.ts';
import { type Person, textOf } from '../support/slack/index.ts';

const OUT = { inForce: [], aside: ['manager'] };
const IN = { inForce: ['manager'], aside: [] };

let attached: AttachedService;
let running: RunningService;
let hexabot: HexabotClient;
let ann: string;
let count = 0;

beforeAll(async () => {
  attached = await runAttached(
    {
      CHATOPS_CONFIRM: 'hexabot',
      CONFIRM_ACCOUNT_SECRET: CONFIRM_SECRET,
      FRONTEND_BASE_URL: 'https://hexabot.example/panel',
    },
    { mcp: false },
  );
  ({ running, hexabot } = attached);
  ann = await hexabot.idOf('ann@example.com');
});
afterAll(() => attached?.stop());
// Nobody may do more than 30 things a minute.
beforeEach(() => attached.advance(61_000));
afterEach(() => {
  const errors = errorsOf(running);
  running.log.length = 0;
  expect(errors).toEqual([]);
});

/** A user added in chat, whose mail carries Hexabot's own link. */
async function added() {
  count += 1;
  const email = `added${count}@example.com`;
  const id = await running.add(running.ann, email);
  const link = await confirmLink(running, email);
  const token = link.slice('https://hexabot.example/panel/login/'.length);
  return { id, email, link, token };
}

/** A user of the panel's, who kept Hexabot's link, and was disabled here. */
async function disabled() {
  count += 1;
  const email = `disabled${count}@example.com`;
  const id = await hexabot.addUser(ann, { email, state: true });
  const token = hexabot.token(email);
  await disable(running, email);
  expect(await rolesOf(running, id)).toEqual(OUT);
  // Whatever Hexabot does next is later, also in milliseconds.
  attached.advance(1_000);
  return { id, email, token };
}

/** The next minute's look at what was changed elsewhere. */
async function aMinuteLater(): Promise<void> {
  attached.advance(60_000);
  await running.sweep();
}

/** Until one of ours waits for a lock of Hexabot's. */
const untilWaiting = () => expect.poll(() => hexabot.waiters()).toBeGreaterThan(0);

const stateOf = async (id: string) =>
  (await running.query<{ state: boolean }>('SELECT state FROM users WHERE id = $1', [id]))[0]?.state;
const statusShown = async (email: string) =>
  /Status: (\w+)/.exec(await running.ask(running.ann, `/hexa users show ${email}`))?.[1];
const lastEntry = async () => (await running.audit()).filter(({ action }) => action !== 'users add').at(-1);

describe('a pending user', () => {
  it('is mailed Hexabot’s own link, and has the roles within a minute of using it', async () => {
    const { id, email, link, token } = await added();
    expect(await running.ask(running.ann, `/hexa users resend ${email}`)).toContain('work until they expire');
    expect(link).toMatch(/^https:\/\/hexabot\.example\/panel\/login\/[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await rolesOf(running, id)).toEqual(OUT);
    expect(await hexabot.confirm(token)).toBe(200);
    expect(await statusShown(email)).toBe('Pending');
    await running.sweep();
    expect(await rolesOf(running, id)).toEqual(IN);
    expect(await statusShown(email)).toBe('Active');
    expect(await lastEntry()).toMatchObject({ action: 'lockout ended', actor_id: null, target_id: id });
  });

  it('has a link that lives as long as Hexabot’s do, from the moment of sending', async () => {
    const { token } = await added();
    attached.advance(59 * 60_000);
    expect(await hexabot.confirm(token)).toBe(200);
    attached.advance(2 * 60_000);
    expect(await hexabot.confirm(token)).toBe(401);
  });

  it('who is switched on in the panel gets the roles too, and can be enabled here before that is noticed', async () => {
    const [first, second] = [await added(), await added()];
    await hexabot.setState(ann, first.id, true);
    await hexabot.setState(ann, second.id, true);
    await enable(running, second.email);
    expect(await rolesOf(running, second.id)).toEqual(IN);
    await running.sweep();
    expect(await rolesOf(running, first.id)).toEqual(IN);
    expect(await rolesOf(running, second.id)).toEqual(IN);
  });
});

describe('a disabled user', () => {
  it('is not brought back by a confirmation link that is used again, and the admins are told', async () => {
    const { id, email, token } = await added();
    expect(await hexabot.confirm(token)).toBe(200);
    await running.sweep();
    expect(await disable(running, email)).toContain('work until they expire');
    attached.advance(1_000);
    const told = running.ann.directMessages.length;
    expect(await hexabot.confirm(token)).toBe(200);
    expect(await stateOf(id)).toBe(true);
    // Not even for the minute until it is noticed.
    expect(await rolesOf(running, id)).toEqual(OUT);
    expect(await statusShown(email)).toBe('Disabled');

    await aMinuteLater();
    expect(await stateOf(id)).toBe(false);
    expect(await rolesOf(running, id)).toEqual(OUT);
    expect(await lastEntry()).toMatchObject({ action: 'lockout upheld', target_id: id });
    const message = await running.slack.waitFor(
      () => running.ann.directMessages.slice(told).find((each) => textOf(each).includes(email)),
      'the message to the administrator',
    );
    expect(textOf(message)).toContain('enabled in Hexabot');
  });

  it('is let in by somebody in the panel who may update users', async () => {
    const { id } = await disabled();
    await hexabot.setState(ann, id, true);
    await aMinuteLater();
    expect(await rolesOf(running, id)).toEqual(IN);
    expect(await stateOf(id)).toBe(true);
    expect(await lastEntry()).toMatchObject({ action: 'lockout ended', target_id: id });
  });

  it('is let in although the panel writes its audit a moment after the change', async () => {
    const { id } = await disabled();
    const before = await hexabot.wholeUser(id);
    await hexabot.query('UPDATE users SET state = true, updated_at = $2 WHERE id = $1', [id, hexabot.now()]);
    // The first look waits for us, and then we wait for it: PostgreSQL hands a row on in the order in which it is asked for.
    let swept: Promise<void> | undefined;
    let afterIt: Promise<void> | undefined;
    await hexabot.transaction(async (query) => {
      await query('SELECT FROM users WHERE id = $1 FOR UPDATE', [id]);
      swept = running.sweep();
      await untilWaiting();
      afterIt = hexabot.transaction(async (later) => {
        await later('SELECT FROM users WHERE id = $1 FOR UPDATE', [id]);
      });
      await expect.poll(() => hexabot.waiters()).toBeGreaterThan(1);
    });
    await afterIt;
    const after = await hexabot.wholeUser(id);
    await hexabot.audit(ann, { type: 'Update', resource: 'User', id, before, after });
    await swept;
    expect(await rolesOf(running, id)).toEqual(IN);
  });

  it.each([
    ['who lacks User: update', async () => hexabot.addUser(ann, { email: 'weak@example.com', state: true })],
    [
      'who is not active',
      async () => hexabot.addUser(ann, { email: 'off@example.com', roles: ['admin'], state: false }),
    ],
    ['who is a subscriber of no account', async () => 'nobody-known'],
  ])('is not let in by somebody %s', async (_who, make) => {
    const by = await make();
    const { id } = await disabled();
    await hexabot.setState(by, id, true);
    await aMinuteLater();
    expect(await stateOf(id)).toBe(false);
    expect(await rolesOf(running, id)).toEqual(OUT);
  });

  it('is not let in by themselves, with roles that the panel gave', async () => {
    const { id, email } = await disabled();
    await enable(running, email);
    await hexabot.setRoles(ann, id, []);
    await disable(running, email);
    attached.advance(1_000);
    await hexabot.setRoles(ann, id, ['admin']);
    await hexabot.setState(id, id, true);
    await aMinuteLater();
    expect(await stateOf(id)).toBe(false);
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['admin'] });
  });

  it('is not let in by what we or the panel wrote about them otherwise', async () => {
    const { id, email, token } = await disabled();
    await saveRoles(running, email, ['public']);
    await hexabot.rename(ann, id, 'Renamed');
    await hexabot.confirm(token);
    attached.advance(1_000);
    // As it is now, the row that the panel writes down says that they are on.
    await hexabot.rename(ann, id, 'Renamed again');
    await aMinuteLater();
    expect(await stateOf(id)).toBe(false);
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['public'] });
  });

  it('is not let in by a switch that was withdrawn before an old link was used', async () => {
    const { id, token } = await disabled();
    await hexabot.setState(ann, id, true);
    attached.advance(1_000);
    await hexabot.setState(ann, id, false);
    attached.advance(1_000);
    await hexabot.confirm(token);
    await aMinuteLater();
    expect(await stateOf(id)).toBe(false);
    expect(await rolesOf(running, id)).toEqual(OUT);
  });

  it('is not let in where Hexabot keeps its audit elsewhere; the card and the administrators hear of it', async () => {
    const { id, email } = await disabled();
    const told = running.ann.directMessages.length;
    await hexabot.query('UPDATE users SET state = true, updated_at = $2 WHERE id = $1', [id, hexabot.now()]);
    await aMinuteLater();
    expect(await stateOf(id)).toBe(false);
    expect(await rolesOf(running, id)).toEqual(OUT);
    expect(await lastEntry()).toMatchObject({ action: 'lockout unseen', target_id: id });
    await running.slack.waitFor(
      () =>
        running.ann.directMessages.slice(told).find((each) => textOf(each).includes('can’t see who did it')),
      'the message to the administrator',
    );
    expect(await running.ask(running.ann, `/hexa users show ${email}`)).toContain('Enable them here.');
    // Until it tells of a switch again.
    const next = await disabled();
    await hexabot.setState(ann, next.id, true);
    await aMinuteLater();
    expect(await running.ask(running.ann, `/hexa users show ${email}`)).not.toContain('Enable them here.');
  });

  it('whom the panel gives roles has those set aside too', async () => {
    const { id } = await disabled();
    await hexabot.setRoles(ann, id, ['admin']);
    await aMinuteLater();
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['admin', 'manager'] });
    expect(await lastEntry()).toMatchObject({ action: 'lockout roles', target_id: id });
  });

  it('who is given roles and switched on by a replayed link loses both again, and every session', async () => {
    const { id, email, token } = await disabled();
    await hexabot.query(
      `UPDATE users SET password = (SELECT password FROM users WHERE id = $2) WHERE id = $1`,
      [id, ann],
    );
    await hexabot.setRoles(ann, id, ['admin']);
    await hexabot.confirm(token);
    const { session } = (await hexabot.signIn(email, 'the panel’s password')) as { session: string };
    expect(await hexabot.request(session)).toBe(200);
    await aMinuteLater();
    expect(await hexabot.request(session)).toBe(401);
    expect(await rolesOf(running, id)).toEqual({ inForce: [], aside: ['admin', 'manager'] });
  });

  it('who is deleted in the panel leaves nothing behind', async () => {
    const { id } = await disabled();
    const person = running.slack.person({ name: 'soon-gone' });
    await running.link(person, id);
    await hexabot.deleteUser(id);
    const list = await running.ask(running.ann, '/hexa links');
    expect(list).toContain('Deleted user');
    await aMinuteLater();
    const left = await running.query(
      `SELECT user_id FROM chatops.set_aside_roles WHERE user_id = $1
       UNION ALL SELECT user_id FROM chatops.account_states WHERE user_id = $1
       UNION ALL SELECT user_id FROM chatops.links WHERE user_id = $1`,
      [id],
    );
    expect(left).toEqual([]);
    expect(await lastEntry()).toMatchObject({
      action: 'unlink',
      outcome: 'done',
      actor_id: null,
      target_id: id,
      target_name: 'Made There',
      before: expect.objectContaining({ platform: 'slack', user: person.id }),
    });
    expect(await running.ask(running.ann, '/hexa links')).not.toContain('Deleted user');
    expect(await running.ask(running.ann, '/hexa audit')).toContain('removed a chat account from Made There');
  });
});

describe('Hexabot and we at once', () => {
  it('a user deleted between form and submit is told so', async () => {
    const { id, email } = await added();
    const form = await running.open(running.ann, `/hexa users roles ${email}`);
    await hexabot.deleteUser(id);
    const shown = running.ann.ephemerals.length;
    await running.ann.submits(form, { Roles: ['admin'] });
    const answer = await running.slack.waitFor(() => {
      const text = textOf(running.ann.view) + textOf(running.ann.ephemerals[shown]);
      return /no(body| user| such)/i.test(text) ? text : undefined;
    }, 'the answer');
    expect(answer).not.toContain('went wrong');
    expect(await hexabot.query('SELECT FROM users WHERE id = $1', [id])).toEqual([]);
  });

  it('a role deleted while a user is being added with it is told beside the field, and nobody is added', async () => {
    await running.role('short-lived', ['Content: read']);
    const form = await running.open(running.ann, '/hexa users add');
    const ready = { ...filledIn('late@example.com'), Roles: ['short-lived'] };
    await hexabot.transaction(async (query) => {
      await query(`DELETE FROM roles WHERE name = 'short-lived'`);
      await running.ann.submits(form, ready);
      await untilWaiting();
    });
    const text = await running.slack.waitFor(() => {
      const shown = textOf(running.ann.view);
      return /no longer|no role|no such|does(n’t| not) exist/i.test(shown) ? shown : undefined;
    }, 'the form again');
    expect(text).toContain('Add user');
    expect(await hexabot.query('SELECT FROM users WHERE email = $1', ['late@example.com'])).toEqual([]);
  });

  it('disabling waits for a deletion under way, and then says that the user is gone', async () => {
    const { id, email } = await added();
    await hexabot.setState(ann, id, true);
    await running.sweep();
    await running.ask(running.ann, `/hexa users disable ${email}`);
    const asked = running.ann.ephemerals.at(-1)!;
    await hexabot.transaction(async (query) => {
      await query('DELETE FROM users WHERE id = $1', [id]);
      await running.ann.presses(asked, 'Disable');
      await untilWaiting();
      expect(textOf(running.ann.ephemerals.at(-1))).not.toContain('was disabled');
    });
    const answer = await running.slack.waitFor(() => {
      const text = textOf(running.ann.ephemerals.at(-1));
      return text.includes('They won’t be able to sign in') ? undefined : text;
    }, 'the answer');
    expect(answer).not.toContain('was disabled');
    expect(
      await running.query('SELECT user_id FROM chatops.account_states WHERE user_id = $1', [id]),
    ).toEqual([]);
  });

  it('roles edited in the panel while the form was open are not overwritten', async () => {
    const { id, email, token } = await added();
    await hexabot.confirm(token);
    await running.sweep();
    const form = await running.open(running.ann, `/hexa users roles ${email}`);
    await hexabot.setRoles(ann, id, ['public']);
    await running.ann.submits(form, { Roles: ['admin'] });
    const text = await running.slack.waitFor(() => {
      const shown = textOf(running.ann.view);
      return shown.includes('public') && !shown.includes('Loading') ? shown : undefined;
    }, 'the present list');
    expect(text).toContain('public');
    expect(await rolesOf(running, id)).toEqual({ inForce: ['public'], aside: [] });
  });

  describe('the last administrator but one', () => {
    const second = 'second@example.com';
    let bob: Person;
    let id: string;

    beforeAll(async () => {
      await running.role('switcher', ['User: read', 'User: update', 'Role: read']);
      bob = await running.member({ email: 'bob@example.com', roles: ['switcher'] });
      id = await hexabot.addUser(ann, { email: second, roles: ['admin'], state: true });
    });

    /** What Bob is told who disables Ann while Hexabot deletes the other administrator, and then `ends` that. */
    const disablingAnnMeanwhile = async (ends: () => Promise<void>): Promise<string> => {
      await running.ask(bob, '/hexa users disable ann@example.com');
      const asked = bob.ephemerals.at(-1)!;
      await hexabot.transaction(async (query) => {
        await query('DELETE FROM users WHERE id = $1', [id]);
        await bob.presses(asked, 'Disable');
        await untilWaiting();
        expect(textOf(bob.ephemerals.at(-1))).toContain('They won’t be able to sign in');
        await ends();
      });
      return running.slack.waitFor(() => {
        const text = textOf(bob.ephemerals.at(-1));
        return text.includes('They won’t be able to sign in') ? undefined : text;
      }, 'the answer');
    };

    it('is not disabled while that takes long: whoever asks is told to try again', async () => {
      const endless = disablingAnnMeanwhile(async () => {
        await expect.poll(() => textOf(bob.ephemerals.at(-1))).not.toContain('They won’t be able to sign in');
        throw new Error('Hexabot thinks better of it');
      });
      await expect(endless).rejects.toThrow('thinks better of it');
      expect(textOf(bob.ephemerals.at(-1))).toMatch(/try again/i);
      expect(await stateOf(ann)).toBe(true);
      expect(await stateOf(id)).toBe(true);
    });

    it('is waited for, and then the last one stays', async () => {
      expect(await disablingAnnMeanwhile(async () => {})).toContain('full administrator');
      expect(await stateOf(id)).toBeUndefined();
      expect(await stateOf(ann)).toBe(true);
      expect((await running.audit()).at(-1)).toMatchObject({ outcome: 'refused', code: 'last_admin' });
    });
  });
});

describe('MCP', () => {
  it('that was enabled after our rights were given keeps nobody from being disabled', async () => {
    expect(await disable(running, (await disabledAgain()).email)).not.toContain('MCP');
    await hexabot.query(
      `CREATE TABLE mcp_tokens (id varchar PRIMARY KEY, created_at timestamptz, updated_at timestamptz,
         owner_id varchar NOT NULL REFERENCES users ON DELETE CASCADE, revoked_at timestamptz)`,
    );
    const { id, email } = await disabledAgain();
    expect(await disable(running, email)).not.toContain('MCP');
    expect(await rolesOf(running, id)).toEqual(OUT);
  });

  async function disabledAgain() {
    const user = await disabled();
    await enable(running, user.email);
    return user;
  }
});
