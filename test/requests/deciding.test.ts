import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Screen } from '#chat/screen.ts';
import { requestNotice } from '#chat/views/request-notice.ts';
import { cancelRequestsOf } from '#services/requests/cancel-requests.ts';
import { expireRequests } from '#services/requests/expire-requests.ts';
import { remindApprovers } from '#services/requests/remind-approvers.ts';
import { readRequestNotice } from '#services/requests/request-notices.ts';
import { endDueAccess } from '#services/requests/timed-access.ts';
import { writeUngated } from '#services/writing/write.ts';
import { LANGUAGES } from '#words/index.ts';
import {
  type Actor,
  actionsOf,
  buttonOf,
  type Core,
  ran,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';
import { alsoOn, ask, button, byOf, cardBy, initialOf, rolesOf, statusOf, toldBy } from './people.ts';

const HOUR = 60 * 60_000;
const ZOE = 'zoe.berg@example.com';
const BEN = 'ben.low@example.com';

let core: Core;
let ben: Actor;
let zoe: Actor;
let ann: Actor;
let eve: Actor;
let zoeId: string;

beforeEach(async () => {
  core = await startCore({ settings: { approvals: 'escalations' } });
  await core.role('lead', ['User: read', 'User: update', 'Role: read']);
  await core.user('Ben Low', { roles: ['lead'] });
  zoeId = await core.user('Zoe Berg', { roles: ['manager'] });
  await core.user('Eve Two', { roles: ['admin'] });
  ben = await core.person('ben.low@example.com');
  zoe = await core.person(ZOE);
  ann = await core.person('ann@example.com');
  eve = await core.person('eve.two@example.com');
});
afterEach(() => core[Symbol.asyncDispose]());

const asked = (options = 'roles:manager,lead reason:"on call"') =>
  ask(core, ben, `/hexa requests new user:${ZOE} ${options}`);
const idOf = async (email: string) =>
  (await core.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]))[0]!.id;
const approves = (person: Actor, id: string) => person.presses(button('approve', id));
const audit = async () =>
  (
    await core.query<{ action: string; outcome: string; actor_name: string | null }>(
      'SELECT * FROM chatops.audit ORDER BY id',
    )
  ).map(({ action, outcome, actor_name: who }) => `${outcome} ${action} ${who}`);
/** Who was to be told of something, and is told no more. */
const told = async () => {
  const jobs = core.jobs.filter(({ name }) => name === 'request-notice');
  core.jobs.length = 0;
  const notices = await Promise.all(jobs.map(({ data }) => readRequestNotice(core.deps, data as never)));
  // The queue of these tests keeps what a rollback would have taken back.
  return [...new Set(notices.map((notice) => notice!.email))].sort();
};

