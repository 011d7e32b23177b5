import { describe, expect, it } from 'vitest';
import type { AuditActionName } from '#domain/audit-actions.ts';
import type { Matter } from '#domain/matter.ts';
import { passkeySite } from '#domain/passkey-site.ts';
import type { PermissionName } from '#domain/permission.ts';
import { canonical, needsProof, type StepUp, sameMatter, shownOf } from '#domain/proof.ts';

const matter = (
  action: AuditActionName,
  {
    id = 'bob',
    gained = [],
    lost = [],
  }: { id?: string; gained?: PermissionName[]; lost?: PermissionName[] } = {},
): Matter => ({
  action,
  target: { type: 'user', id, name: 'Bob Body' },
  before: { roles: ['manager'] },
  after: { roles: ['admin'] },
  gained,
  lost,
});

describe('a change takes a passkey', () => {
  const write: PermissionName[] = ['User: update'];
  const read: PermissionName[] = ['User: read', 'Content: update'];
  const CASES: [StepUp, Matter, boolean][] = [
    ['off', matter('users roles', { gained: write }), false],
    ['off', matter('unlink'), false],
    ['off', matter('passkeys add'), true],
    ['off', matter('passkeys remove'), true],
    ['privileged', matter('users roles', { gained: write }), true],
    ['privileged', matter('users roles', { lost: write }), true],
    ['privileged', matter('users roles', { gained: read }), false],
    ['privileged', matter('users roles', { id: 'ann', gained: write }), true],
    ['privileged', matter('users add', { gained: write }), true],
    ['privileged', matter('users enable', { gained: write }), true],
    ['privileged', matter('users disable', { lost: write }), true],
    ['privileged', matter('users disable', { lost: read }), false],
    ['privileged', matter('roles create', { gained: write }), true],
    ['privileged', matter('roles permissions', { lost: write }), true],
    ['privileged', matter('roles rename'), false],
    ['privileged', matter('requests approved', { gained: write }), true],
    ['privileged', matter('requests denied', { gained: write }), false],
    ['privileged', matter('unlink'), true],
    ['privileged', matter('unlink', { id: 'ann' }), false],
    ['all', matter('users roles', { gained: read }), true],
    ['all', matter('users roles', { id: 'ann', gained: read }), false],
    ['all', matter('users enable'), true],
    ['all', matter('roles rename'), true],
    ['all', matter('roles delete'), true],
    ['all', matter('requests denied'), false],
    ['all', matter('requests cancelled'), false],
    ['all', matter('requests new'), false],
    ['all', matter('users resend'), false],
  ];
  it.each(CASES)('under %s: %j: %s', (stepUp, given, expected) => {
    expect(needsProof(stepUp, 'ann', given)).toBe(expected);
  });
});

describe('what was shown', () => {
  it('is the same in whatever order it was written, and another where anything differs', () => {
    const shown = matter('users roles');
    expect(sameMatter(JSON.parse(canonical(shown)), shown)).toBe(true);
    expect(sameMatter(shown, { ...shown, before: { roles: ['public'] } })).toBe(false);
    expect(sameMatter(shown, matter('users roles', { id: 'eve' }))).toBe(false);
    expect(sameMatter(shown, matter('users roles', { gained: ['User: update'] }))).toBe(false);
  });

  it('of what is still to be made has no id, as that differs each time', () => {
    const made = { ...matter('users add'), before: null };
    expect(shownOf(made).target).toEqual({ type: 'user', id: '', name: 'Bob Body' });
    expect(sameMatter(shownOf(made), { ...made, target: { ...made.target, id: 'other' } })).toBe(true);
  });
});

describe('passkeys have a site', () => {
  it.each([
    ['https://hexa.example.com', { rpId: 'hexa.example.com', origin: 'https://hexa.example.com' }],
    [
      'https://hexa.example.com:8443/users',
      { rpId: 'hexa.example.com', origin: 'https://hexa.example.com:8443' },
    ],
    ['http://localhost:3000', { rpId: 'localhost', origin: 'http://localhost:3000' }],
    ['http://127.0.0.1:3000', null],
    ['https://10.0.0.7', null],
    ['https://[2001:db8::1]', null],
    ['http://hexa.example.com', null],
    ['nonsense', null],
  ])('at %s: %j', (publicUrl, site) => {
    expect(passkeySite(publicUrl)).toEqual(site);
  });
});
