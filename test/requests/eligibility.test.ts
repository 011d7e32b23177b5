import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HexaError } from '#domain/errors.ts';
import type { Ineligible } from '#domain/request.ts';
import { peopleToRemind, readRequestNotice } from '#services/requests/request-notices.ts';
import { linkedAdministrators } from '#services/roles/administrators.ts';
import { type Actor, type Core, saysOf, startCore } from '../support/core.ts';
import { alsoOn, ask, button, byOf, cardBy, rolesOf, statusOf, toldBy } from './people.ts';

const DAY = 24 * 60 * 60_000;

/**
 * Who may decide (docs/design.md, section 7). Ben asks for the role admin for Zoë; Ann, who may decide, is always there.
 */
describe('deciding a request', () => {
  let core: Core;
  let ben: Actor;
  let ann: Actor;

  beforeEach(async () => {
    core = await startCore({ settings: { approvals: 'escalations' } });
    await core.role('lead', ['User: read', 'User: update', 'User: create', 'Role: read']);
    await core.role('reader', ['User: read', 'Role: read']);
    await core.role('updater', ['User: read', 'User: update']);
    await core.user('Ben Low', { roles: ['lead'] });
    await core.user('Zoe Berg', { roles: ['manager'] });
    ben = await core.person('ben.low@example.com');
    ann = await core.person('ann@example.com');
  });
  afterEach(() => core[Symbol.asyncDispose]());

  const asked = (line = 'user:zoe.berg@example.com roles:admin reason:why') =>
    ask(core, ben, `/hexa requests new ${line}`);
  const why = async (person: Pick<Actor, 'identity'>, id: string): Promise<string> => {
    try {
      await core.services.requests.decide(await byOf(core, person), id, 'approved', null);
      return 'approved';
    } catch (error) {
      if (!(error instanceof HexaError)) throw error;
      return error.code === 'not_eligible' ? (error.data as { why: Ineligible }).why : error.code;
    }
  };

  it('is open to another full administrator', async () => {
    const id = await asked();
    expect(await why(ann, id)).toBe('approved');
    expect(await rolesOf(core, 'zoe.berg@example.com')).toEqual(['admin']);
  });

  it('is closed to the requester, also as an administrator, and from another platform', async () => {
    const own = await ask(core, ann, '/hexa requests new user:zoe.berg@example.com roles:lead reason:why');
    expect(await why(ann, own)).toBe('requester');
    const elsewhere = await alsoOn(core, 'discord', 'ann@example.com');
    expect(saysOf(toldBy(await elsewhere.presses(button('approve', own))))).toContain('someone else');
    expect(await statusOf(core, own)).toBe('pending');
  });

  it('is closed to the target, also by a second linked identity', async () => {
    await core.user('Eve Two', { roles: ['admin'] });
    const eve = await core.person('eve.two@example.com');
    const id = await asked('user:eve.two@example.com roles:manager reason:why');
    expect(await why(eve, id)).toBe('target');
    const elsewhere = await alsoOn(core, 'discord', 'eve.two@example.com');
    expect(saysOf(toldBy(await elsewhere.presses(button('approve', id))))).toContain('your own account');
    expect(await why(ann, id)).toBe('approved');
  });

  it('is closed to who lacks a permission that is granted', async () => {
    await core.user('Lea Four', { roles: ['lead'] });
    const lea = await core.person('lea.four@example.com');
    expect(await why(lea, await asked())).toBe('lacks_granted');
  });

  it.each([
    ['reader', 'lacks_user_update'],
    ['updater', 'lacks_role_read'],
  ])('is closed to who has only the role %s', async (role, expected) => {
    await core.user('Lea Four', { roles: [role, 'manager'] });
    const lea = await core.person('lea.four@example.com');
    expect(await why(lea, await asked())).toBe(expected);
  });

  it('is closed to who was made, enabled or given roles by the requester within 30 days, on purpose or not', async () => {
    const byAnn = await byOf(core, ann);
    const byBen = await byOf(core, ben);
    const roleId = await core.roleId('admin');
    const form = { firstName: 'Made', lastName: 'Puppet', username: 'made', email: 'made@example.com' };
    // Under `escalations` Ben could not give admin; as an installation that was lax before would have let him.
    const lax = await core.services.users.create(byAnn, { ...form, roleIds: [roleId] }, 'x');
    await core.query('UPDATE chatops.audit SET actor_id = $1 WHERE target_id = $2', [
      byBen.actor.id,
      lax.user.id,
    ]);
    await core.query('UPDATE users SET state = true WHERE id = $1', [lax.user.id]);
    await core.query('DELETE FROM chatops.account_states');
    const enabled = await core.user('Enabled Puppet', { status: 'disabled', roles: ['admin'] });
    await core.services.users.setStatus(byBen, [enabled], 'active');
    const given = await core.user('Given Puppet', { roles: ['admin', 'manager'] });
    await core.services.users.replaceRoles(byBen, given, [roleId], [roleId, await core.roleId('manager')]);
    const puppets = [
      await core.person('made@example.com'),
      await core.person('enabled.puppet@example.com'),
      await core.person('given.puppet@example.com'),
    ];
    const id = await asked();
    for (const puppet of puppets) expect(await why(puppet, id)).toBe('made_by_requester');
    expect(await statusOf(core, id)).toBe('pending');
    await core.services.requests.cancel(byBen, id);
    core.later(31 * DAY);
    expect(await why(puppets[0]!, await asked())).toBe('approved');
  });

  it('stays open to who was active before the requester disabled and enabled them', async () => {
    const eve = await core.user('Eve Two', { roles: ['admin'] });
    const asEve = await core.person('eve.two@example.com');
    const byBen = await byOf(core, ben);
    await core.services.users.setStatus(byBen, [eve], 'disabled');
    await core.services.users.setStatus(byBen, [eve], 'active');
    expect(await why(asEve, await asked())).toBe('approved');
  });

  it('is closed to who was off before, however often the requester switches them off and on', async () => {
    const eve = await core.user('Eve Two', { status: 'disabled', roles: ['admin'] });
    const asEve = await core.person('eve.two@example.com');
    const byBen = await byOf(core, ben);
    for (const to of ['active', 'disabled', 'active'] as const) {
      await core.services.users.setStatus(byBen, [eve], to);
    }
    expect(await why(asEve, await asked())).toBe('made_by_requester');
  });

  it('shows nothing of a decided request to who has no right to see it, whichever card they say they pressed', async () => {
    const id = await asked();
    expect(await why(ann, id)).toBe('approved');
    await core.user('Pia Nosy');
    const pia = await core.person('pia.nosy@example.com');
    for (const audience of ['channel', 'person', 'own', 'viewer']) {
      const replies = await pia.presses({ name: 'requests.approve', ids: [id, audience] });
      expect(cardBy(replies)).toBeUndefined();
      expect(JSON.stringify(replies)).not.toMatch(/Zoe|Ben|Ann Lee|lead/);
    }
    // Whose request it is does not see names of roles on a copy that was posted to others.
    const replies = await ben.presses({ name: 'requests.approve', ids: [id, 'own'] });
    expect(cardBy(replies)).toBeDefined();
  });

  it('is refused at once where only puppets could decide', async () => {
    const puppet = await core.user('Enabled Puppet', { status: 'disabled', roles: ['admin'] });
    await core.services.users.setStatus(await byOf(core, ben), [puppet], 'active');
    await core.person('enabled.puppet@example.com');
    await core.query('DELETE FROM chatops.links WHERE user_id = $1', [(await byOf(core, ann)).actor.id]);
    const said = await ben.says('/hexa requests new user:zoe.berg@example.com roles:admin reason:why');
    expect(saysOf(toldBy(said))).toContain('Nobody can approve this');
    expect(saysOf(toldBy(said))).toContain('You must not have created, enabled or given roles to');
  });

  it.each([
    ['a workspace that is not served any more', [{ key: 'T2', ids: ['T2'] }]],
    ['a platform that is off', []],
  ])('is not waited for of somebody in %s, nor are they told of anything', async (_what, served) => {
    const { actor } = await byOf(core, ann);
    const id = await asked();
    const told = () => readRequestNotice(core.deps, { requestId: id, userId: actor.id });
    const administrators = () => linkedAdministrators(core.deps, core.deps.db.em());
    const reminded = async () => (await peopleToRemind(core.deps, id)).people;
    expect((await told())?.identities).toEqual([expect.objectContaining(ann.identity)]);
    expect(await reminded()).toHaveLength(1);
    expect(await administrators()).toEqual([actor.id]);
    core.deps.served = () => new Map([['slack', served]]);
    expect((await told())?.identities).toEqual([]);
    expect(await reminded()).toEqual([]);
    expect(await administrators()).toEqual([]);
    await core.user('Moe Low', { roles: ['manager'] });
    const ask = () => ben.says('/hexa requests new user:moe.low@example.com roles:admin reason:why');
    expect(saysOf(toldBy(await ask()))).toContain('Nobody can approve this');
    // By another account of theirs, they count.
    await alsoOn(core, 'discord', 'ann@example.com');
    await ask();
    const cards = await core.query(
      `SELECT c.platform FROM chatops.posted_cards c JOIN chatops.requests r ON r.id = c.request_id
       WHERE r.id <> $1`,
      [id],
    );
    expect(cards).toEqual([{ platform: 'discord' }]);
  });

  it('is closed to who could not decide when it was asked', async () => {
    const late = await core.user('Lea Four', { roles: ['manager'] });
    const lea = await core.person('lea.four@example.com');
    const id = await asked();
    await core.query('INSERT INTO user_roles VALUES ($1, $2)', [late, await core.roleId('admin')]);
    expect(await why(lea, id)).toBe('not_then');
  });

  it('is closed to who could decide when it was asked and cannot any more', async () => {
    const eve = await core.user('Eve Two', { roles: ['admin'] });
    const asEve = await core.person('eve.two@example.com');
    const id = await asked();
    await core.query('DELETE FROM user_roles WHERE user_id = $1', [eve]);
    await core.query('INSERT INTO user_roles VALUES ($1, $2)', [eve, await core.roleId('lead')]);
    expect(await why(asEve, id)).toBe('lacks_granted');
    await core.query('UPDATE users SET state = false WHERE id = $1', [eve]);
    expect(await why(asEve, id)).toBe('account_not_active');
    expect(saysOf(toldBy(await asEve.presses(button('approve', id))))).toContain('isn’t active');
    await core.query('UPDATE users SET state = true WHERE id = $1', [eve]);
    await core.query('UPDATE chatops.links SET suspended_at = now() WHERE user_id = $1', [eve]);
    expect(await why(asEve, id)).toBe('account_not_active');
  });

  it('asks the gate at each press: link, permissions, SSO, plan', async () => {
    const id = await asked();
    const stranger = await core.person(null);
    expect(saysOf(toldBy(await stranger.presses(button('approve', id))))).toContain('/hexa link');
    const zoe = await core.person('zoe.berg@example.com');
    expect(saysOf(toldBy(await zoe.presses(button('deny', id))))).toContain('User: update');
    core.state.sso.enabled = true;
    expect(saysOf(toldBy(await ann.presses(button('approve', id))))).toContain('identity provider');
    core.state.sso.enabled = false;
    core.state.licence = { plan: 'starter', status: 'active', userLimit: 1 };
    expect(saysOf(toldBy(await ann.presses(button('approve', id))))).toContain('locked');
    expect(await statusOf(core, id)).toBe('pending');
  });

  it('does not count what the requester did to others, nor what others did to the approver', async () => {
    const other = await core.user('Lea Four', { status: 'disabled' });
    await core.services.users.setStatus(await byOf(core, ben), [other], 'active');
    const eve = await core.user('Eve Two', { status: 'disabled', roles: ['admin'] });
    await core.services.users.setStatus(await byOf(core, ann), [eve], 'active');
    const asEve = await core.person('eve.two@example.com');
    expect(await why(asEve, await asked())).toBe('approved');
  });
});
