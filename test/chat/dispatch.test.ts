import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCatalogue } from '#chat/catalogue.ts';
import { createDispatch } from '#chat/dispatch.ts';
import type { Input, Invocation } from '#chat/invocation.ts';
import { createProfileRefresh } from '#chat/profile-refresh.ts';
import type { Services } from '#chat/services.ts';
import type { Standing } from '#domain/standing.ts';
import { commands } from '../../commands/index.ts';
import {
  type Actor,
  actionsOf,
  type Core,
  ran,
  replyOf,
  saysOf,
  screenOf,
  startCore,
} from '../support/core.ts';

let core: Core;
let ann: Actor;
/** Switches users on and off, and may not see them. */
let sam: Actor;

beforeAll(async () => {
  core = await startCore();
  ann = await core.person('ann@example.com');
  await core.role('switcher', [
    'User: update',
    'User: create',
    'AuditLog: read',
    'Permission: create',
    'Permission: delete',
  ]);
  await core.user('Sam Low', { roles: ['switcher'] });
  sam = await core.person('sam.low@example.com');
  await core.user('Zoe Berg', { status: 'pending' });
  await core.user('Zoe Bergman', { status: 'pending' });
});
afterAll(async () => core[Symbol.asyncDispose]());

function invocation(actor: Actor, input: Input): Invocation {
  const { identity } = actor;
  const surface = { locale: null, pageSize: 10, maxFields: 100, replyTo: null };
  return { id: randomUUID(), identity, served: true, delivery: randomUUID(), ...surface, input };
}

/** The core with some of its services replaced, and its errors kept. */
function dispatchWith(changed: (services: Services) => Services, clock: () => Date = () => new Date()) {
  const setup = {
    passwords: 'form',
    mail: true,
    approvals: 'off',
    linkByEmail: false,
    hexabotLinks: false,
    signsOut: false,
    standalone: true,
    frontendBaseUrl: null,
  } as const;
  return createDispatch({
    catalogue: createCatalogue(commands),
    services: changed(core.services),
    setup,
    clock,
    surfaces: { profile: async () => null },
    log: { info: () => {}, error: () => {} },
  });
}

describe('an error of ours', () => {
  it('says that nothing was changed only where nothing can have been', async () => {
    const failing = dispatchWith((services) => ({
      ...services,
      audit: async () => {
        throw new Error('audit');
      },
      auditRefusal: async () => {
        throw new Error('refusal');
      },
      users: {
        ...services.users,
        resendConfirmation: async (...args) => {
          await services.users.resendConfirmation(...args);
          throw new Error('after the commit');
        },
      },
    }));
    const says = async (text: string) =>
      saysOf(screenOf(await failing.answer(invocation(ann, { type: 'line', text }))));
    expect(await says('audit')).toContain('nothing was changed');
    const after = await says('users resend "zoe berg"');
    expect(after).not.toContain('nothing was changed');
    expect(after).toContain('may have gone through');
    expect(after).toMatch(/reference: [0-9a-f]{8}$/);
  });
});

describe('the limit of invocations', () => {
  it('does not count what the platform asks for by itself', async () => {
    const at = new Date();
    const limited = dispatchWith(
      (services) => services,
      () => at,
    );
    const home = {
      type: 'action',
      name: 'home.open',
      ids: [],
      selected: [],
      values: {},
      draft: null,
    } as const;
    for (let n = 0; n < 40; n += 1) await limited.answer(invocation(ann, { ...home, unasked: true }));
    expect(replyOf(await limited.answer(invocation(ann, home))).as).toBe('home');
    for (let n = 0; n < 40; n += 1) await limited.answer(invocation(ann, home));
    expect(replyOf(await limited.answer(invocation(ann, home))).as).toBe('new');
    expect(replyOf(await limited.answer(invocation(ann, { ...home, unasked: true }))).as).toBe('home');
  });
});

describe('a refusal', () => {
  it('is no attempt where a role was mistyped', async () => {
    await ann.says('/hexa roles delete mangaer');
    expect(await core.query("SELECT FROM chatops.audit WHERE code = 'role_not_found'")).toHaveLength(0);
  });

  it.each(['users resend zoe', 'audit user:zoe', 'users enable zoe', 'users enable zoe, sam.low'])(
    'of %j offers no users to whoever may not see them',
    async (line) => {
      const refused = screenOf(await sam.says(`/hexa ${line}`));
      expect(saysOf(refused)).toContain('“zoe” matches several users. Type an exact email or username.');
      expect(actionsOf(refused)).toEqual([]);
      expect(JSON.stringify(refused)).not.toContain('zoe.berg');
      const offered = screenOf(await ann.says(`/hexa ${line}`));
      expect(actionsOf(offered).map(({ label }) => label)).toContain('Zoe Berg (zoe.berg@example.com)');
    },
  );
});