describe('an approval', () => {
  it('gives the roles, tells requester and target, and shows the card at once', async () => {
    const id = await asked();
    const replies = await approves(ann, id);
    expect(saysOf(cardBy(replies)!)).toContain('Approved by Ann Lee');
    expect(actionsOf(cardBy(replies)!)).toEqual([]);
    expect(saysOf(toldBy(replies))).toContain('Zoe Berg now has the new roles');
    expect(await rolesOf(core, ZOE)).toEqual(['lead', 'manager']);
    expect(await told()).toEqual(['ben.low@example.com', ZOE]);
    expect(await audit()).toEqual([
      'done requests new Ben Low',
      'done users roles Ann Lee',
      'done requests approved Ann Lee',
    ]);
  });

  it('counts once: whoever comes later is told who decided what, and sees the card', async () => {
    const id = await asked();
    await approves(ann, id);
    for (const name of ['approve', 'deny', 'cancel'] as const) {
      const late = await eve.presses(button(name, id));
      expect(saysOf(toldBy(late))).toContain('Approved by Ann Lee.');
      expect(saysOf(cardBy(late)!)).toContain('Approved by Ann Lee');
    }
    // Who reads the channel has the copy before them, linked or not.
    await core.query(
      `INSERT INTO chatops.posted_cards (request_id, audience, platform, workspace, address, channel, message)
       VALUES ($1, 'channel', 'slack', '', 'C1', 'C1', '1.2')`,
      [id],
    );
    const stranger = await core.person(null);
    expect(saysOf(cardBy(await stranger.presses(button('approve', id)))!)).toContain('Approved by Ann Lee');
    expect((await audit()).filter((entry) => entry.startsWith('refused'))).toEqual([]);
  });

  it('becomes outdated where the roles changed meanwhile, changes nothing, and offers to ask anew', async () => {
    const id = await asked('roles:lead reason:"on call" for:2d');
    await core.query('INSERT INTO user_roles VALUES ($1, $2)', [zoeId, await core.roleId('public')]);
    const replies = await approves(ann, id);
    expect(await statusOf(core, id)).toBe('outdated');
    expect(saysOf(toldBy(replies))).toContain('Nothing was changed');
    expect(await rolesOf(core, ZOE)).toEqual(['manager', 'public']);
    const { action } = buttonOf(cardBy(replies)!, 'Ask again');
    const form = screenOf(await ben.presses(action));
    expect(form.fields).toMatchObject([{}, { initial: 'on call' }, { initial: '2d' }]);
    const roles = initialOf(form);
    // What was given meanwhile stays.
    expect(roles.sort()).toEqual((await Promise.all(['lead', 'manager', 'public'].map(core.roleId))).sort());
    expect(
      saysOf(screenOf(await ran(await ben.submits(form, { roles, reason: 'on call', for: '2d' })))),
    ).toContain('Request sent');
    expect(saysOf(toldBy(await zoe.presses(action)))).not.toContain('Missing permission');
  });

  it('becomes outdated where a role allows something else by now', async () => {
    const id = await asked();
    await core.query(
      `INSERT INTO permissions (id, action, relation, model_id, role_id)
       SELECT 'p1', 'delete', 'role', m.id, $1 FROM models m WHERE m.name = 'User'`,
      [await core.roleId('lead')],
    );
    await approves(ann, id);
    expect(await statusOf(core, id)).toBe('outdated');
    expect(await rolesOf(core, ZOE)).toEqual(['manager']);
  });

  it('becomes outdated where a role or the user is gone', async () => {
    const temp = await core.role('temp', []);
    const first = await asked('roles:manager,temp reason:why');
    const second = await asked();
    await core.query('DELETE FROM roles WHERE id = $1', [temp]);
    await approves(ann, first);
    expect(await statusOf(core, first)).toBe('outdated');
    await core.query('DELETE FROM chatops.links WHERE user_id = $1', [zoeId]);
    await core.query('DELETE FROM users WHERE id = $1', [zoeId]);
    expect(saysOf(toldBy(await approves(ann, second)))).toContain('Out of date');
    expect(await statusOf(core, second)).toBe('outdated');
  });

  it('comes to nothing where who asked is no longer active, whoever switched them off', async () => {
    const id = await asked();
    await core.query("UPDATE users SET state = false WHERE email = 'ben.low@example.com'");
    const replies = await approves(ann, id);
    expect(saysOf(toldBy(replies))).toContain('Ben Low asked for this and is no longer active');
    expect(saysOf(cardBy(replies)!)).toContain('Withdrawn');
    expect(await statusOf(core, id)).toBe('cancelled');
    expect(await rolesOf(core, ZOE)).toEqual(['manager']);
    expect((await audit()).at(-1)).toBe('done requests cancelled null');
  });

  it('is refused where it would strip the last full administrator, and stays open', async () => {
    await core.query('DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = $1)', [
      'eve.two@example.com',
    ]);
    const keeper = await core.role('keeper', ['User: read', 'User: update', 'Role: read']);
    await core.query('INSERT INTO user_roles SELECT id, $1 FROM users WHERE email = $2', [
      keeper,
      'eve.two@example.com',
    ]);
    const id = await ask(core, ben, '/hexa requests new user:ann@example.com roles:manager reason:why').catch(
      (error: Error) => error.message,
    );
    // Nobody else holds what manager grants beyond what admin held: nothing is granted, so Eve may decide.
    expect(saysOf(toldBy(await approves(eve, id)))).toContain('last full administrator');
    expect(await statusOf(core, id)).toBe('pending');
    expect(await rolesOf(core, 'ann@example.com')).toEqual(['admin']);
  });

  it('sets roles aside for a target who is not active', async () => {
    core.deps.settings.lockout = true;
    await core.user('Off Line', { status: 'disabled', roles: [] });
    const id = await ask(core, ben, '/hexa requests new user:off.line@example.com roles:lead reason:why');
    await approves(ann, id);
    expect(await statusOf(core, id)).toBe('approved');
    expect(await rolesOf(core, 'off.line@example.com')).toEqual([]);
    expect(await core.query('SELECT 1 FROM chatops.set_aside_roles')).toHaveLength(1);
  });
});

