import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { APPROVALS, type Approvals } from '#domain/role-policy.ts';
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
import { ask, byOf, initialOf, rolesOf } from './people.ts';

/** What each value of CHATOPS_APPROVALS lets through directly (docs/design.md, section 7). */
describe('CHATOPS_APPROVALS', () => {
  let core: Core;
  let ben: Actor;
  let ann: Actor;
  let zoeId: string;

  beforeAll(async () => {
    core = await startCore();
    await core.role('lead', [
      'User: read',
      'User: update',
      'User: create',
      'Role: read',
      'Role: update',
      'Permission: create',
      'Permission: delete',
      'Label: read',
    ]);
    await core.role('labels', ['Label: read']);
    await core.role('keeper', ['User: update', 'User: read']);
    await core.role('writer', ['Content: create']);
    await core.user('Ben Low', { roles: ['lead'] });
    zoeId = await core.user('Zoe Berg', { roles: ['public'] });
    ben = await core.person('ben.low@example.com');
    ann = await core.person('ann@example.com');
  });
  afterAll(() => core[Symbol.asyncDispose]());
  /** Zoë has the role public, and nothing else was done. */
  beforeEach(async () => {
    await core.query('DELETE FROM user_roles WHERE user_id = $1', [zoeId]);
    await core.query('INSERT INTO user_roles VALUES ($1, $2)', [zoeId, await core.roleId('public')]);
    await core.query(
      "DELETE FROM users WHERE email IN ('new@example.com', 'off.line@example.com', 'on.line@example.com')",
    );
    await core.query('TRUNCATE chatops.requests, chatops.audit, chatops.account_states CASCADE');
  });

  const under = (approvals: Approvals) => {
    core.deps.settings.approvals = approvals;
  };

  /** Saves these roles for Zoë as a person does; what came of it. */
  const saves = async (...names: string[]) => {
    const form = screenOf(await ben.presses({ name: 'users.roles', ids: [zoeId] }));
    const roles = await Promise.all(names.map(core.roleId));
    const review = screenOf(await ran(await ben.submits(form, { roles })));
    return screenOf(await ran(await ben.submits(review, {})));
  };

  describe('users roles', () => {
    it.each<[Approvals, string, boolean]>([
      ['off', 'writer', true],
      ['off', 'keeper', true],
      ['escalations', 'writer', false],
      ['escalations', 'keeper', true],
      ['escalations', 'labels', true],
      ['privileged', 'writer', false],
      ['privileged', 'keeper', false],
      ['privileged', 'labels', true],
      ['all', 'writer', false],
      ['all', 'keeper', false],
      ['all', 'labels', false],
    ])('%s: giving %s directly: %s', async (approvals, role, isDirect) => {
      under(approvals);
      const answer = await saves(role);
      expect(await rolesOf(core, 'zoe.berg@example.com')).toEqual([isDirect ? role : 'public']);
      if (!isDirect) expect(saysOf(answer)).toContain('This needs approval');
    });

    it.each<[Approvals, boolean]>([
      ['escalations', true],
      ['privileged', false],
    ])('%s: taking a privileged permission directly: %s', async (approvals, isDirect) => {
      await core.query('DELETE FROM user_roles WHERE user_id = $1', [zoeId]);
      await core.query('INSERT INTO user_roles VALUES ($1, $2)', [zoeId, await core.roleId('keeper')]);
      under(approvals);
      await saves('public');
      expect(await rolesOf(core, 'zoe.berg@example.com')).toEqual([isDirect ? 'public' : 'keeper']);
    });

    it('offers to ask for what was not let through, with the same roles', async () => {
      under('escalations');
      const refusal = await saves('writer', 'labels');
      const form = screenOf(await ben.presses(buttonOf(refusal, 'Ask for approval').action));
      const wanted = await Promise.all(['writer', 'labels'].map(core.roleId));
      const initial = initialOf(form);
      expect([...initial].sort()).toEqual([...wanted].sort());
      const made = await ran(await ben.submits(form, { roles: initial, reason: 'needed', for: '' }));
      expect(saysOf(screenOf(made))).toContain('Request sent');
      const [request] = await core.query<{ target_id: string }>('SELECT target_id FROM chatops.requests');
      expect(request!.target_id).toBe(zoeId);
      const other = await core.person('zoe.berg@example.com');
      const stolen = await other.presses(buttonOf(refusal, 'Ask for approval').action);
      expect(saysOf(screenOf(stolen))).not.toContain('writer');
    });
  });

  describe('users add', () => {
    const adds = async (...names: string[]) => {
      const form = screenOf(await ben.says('/hexa users add'));
      const roles = await Promise.all(names.map(core.roleId));
      const submission = await ben.submits(form, {
        first: 'New',
        last: 'User',
        username: 'new',
        email: 'new@example.com',
        password: 'correct horse',
        confirmation: 'correct horse',
        roles,
      });
      if (submission.type === 'accepted') await submission.run();
      return JSON.stringify(submission);
    };
    it.each<[Approvals, string, string | null]>([
      ['off', 'writer', null],
      ['escalations', 'writer', 'You can’t give permissions you don’t have'],
      ['escalations', 'keeper', null],
      ['privileged', 'keeper', 'These roles give privileged permissions, which need approval: User: update'],
      ['privileged', 'labels', null],
      ['all', 'keeper', 'These roles give privileged permissions, which need approval: User: update'],
      ['all', 'labels', null],
    ])('%s: with the role %s: %s', async (approvals, role, refusal) => {
      under(approvals);
      const said = await adds(role);
      if (refusal !== null) expect(said).toContain(refusal);
      expect(await core.query("SELECT 1 FROM users WHERE email = 'new@example.com'")).toHaveLength(
        refusal === null ? 1 : 0,
      );
    });
  });

  describe('users enable', () => {
    it.each<[Approvals, boolean]>([
      ['off', true],
      ['escalations', true],
      ['privileged', false],
      ['all', false],
    ])('%s: somebody with a privileged permission: %s', async (approvals, isDirect) => {
      const offId = await core.user('Off Line', { status: 'disabled', roles: ['keeper'] });
      under(approvals);
      const [change] = await core.services.users.setStatus(await byOf(core, ben), [offId], 'active');
      expect(change!.refusal?.code ?? null).toBe(isDirect ? null : 'approval_needed');
    });

    it.each<[Approvals, boolean]>([
      ['off', true],
      ['escalations', true],
      ['privileged', false],
      ['all', false],
    ])(
      '%s: asked whether to enable somebody with a privileged permission: %s',
      async (approvals, isAsked) => {
        const offId = await core.user('Off Line', { status: 'disabled', roles: ['keeper'] });
        under(approvals);
        const wayOut = 'Ask for roles without them first, with /hexa requests new. Then enable the user';
        const card = screenOf(await ben.says('/hexa users show off.line@example.com'));
        expect(buttonOf(card, 'Enable').disabled).toEqual(
          isAsked ? undefined : expect.stringContaining(wayOut),
        );
        for (const answer of [
          await ben.says('/hexa users enable off.line@example.com'),
          await ben.presses({ name: 'users.enable.ask', ids: [offId] }),
        ]) {
          const screen = screenOf(answer);
          expect(screen.title).toBe(isAsked ? 'Enable Off Line?' : 'Nothing was changed');
          expect(actionsOf(screen).map(({ label }) => label)).toEqual(isAsked ? ['Enable', 'Cancel'] : []);
          if (!isAsked) expect(saysOf(screen)).toContain(wayOut);
        }
      },
    );

    it('privileged: asked only about those who may be enabled', async () => {
      await core.user('Off Line', { status: 'disabled', roles: ['keeper'] });
      await core.user('On Line', { status: 'pending', roles: ['labels'] });
      under('privileged');
      const line = '/hexa users enable on.line@example.com, off.line@example.com';
      const asked = screenOf(await ben.says(line));
      expect(asked.title).toBe('Enable On Line?');
      expect(saysOf(asked)).toContain('privileged permissions: User: update.');
      expect(saysOf(screenOf(await ben.presses(buttonOf(asked, 'Enable').action)))).toContain('was enabled');
    });

    it('privileged: done by asking for other roles, enabling, and asking for the roles again', async () => {
      const offId = await core.user('Off Line', { status: 'disabled', roles: ['keeper'] });
      under('privileged');
      const enable = async () => saysOf(screenOf(await ben.presses({ name: 'users.enable', ids: [offId] })));
      const approved = async (roles: string) => {
        const line = `/hexa requests new user:off.line@example.com roles:${roles} reason:why`;
        await core.services.requests.decide(
          await byOf(core, ann),
          await ask(core, ben, line),
          'approved',
          null,
        );
      };
      expect(await enable()).toContain(
        'Ask for roles without them first, with /hexa requests new. Then enable the user',
      );
      await approved('labels');
      expect(await enable()).toContain('was enabled');
      await approved('keeper');
      expect(await rolesOf(core, 'off.line@example.com')).toEqual(['keeper']);
    });

    it.each(APPROVALS)('%s: somebody without one: directly', async (approvals) => {
      const offId = await core.user('Off Line', { status: 'disabled', roles: ['labels'] });
      under(approvals);
      const [change] = await core.services.users.setStatus(await byOf(core, ben), [offId], 'active');
      expect(change!.refusal).toBeNull();
    });
  });

  describe('roles permissions', () => {
    it.each<[Approvals, boolean, boolean]>([
      ['off', true, true],
      ['escalations', true, true],
      ['privileged', true, false],
      ['all', true, false],
    ])(
      '%s: a privileged permission for a role that nobody has: %s, that somebody has: %s',
      async (...row) => {
        const [approvals, whenFree, whenHeld] = row;
        under(approvals);
        const by = await byOf(core, ben);
        const id = await core.roleId('labels');
        const change = () =>
          core.services.roles.changePermissions(by, id, { gained: ['User: update'], lost: [] }).then(
            () => true,
            ({ data }) => {
              expect(data.problems).toMatchObject([{ code: 'permissions_need_approval' }]);
              return false;
            },
          );
        await core.query('INSERT INTO user_roles VALUES ($1, $2)', [zoeId, id]);
        await core.query('DELETE FROM permissions WHERE role_id = $1 AND action = $2', [id, 'update']);
        expect(await change()).toBe(whenHeld);
        await core.query('DELETE FROM user_roles WHERE user_id = $1', [zoeId]);
        await core.query('DELETE FROM permissions WHERE role_id = $1 AND action = $2', [id, 'update']);
        expect(await change()).toBe(whenFree);
        await core.query('DELETE FROM permissions WHERE role_id = $1 AND action = $2', [id, 'update']);
      },
    );
  });

  it.each(APPROVALS)('%s: a request can be made and decided', async (approvals) => {
    under(approvals);
    const id = await ask(core, ben, '/hexa requests new user:zoe.berg@example.com roles:writer reason:why');
    const request = await core.services.requests.decide(await byOf(core, ann), id, 'approved', null);
    expect(request.status).toBe('approved');
    expect(await rolesOf(core, 'zoe.berg@example.com')).toEqual(['writer']);
  });
});