describe('role names', () => {
  it('are hidden from whoever may not see roles, also their own', async () => {
    await core.role('boss of bosses', []);
    await ann.says(`/hexa roles list`);
    const own = screenOf(await sam.says('/hexa whoami'));
    expect(saysOf(own)).toContain('hidden');
    expect(saysOf(own)).not.toContain('switcher');
    expect(saysOf(screenOf(await ann.says('/hexa whoami')))).toContain('admin');
    const form = screenOf(await ann.says('/hexa roles create name:"secret role"'));
    await ran(await ann.submits(form, { name: 'secret role', like: '' }));
    const audit = saysOf(screenOf(await sam.says('/hexa audit')));
    expect(audit).toContain('hidden');
    expect(audit).not.toContain('secret role');
    expect(saysOf(screenOf(await ann.says('/hexa audit')))).toContain('secret role');
    for (const line of ['roles permissions switcher', 'roles rename switcher', 'roles delete switcher'])
      expect(saysOf(screenOf(await sam.says(`/hexa ${line}`))), line).toContain('Role: read');
  });
});

describe('a draft', () => {
  it('is not made submittable again by Manage pressed while its form runs', async () => {
    const form = screenOf(await ann.says('/hexa users add'));
    const typed = {
      first: 'A',
      last: 'B',
      username: 'ab',
      email: 'ab@example.com',
      roles: [await core.roleId('admin')],
    };
    const all = { ...typed, password: 'correct horse', confirmation: 'correct horse' };
    const first = await ann.submits(form, all);
    expect(first.type).toBe('accepted');
    await ann.presses(
      { name: 'roles.manage', ids: [form.form!.draft] },
      { values: typed, draft: form.form!.draft },
    );
    expect(await ann.submits(form, all)).toMatchObject({ type: 'refused' });
  });

  it('of a last step that starts over is not that of the first step', async () => {
    const zoe = 'zoe.berg@example.com';
    const form = screenOf(await ann.says(`/hexa users roles ${zoe}`));
    const review = screenOf(await ran(await ann.submits(form, { roles: [await core.roleId('admin')] })));
    expect(review.form!.name).not.toBe(form.form!.name);
    const again = screenOf(await ann.presses({ name: 'forms.open', ids: [review.form!.draft] }));
    expect(again.form!.name).toBe(form.form!.name);
    const submitted = await ran(await ann.submits(again, { roles: [await core.roleId('admin')] }));
    expect(screenOf(submitted).form!.name).toBe(review.form!.name);
  });
});

it('a permission taken away while the form of another change runs stays away', async () => {
  const id = await core.role('clerk', ['Content: read', 'Menu: read']);
  const { identity } = ann;
  const actor = (await core.services.standing(identity, true)).actor!;
  const by = { actor, identity, requestId: randomUUID() };
  const racing = dispatchWith((services) => ({
    ...services,
    roles: {
      ...services.roles,
      changePermissions: async (...args) => {
        await services.roles.changePermissions(by, id, { gained: [], lost: ['Menu: read'] });
        return services.roles.changePermissions(...args);
      },
    },
  }));
  const form = screenOf(await ann.says('/hexa roles permissions clerk'));
  const values = { create: ['Content'], read: ['Content', 'Menu'], update: [], delete: [] };
  const review = screenOf(await ran(await ann.submits(form, values)));
  await ran(
    await racing.submit(
      invocation(ann, { type: 'form', name: review.form!.name, draft: review.form!.draft, values: {} }),
    ),
  );
  const { permissions } = await core.services.roles.find(id);
  expect([...permissions].sort()).toEqual(['Content: create', 'Content: read']);
});

it('a person whom the platform says nothing about is asked for once an hour', async () => {
  let asked = 0;
  const refresh = createProfileRefresh({
    services: { saveProfile: async () => {} },
    surfaces: {
      profile: async () => {
        asked += 1;
        return null;
      },
    },
    log: { error: () => {} },
  });
  const standing = { identity: ann.identity, profile: null } as Standing;
  const at = (minutes: number) => new Date(minutes * 60_000);
  for (const minutes of [0, 1, 59]) {
    refresh(standing, at(minutes));
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(asked).toBe(1);
  refresh(standing, at(61));
  expect(asked).toBe(2);
});