describe('a denial', () => {
  it('asks why, changes nothing, and tells why', async () => {
    const id = await asked();
    const form = screenOf(await ann.presses(button('deny', id)));
    expect(await ann.submits(form, { reason: '  ' })).toMatchObject({
      replies: [{ fields: { reason: 'Add a reason, in a sentence.' } }],
    });
    await ran(await ann.submits(form, { reason: ' not now ' }));
    expect(await statusOf(core, id)).toBe('denied');
    expect(await rolesOf(core, ZOE)).toEqual(['manager']);
    expect(saysOf(cardBy(await eve.presses(button('approve', id)))!)).toContain('not now');
    expect(await told()).toEqual(['ben.low@example.com', ZOE]);
    const [entry] = await core.query("SELECT * FROM chatops.audit WHERE action = 'requests denied'");
    expect(entry).toMatchObject({
      reason: 'not now',
      actor_name: 'Ann Lee',
      before: { roles: ['manager'] },
      after: { roles: ['lead', 'manager'] },
    });
  });

  it('loses against an approval that came while the reason was typed', async () => {
    const id = await asked();
    const form = screenOf(await ann.presses(button('deny', id)));
    await approves(eve, id);
    const late = await ran(await ann.submits(form, { reason: 'not now' }));
    expect(saysOf(screenOf(late))).toContain('Approved by Eve Two.');
    expect(await statusOf(core, id)).toBe('approved');
  });
});

