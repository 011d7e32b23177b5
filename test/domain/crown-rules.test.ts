import { describe, expect, it } from 'vitest';
import type { PermissionName } from '#domain/permission.ts';
import { type Candidate, ineligible, requestLimit } from '#domain/request.ts';
import { mergeEdit } from '#domain/role-edit.ts';
import { privilegedOf, requestReason } from '#domain/role-policy.ts';
import { refusalToRemoveRole, refusalToRenameRole } from '#domain/role-rules.ts';
import type { User } from '#domain/user.ts';
import { refusalToResend, refusalToSetStatus } from '#domain/user-rules.ts';

const NONE = new Set<PermissionName>();
const user = (values: Partial<User>) =>
  ({ id: 'u1', firstName: 'A', lastName: 'B', status: 'active', ...values }) as User;

describe('what policy lets nobody do alone (docs/design.md, section 7)', () => {
  const content = { gained: ['Content: read'], lost: [] } as const;
  const admin = { gained: ['User: update'], lost: [] } as const;
  const stripped = { gained: [], lost: ['Role: delete'] } as const;
  const reading = { gained: ['User: read'], lost: [] } as const;
  const held = new Set<PermissionName>(['Content: read', 'User: update', 'User: read']);
  it.each([
    ['off', NONE, admin, null],
    ['escalations', NONE, content, 'lacking'],
    ['escalations', held, admin, null],
    ['escalations', NONE, stripped, null],
    ['privileged', held, admin, 'privileged'],
    ['privileged', held, stripped, 'privileged'],
    ['privileged', held, reading, null],
    ['privileged', NONE, admin, 'lacking'],
    ['all', held, content, 'all'],
    ['all', held, { gained: [], lost: [] }, 'all'],
    ['all', held, admin, 'privileged'],
  ] as const)('%s, who holds %o, changing %o: %s', (approvals, holds, diff, why) => {
    const reason = requestReason(approvals, holds, { gained: [...diff.gained], lost: [...diff.lost] });
    expect(reason?.why ?? null).toBe(why);
  });

  it('counts writing users, roles and permissions as privileged, and reading them as not', () => {
    const all: PermissionName[] = [
      'User: read',
      'User: create',
      'Role: update',
      'Permission: delete',
      'Label: delete',
    ];
    expect(privilegedOf('privileged', all)).toEqual(['User: create', 'Role: update', 'Permission: delete']);
    expect(privilegedOf('escalations', all)).toEqual([]);
  });
});

describe('what an edit of permissions comes to', () => {
  const present = new Set<PermissionName>(['User: read', 'Label: read']);
  it.each([
    ['adds and takes', { gained: ['User: update'], lost: ['Label: read'] }, ['User: read', 'User: update']],
    [
      'leaves what somebody else took meanwhile',
      { gained: [], lost: ['Role: read'] },
      ['Label: read', 'User: read'],
    ],
    ['leaves what is there already', { gained: ['User: read'], lost: [] }, ['Label: read', 'User: read']],
  ] as const)('%s', (_what, wanted, after) => {
    const { permissions, diff } = mergeEdit(present, { gained: [...wanted.gained], lost: [...wanted.lost] });
    expect([...permissions].sort()).toEqual(after);
    expect(diff.gained.every((name) => !present.has(name))).toBe(true);
    expect(diff.lost.every((name) => present.has(name))).toBe(true);
  });
});

describe('renaming and deleting roles', () => {
  const actor = { roles: [{ id: 'own', name: 'mine', setAside: false }] };
  it.each([
    ['another', { id: 'r', name: 'editor', users: 0 }, null],
    ['the role admin', { id: 'r', name: 'admin', users: 0 }, 'role_protected'],
    ['one’s own', { id: 'own', name: 'mine', users: 1 }, 'own_role'],
    ['one in use', { id: 'r', name: 'editor', users: 2 }, 'role_in_use'],
  ] as const)('deleting %s', (_which, role, code) => {
    expect(refusalToRemoveRole(actor, role)?.code ?? null).toBe(code);
  });

  it('renames any but admin', () => {
    expect(refusalToRenameRole({ name: 'editor' })).toBeNull();
    expect(refusalToRenameRole({ name: 'admin' })?.code).toBe('role_protected');
  });
});

describe('switching users on and off, and mailing them again', () => {
  it.each([
    ['u1', 'active', 'disabled', 'own_account'],
    ['u2', 'active', 'active', 'status_unchanged'],
    ['u2', 'active', 'disabled', null],
    ['u2', 'pending', 'active', null],
    ['u2', 'disabled', 'disabled', 'status_unchanged'],
  ] as const)('u1 makes %s, who is %s, %s: %s', (id, status, to, code) => {
    expect(refusalToSetStatus({ id: 'u1' }, user({ id, status }), to)?.code ?? null).toBe(code);
  });

  it.each([
    ['pending', true, null],
    ['pending', false, 'mail_off'],
    ['active', true, 'not_pending'],
    ['disabled', false, 'not_pending'],
  ] as const)('mails who is %s again (mail on: %s): %s', (status, isOn, code) => {
    expect(refusalToResend(user({ status }), isOn)?.code ?? null).toBe(code);
  });
});

describe('who may decide a request', () => {
  const request = { requesterId: 'r', targetId: 't', gained: ['Label: delete'] as PermissionName[] };
  const able: Candidate = {
    id: 'c',
    active: true,
    linked: true,
    permissions: new Set<PermissionName>(['User: update', 'Role: read', 'Label: delete']),
    madeByRequester: false,
    eligibleThen: true,
  };
  const without = (name: PermissionName) => new Set([...able.permissions].filter((each) => each !== name));
  it.each([
    ['who holds all of it', {}, null],
    ['while it is being made', { eligibleThen: null }, null],
    ['the requester', { id: 'r' }, 'requester'],
    ['the target', { id: 't' }, 'target'],
    ['who is not active', { active: false }, 'not_active'],
    ['who is not linked', { linked: false }, 'not_linked'],
    ['who lacks User: update', { permissions: without('User: update') }, 'lacks_user_update'],
    ['who lacks Role: read', { permissions: without('Role: read') }, 'lacks_role_read'],
    ['who lacks what is given', { permissions: without('Label: delete') }, 'lacks_granted'],
    ['a puppet of the requester', { madeByRequester: true }, 'made_by_requester'],
    ['who could not when it was made', { eligibleThen: false }, 'not_then'],
  ] as const)('%s: %o', (_who, values, why) => {
    expect(ineligible({ ...able, ...values }, request)).toBe(why);
  });
});

describe('how many requests somebody has', () => {
  const updater = { permissions: new Set<PermissionName>(['User: update']) };
  it.each([
    [{ permissions: NONE }, { open: 4, day: 19 }, null],
    [{ permissions: NONE }, { open: 5, day: 5 }, { per: 'open', limit: 5 }],
    [{ permissions: NONE }, { open: 0, day: 20 }, { per: 'day', limit: 20 }],
    [updater, { open: 99, day: 500 }, null],
    [updater, { open: 100, day: 0 }, { per: 'open', limit: 100 }],
  ] as const)('%o with %o: %o', (who, counts, limit) => {
    expect(requestLimit(who, counts)).toEqual(limit);
  });
});
