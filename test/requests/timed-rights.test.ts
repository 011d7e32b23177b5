import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import { endDueAccess } from '#services/requests/timed-access.ts';
import { type Actor, type Core, startCore } from '../support/core.ts';
import { ask, byOf, rolesOf } from './people.ts';

/** For doing only: not for giving, not for deciding, not as who remains (docs/design.md, section 6). */
describe('an administrator for an hour', () => {
  let core: Core;
  let ann: Actor;
  let ben: By;
  let benId: string;

  beforeEach(async () => {
    core = await startCore({ settings: { approvals: 'escalations' } });
    ann = await core.person('ann@example.com');
    benId = await core.user('Ben Low');
    const asking = await core.person('ben.low@example.com');
    const id = await ask(core, asking, '/hexa requests new roles:admin reason:why for:1h');
    await core.services.requests.decide(await byOf(core, ann), id, 'approved', null);
    expect(await rolesOf(core, 'ben.low@example.com')).toEqual(['admin', 'manager']);
    ben = await byOf(core, asking);
  });
  afterEach(() => core[Symbol.asyncDispose]());

  const codeOf = async (writing: Promise<unknown>): Promise<string> => {
    const error = await writing.then(
      () => 'done',
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof HexaError)) return String(error);
    const { problems } = error.data as { problems?: { code: string }[] };
    return problems?.[0]?.code ?? error.code;
  };

  it('may do what an administrator may', async () => {
    const victim = await core.user('Zoe Berg');
    const [change] = await core.services.users.setStatus(ben, [victim], 'disabled');
    expect(change?.refusal).toBeNull();
  });

  it('gives nobody what is held for a time: not by a role, not by a new role or user, not by permissions', async () => {
    const manager = await core.roleId('manager');
    const admin = await core.roleId('admin');
    const zoe = await core.user('Zoe Berg');
    const { users, roles } = core.services;
    expect(await codeOf(users.replaceRoles(ben, zoe, [manager, admin], [manager]))).toBe('approval_needed');
    expect(await codeOf(roles.create(ben, { name: 'like admin', permissions: ['User: update'] }))).toBe(
      'role_exceeds',
    );
    const raised = { gained: ['User: update' as const], lost: [] };
    expect(await codeOf(roles.changePermissions(ben, manager, raised))).toBe('role_exceeds');
    const form = { firstName: 'A', lastName: 'B', username: 'ab', email: 'ab@example.com', roleIds: [admin] };
    expect(await codeOf(users.create(ben, form, 'x'))).toBe('role_exceeds');
    // What is held for good may be given.
    expect(await codeOf(roles.create(ben, { name: 'content', permissions: ['Content: read'] }))).toBe('done');
  });

  it('decides nothing', async () => {
    await core.user('Zoe Berg');
    const zoe = await core.person('zoe.berg@example.com');
    const id = await ask(core, zoe, '/hexa requests new roles:admin reason:why');
    expect(await codeOf(core.services.requests.decide(ben, id, 'approved', null))).toBe('not_eligible');
  });

  it('is not the one who remains: the last administrator for good is neither disabled nor stripped', async () => {
    const annId = (await byOf(core, ann)).actor.id;
    const [change] = await core.services.users.setStatus(ben, [annId], 'disabled');
    expect(change?.refusal?.code).toBe('last_admin');
    const admin = await core.roleId('admin');
    const lost = { gained: [], lost: ['User: update' as const] };
    expect(await codeOf(core.services.roles.changePermissions(ben, admin, lost))).toBe('last_admin');
    core.later(2 * 3_600_000);
    await endDueAccess(core.deps);
    expect(await rolesOf(core, 'ben.low@example.com')).toEqual(['manager']);
  });

  it('keeps the role where somebody took the others away in Hexabot meanwhile', async () => {
    await core.query('DELETE FROM user_roles WHERE user_id <> $1', [benId]);
    core.later(2 * 3_600_000);
    await endDueAccess(core.deps);
    expect(await rolesOf(core, 'ben.low@example.com')).toEqual(['admin', 'manager']);
  });
});