describe('time', () => {
  it('expires a request that nobody decided, tells both, and lets nobody decide in the minute before', async () => {
    const id = await asked();
    core.later(24 * HOUR);
    const late = await approves(ann, id);
    expect(saysOf(toldBy(late))).toContain('Expired');
    expect(saysOf(cardBy(late)!)).toContain('nobody decided in time');
    expect(await statusOf(core, id)).toBe('expired');
    await told();
    const other = await asked('roles:lead reason:why');
    core.later(24 * HOUR);
    await expireRequests(core.deps);
    await expireRequests(core.deps);
    expect(await statusOf(core, other)).toBe('expired');
    expect(await told()).toEqual(['ben.low@example.com', ZOE]);
    expect((await audit()).filter((entry) => entry.includes('expired'))).toEqual([
      'done requests expired null',
      'done requests expired null',
    ]);
  });

  it('holds up no other request for one that fails', async () => {
    const failing = await asked();
    core.later(1_000);
    const other = await asked('roles:lead reason:why');
    core.later(24 * HOUR);
    let announced = 0;
    core.deps.announce = async () => {
      announced += 1;
      if (announced === 1) throw new Error('no');
    };
    await expect(expireRequests(core.deps)).rejects.toThrow('no');
    expect([await statusOf(core, failing), await statusOf(core, other)]).toEqual(['pending', 'expired']);
  });

  it('reminds once, at half time, and not of what is decided', async () => {
    const reminders = () => core.jobs.filter(({ name }) => name === 'request-reminder').length;
    const id = await asked();
    await remindApprovers(core.deps);
    core.later(12 * HOUR);
    await Promise.all([remindApprovers(core.deps), remindApprovers(core.deps)]);
    core.later(HOUR);
    await remindApprovers(core.deps);
    expect(reminders()).toBe(1);
    await approves(ann, id);
    const decided = await asked('roles:lead reason:why').catch(() => null);
    expect(decided).not.toBeNull();
    await approves(ann, decided!);
    core.later(13 * HOUR);
    await remindApprovers(core.deps);
    expect(reminders()).toBe(1);
  });

  it('takes back what was added for a time, when it is over, once, and not what was held before', async () => {
    const id = await asked('roles:lead for:8h reason:why');
    await approves(ann, id);
    expect(await rolesOf(core, ZOE)).toEqual(['lead', 'manager']);
    core.later(8 * HOUR - 60_000);
    await endDueAccess(core.deps);
    expect(await rolesOf(core, ZOE)).toEqual(['lead', 'manager']);
    core.later(60_000);
    await told();
    await Promise.all([endDueAccess(core.deps), endDueAccess(core.deps)]);
    expect(await rolesOf(core, ZOE)).toEqual(['manager']);
    expect(await told()).toEqual(['ben.low@example.com', ZOE]);
    expect((await audit()).filter((entry) => entry === 'done users roles null')).toHaveLength(1);
    await core.query('INSERT INTO user_roles VALUES ($1, $2)', [zoeId, await core.roleId('lead')]);
    core.later(8 * HOUR);
    await endDueAccess(core.deps);
    expect(await rolesOf(core, ZOE)).toEqual(['lead', 'manager']);
  });

  it('takes back only what is still held, and all where nothing else is held', async () => {
    const id = await asked('roles:lead for:8h reason:why');
    await approves(ann, id);
    await core.query('DELETE FROM user_roles WHERE user_id = $1 AND role_id <> $2', [
      zoeId,
      await core.roleId('lead'),
    ]);
    core.later(8 * HOUR);
    await endDueAccess(core.deps);
    expect(await rolesOf(core, ZOE)).toEqual([]);
    const [grant] = await core.query('SELECT outcome FROM chatops.timed_grants');
    expect(grant).toEqual({ outcome: 'ended' });
  });

  it('leaves alone what was taken before its end and then given for good', async () => {
    const id = await asked('roles:lead for:8h reason:why');
    await approves(ann, id);
    const [manager, lead] = [await core.roleId('manager'), await core.roleId('lead')];
    const byAnn = await byOf(core, ann);
    await core.services.users.replaceRoles(byAnn, zoeId, [manager], [manager, lead]);
    await core.services.users.replaceRoles(byAnn, zoeId, [manager, lead], [manager]);
    core.later(8 * HOUR);
    await endDueAccess(core.deps);
    expect(await rolesOf(core, ZOE)).toEqual(['lead', 'manager']);
    expect(saysOf(cardBy(await ann.presses(button('approve', id)))!)).toContain('Access ended');
  });

  it('comes all the same where what was taken before its end was given back by an undo', async () => {
    await approves(ann, await asked('roles:lead for:8h reason:why'));
    const manager = await core.roleId('manager');
    const form = screenOf(await ann.says(`/hexa users roles ${ZOE}`));
    const review = screenOf(await ran(await ann.submits(form, { roles: [manager] })));
    expect(saysOf(review)).toContain('Their timed access to lead ends early.');
    const saved = screenOf(await ran(await ann.submits(review, {})));
    expect(saysOf(saved)).toContain('Their timed access to lead ended early.');
    await ann.presses(buttonOf(saved, 'Undo').action);
    expect(await rolesOf(core, ZOE)).toEqual(['lead', 'manager']);
    core.later(8 * HOUR);
    await endDueAccess(core.deps);
    expect(await rolesOf(core, ZOE)).toEqual(['manager']);
  });

  it('comes also under SSO, without a plan, and for roles that are set aside', async () => {
    core.deps.settings.lockout = true;
    const id = await asked('roles:lead for:8h reason:why');
    await approves(ann, id);
    await core.query('UPDATE users SET state = false WHERE id = $1', [zoeId]);
    await core.query(
      `WITH taken AS (DELETE FROM user_roles WHERE user_id = $1 RETURNING *)
       INSERT INTO chatops.set_aside_roles SELECT user_id, role_id, now() FROM taken`,
      [zoeId],
    );
    core.state.sso.enabled = true;
    core.state.licence = { plan: 'community', status: 'expired', userLimit: 1 };
    core.later(8 * HOUR);
    await endDueAccess(core.deps);
    expect(await core.query('SELECT 1 FROM chatops.set_aside_roles')).toHaveLength(1);
  });

  it('stops only before the last full administrator, who keeps the role, and the administrators are told', async () => {
    const id = await ask(core, ben, `/hexa requests new user:${ZOE} roles:admin for:8h reason:why`);
    await approves(ann, id);
    // Meanwhile the others are gone, by the panel.
    await core.query(
      "UPDATE users SET state = false WHERE email IN ('ann@example.com', 'eve.two@example.com')",
    );
    core.later(8 * HOUR);
    await told();
    await endDueAccess(core.deps);
    expect(await rolesOf(core, ZOE)).toEqual(['admin', 'manager']);
    const [grant] = await core.query('SELECT outcome FROM chatops.timed_grants');
    expect(grant).toEqual({ outcome: 'kept' });
    expect(await told()).toEqual(['ben.low@example.com', ZOE]);
    core.later(8 * HOUR);
    await endDueAccess(core.deps);
    expect(await told()).toEqual([]);
  });

  it('can be shortened by whom it concerns and by administrators: End access', async () => {
    const id = await asked('roles:lead for:8h reason:why');
    await approves(ann, id);
    const stranger = await core.user('Not Concerned');
    const other = await core.person('not.concerned@example.com');
    expect(stranger).toBeDefined();
    expect(saysOf(toldBy(await other.presses(button('end', id))))).toContain('Request not found');
    await told();
    const ended = await zoe.presses(button('end', id));
    expect(saysOf(toldBy(ended))).toContain('Zoe Berg no longer has the roles that were added');
    expect(saysOf(cardBy(ended)!)).toContain('Access ended');
    expect(await rolesOf(core, ZOE)).toEqual(['manager']);
    expect(await told()).toEqual(['ben.low@example.com']);
    expect(saysOf(toldBy(await ben.presses(button('end', id))))).toContain('no longer has');
    expect(await told()).toEqual([]);
  });
});

describe('what leaves requests out of date', () => {
  const diffOf = ({ parts }: Screen) => parts.find(({ type }) => type === 'diff');

  it('is said when timed access is ended before its time', async () => {
    const timed = await asked('roles:lead for:8h reason:why');
    await approves(ann, timed);
    const id = await asked('roles:manager,lead,public reason:more');
    const ended = await zoe.presses(button('end', timed));
    expect(saysOf(toldBy(ended))).toContain('Another open request for Zoe Berg can’t be approved any more.');
    await approves(eve, id);
    expect(await statusOf(core, id)).toBe('outdated');
  });

  it('is said before and after roles are saved, and undone with them', async () => {
    const id = await asked();
    const form = screenOf(await ann.says(`/hexa users roles ${ZOE}`));
    const chosen = { roles: [await core.roleId('public')] };
    const review = screenOf(await ran(await ann.submits(form, chosen)));
    expect(saysOf(review)).toContain('1 open request for Zoe Berg can’t be approved after this.');
    const saved = screenOf(await ran(await ann.submits(review, {})));
    expect(saysOf(saved)).toContain('1 open request for Zoe Berg can’t be approved any more');
    const undone = screenOf(await ann.presses(buttonOf(saved, 'Undo').action));
    expect(saysOf(undone)).toContain('1 open request can be approved again.');
    await approves(eve, id);
    expect(await statusOf(core, id)).toBe('approved');
  });

  it('is said on a card, and again by approving, where another request for the same user is open', async () => {
    const id = await asked();
    await core.role('spare', []);
    const other = await asked('roles:manager,spare reason:why');
    const card = screenOf(await ann.presses({ name: 'requests.open', ids: [id] }));
    expect(saysOf(card)).toContain('There’s another open request for Zoe Berg.');
    const replies = await approves(ann, id);
    expect(saysOf(toldBy(replies))).toContain(
      'Another open request for Zoe Berg can’t be approved any more.',
    );
    expect(saysOf(cardBy(replies)!)).not.toContain('another open request');
    await approves(ann, other);
    expect(await statusOf(core, other)).toBe('outdated');
  });

  it('is said before and after the permissions of a role are saved, and undone with them', async () => {
    const id = await asked();
    const form = screenOf(await ann.says('/hexa roles permissions lead'));
    const chosen = { create: [], read: ['User', 'Role'], update: ['User'], delete: ['User'] };
    const review = screenOf(await ran(await ann.submits(form, chosen)));
    expect(diffOf(review)).toMatchObject({ gained: ['User: delete'], lost: [] });
    expect(saysOf(review)).toContain('1 open request can’t be approved after this.');
    const saved = screenOf(await ran(await ann.submits(review, {})));
    expect(saysOf(saved)).toContain('1 open request can’t be approved any more, unless you undo this.');
    const undo = buttonOf(saved, 'Undo').action;
    expect(screenOf(await eve.presses(undo)).title).toBe('Too late to undo');
    expect(diffOf(screenOf(await ann.presses(undo)))).toMatchObject({ lost: ['User: delete'] });
    await approves(eve, id);
    expect(await statusOf(core, id)).toBe('approved');
  });

  it('is not undone once the role was changed again, nor after five minutes', async () => {
    const lead = await core.roleId('lead');
    const changing = async (gained: 'Menu: read' | 'Menu: update') => {
      const by = await byOf(core, ann);
      await core.services.roles.changePermissions(by, lead, { gained: [gained], lost: [] });
      return { name: 'roles.permissions.undo', ids: [by.requestId] };
    };
    const first = await changing('Menu: read');
    const second = await changing('Menu: update');
    expect(saysOf(screenOf(await ann.presses(first)))).toContain('lead');
    core.later(5 * 60_000);
    await ann.presses(second);
    expect([...(await core.services.roles.find(lead)).permissions]).toContain('Menu: update');
  });

  it('is said before and after a role that somebody asks for is deleted', async () => {
    await core.role('spare', []);
    await asked('roles:spare reason:why');
    const question = screenOf(await ann.says('/hexa roles delete spare'));
    expect(saysOf(question)).toContain('1 open request for it can’t be approved after this.');
    const card = screenOf(await ann.says('/hexa roles show spare'));
    expect(buttonOf(card, 'Delete').confirm?.text).toContain('1 open request for it');
    const removed = screenOf(await ann.presses(buttonOf(question, 'Delete role').action));
    expect(saysOf(removed)).toContain('1 open request for it can’t be approved any more.');
  });
});

describe('switching a user off', () => {
  it('takes back what they asked and what was asked for them, and shows it on the cards', async () => {
    const about = await asked();
    const own = await ask(core, zoe, '/hexa requests new roles:lead reason:why');
    const other = await ask(core, ben, '/hexa requests new roles:admin reason:why');
    core.jobs.length = 0;
    await core.services.users.setStatus(await byOf(core, ann), [zoeId], 'disabled');
    expect(await Promise.all([about, own, other].map((id) => statusOf(core, id)))).toEqual([
      'cancelled',
      'cancelled',
      'pending',
    ]);
    expect(core.jobs.filter(({ name }) => name === 'sync-card-slack')).toHaveLength(2);
    expect(await told()).toEqual(['ben.low@example.com', ZOE]);
    expect(saysOf(cardBy(await eve.presses(button('approve', about)))!)).toContain('Withdrawn by Ann Lee');
  });

  it('says how many it withdraws, says it again when done, and Undo opens them again, cards included', async () => {
    const about = await asked();
    const own = await ask(core, zoe, '/hexa requests new roles:lead reason:why');
    const question = screenOf(await ann.says(`/hexa users disable ${ZOE}`));
    expect(saysOf(question)).toContain('Withdraws 2 open requests.');
    const card = screenOf(await ann.says(`/hexa users show ${ZOE}`));
    expect(buttonOf(card, 'Disable').confirm?.text).toContain('Withdraws 2 open requests.');
    const done = screenOf(await ann.presses(buttonOf(question, 'Disable').action));
    expect(saysOf(done)).toContain('Withdrew 2 open requests.');
    await told();

    const undone = screenOf(await ann.presses(buttonOf(done, 'Undo').action));
    expect(undone.tone).toBe('success');
    expect(saysOf(undone)).toContain('2 requests are open again.');
    expect([await statusOf(core, about), await statusOf(core, own)]).toEqual(['pending', 'pending']);
    expect(core.jobs.filter(({ name }) => name === 'sync-card-slack')).toHaveLength(2);
    const notice = await readRequestNotice(core.deps, { requestId: about, userId: await idOf(BEN) });
    expect(requestNotice(LANGUAGES.en, notice!.request, notice!.userId).subject).toBe(
      'Open again: the role change for Zoe Berg',
    );
    expect(await told()).toEqual([BEN, ZOE]);
    expect((await audit()).filter((entry) => entry.includes('reopened'))).toHaveLength(2);
    await approves(eve, about);
    expect(await statusOf(core, about)).toBe('approved');
  });

  it('leaves withdrawn, after an undo, what has expired, was made again or whose requester is out', async () => {
    const expired = await asked('roles:lead reason:why');
    const again = await asked('roles:public reason:why');
    const bens = await asked();
    await core.query('UPDATE chatops.requests SET expires_at = $2 WHERE id = $1', [
      expired,
      new Date(core.deps.clock().getTime() + 60_000),
    ]);
    const disable = async (email: string, by: Actor) => {
      const question = screenOf(await by.says(`/hexa users disable ${email}`));
      return screenOf(await by.presses(buttonOf(question, 'Disable').action));
    };
    const done = await disable(ZOE, ann);
    await asked('roles:public reason:why');
    core.later(2 * 60_000);
    const undone = screenOf(await ann.presses(buttonOf(done, 'Undo').action));
    expect(saysOf(undone)).toContain('1 request is open again.');
    expect(saysOf(undone)).toContain('2 requests can’t be reopened');
    expect(await Promise.all([expired, again, bens].map((id) => statusOf(core, id)))).toEqual([
      'cancelled',
      'cancelled',
      'pending',
    ]);

    const second = await disable(ZOE, ann);
    await disable(BEN, eve);
    const rest = screenOf(await ann.presses(buttonOf(second, 'Undo').action));
    expect(saysOf(rest)).not.toContain('open again');
    expect(await statusOf(core, bens)).toBe('cancelled');
  });

  it('is not undone where somebody else did the same again since, and says so for each', async () => {
    const [zoes, bens] = [ZOE, BEN];
    const question = screenOf(await ann.says(`/hexa users disable ${zoes}, ${bens}`));
    const first = screenOf(await ann.presses(buttonOf(question, 'Disable').action));
    const enable = screenOf(await eve.says(`/hexa users enable ${ZOE}`));
    await eve.presses(buttonOf(enable, 'Enable').action);
    const again = screenOf(await eve.says(`/hexa users disable ${ZOE}`));
    await eve.presses(buttonOf(again, 'Disable').action);

    const undone = screenOf(await ann.presses(buttonOf(first, 'Undo').action));
    expect(undone.tone).toBe('warning');
    expect(saysOf(undone)).toContain('Restored: Ben Low');
    expect(saysOf(undone)).toContain('Zoe Berg has changed again since');
    expect(await audit()).toContain('refused users undo Ann Lee');
    const [zoeNow] = await core.query('SELECT state FROM users WHERE id = $1', [zoeId]);
    expect(zoeNow).toEqual({ state: false });
  });

  it('is told of by undoing an enabling too, which withdraws what was asked meanwhile', async () => {
    await core.services.users.setStatus(await byOf(core, ann), [zoeId], 'disabled');
    const question = screenOf(await ann.says(`/hexa users enable ${ZOE}`));
    const done = screenOf(await ann.presses(buttonOf(question, 'Enable').action));
    await asked();
    const undone = screenOf(await ann.presses(buttonOf(done, 'Undo').action));
    expect(saysOf(undone)).toContain('Withdrew 1 open request.');
  });

  it('never waits for a decision that waits for it', async () => {
    const ids = [await asked(), await asked('roles:lead reason:why'), await asked('roles:public reason:why')];
    const by = await byOf(core, ann);
    await Promise.all([
      core.services.users.setStatus(by, [zoeId], 'disabled'),
      ...ids.map((id) => approves(eve, id)),
      ...ids.map((id) => core.services.requests.cancel({ ...by }, id).catch(() => null)),
    ]);
    const statuses = await Promise.all(ids.map((id) => statusOf(core, id)));
    expect(statuses).not.toContain('pending');
    expect(statuses.filter((status) => status === 'approved').length).toBeLessThanOrEqual(1);
  });

  it('rolls back together with what failed', async () => {
    const id = await asked();
    await expect(
      writeUngated(core.deps, async (em) => {
        await cancelRequestsOf(core.deps, em, await byOf(core, ann), zoeId);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await statusOf(core, id)).toBe('pending');
  });
});

describe('many at once', () => {
  it('approves once under presses of everybody from two platforms', async () => {
    const id = await asked();
    const people = [ann, eve, await alsoOn(core, 'discord', 'ann@example.com')];
    const replies = await Promise.all(
      Array.from({ length: 30 }, (_, n) => people[n % 3]!.presses(button('approve', id))),
    );
    const won = replies.filter((reply) => saysOf(toldBy(reply)).includes('now has the new roles'));
    expect(won).toHaveLength(1);
    expect((await audit()).filter((entry) => entry.startsWith('done'))).toHaveLength(3);
  });
});
