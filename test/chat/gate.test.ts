import { describe, expect, it } from 'vitest';
import { judge, type Needs, QUESTIONS, refusalFor } from '#chat/gate.ts';
import type { PermissionName } from '#domain/permission.ts';
import type { Standing } from '#domain/standing.ts';
import type { Actor, Status } from '#domain/user.ts';

function actor(status: Status = 'active', permissions: PermissionName[] = ['User: create']): Actor {
  return {
    id: '1',
    firstName: 'Ann',
    lastName: 'Lee',
    username: 'ann',
    email: 'ann@example.com',
    status,
    roles: [],
    language: 'en',
    avatar: null,
    createdAt: null,
    updatedAt: null,
    permissions: new Set(permissions),
    lasting: new Set(permissions),
  };
}

/** Somebody who may do everything. */
const GOOD: Standing = {
  identity: { platform: 'slack', workspace: 'T1', user: 'U1' },
  served: true,
  link: { suspended: false },
  actor: actor(),
  profile: null,
  licence: { plan: 'pro', status: 'active', userLimit: 10 },
  sso: { enabled: false, strict: false },
  quota: { used: 9, limit: 10 },
};

const ALL: Needs = { permissions: ['User: create'], sso: 'strict', quota: 'free' };

/** What spoils the answer to each question, in the order of docs/design.md, section 5. */
const SPOILED: Partial<Standing>[] = [
  { served: false },
  { actor: null, link: null },
  { actor: actor('disabled', []) },
  { licence: { plan: 'starter', status: 'active', userLimit: 1 } },
  { actor: actor('active', []) },
  { sso: { enabled: true, strict: true } },
  { quota: { used: 10, limit: 10 } },
];
const CODES = [
  'stranger',
  'not_linked',
  'account_not_active',
  'plan_locked',
  'permission_missing',
  'sso_closed',
  'quota_reached',
];

function codeOf(standing: Standing, needs: Needs = ALL): string | null {
  return refusalFor(standing, needs)?.code ?? null;
}

it('lets somebody pass who fulfils everything', () => {
  expect(judge(GOOD, ALL)).toEqual(QUESTIONS.map((question) => ({ question, refusal: null })));
});

it.each(CODES.map((code, index) => [index + 1, QUESTIONS[index], code] as const))(
  'asks question %i, %s, and refuses with %s before all later ones',
  (number, _, code) => {
    // From the last one back, so that an earlier question's spoiling stands when two touch the same thing.
    const later = Object.assign({}, GOOD, ...SPOILED.slice(number - 1).reverse());
    expect(codeOf(later)).toBe(code);
    const alone = Object.assign({}, GOOD, SPOILED[number - 1]);
    expect(codeOf(alone)).toBe(code);
  },
);

describe('a command that stops early', () => {
  const nothing: Standing = Object.assign({}, GOOD, ...[...SPOILED].reverse());

  it.each([
    ['workspace', { ...nothing, served: true }],
    ['link', { ...nothing, served: true, actor: actor('disabled', []), link: { suspended: true } }],
    ['account', { ...nothing, served: true, actor: actor('active', []), link: { suspended: false } }],
  ] as const)('asks no more after %s', (until, standing) => {
    expect(codeOf(standing, { until })).toBe(null);
  });
});

it.each<[string, Partial<Standing>, Needs, string | null]>([
  ['a suspended link', { link: { suspended: true } }, {}, 'account_not_active'],
  ['a pending user', { actor: actor('pending') }, {}, 'account_not_active'],
  ['an inactive user', { actor: actor('inactive') }, {}, 'account_not_active'],
  ['no licence', { licence: { plan: 'community', status: 'none', userLimit: 1 } }, {}, 'plan_locked'],
  ['an expired licence', { licence: { plan: 'pro', status: 'expired', userLimit: 10 } }, {}, 'plan_locked'],
  ['the plan named unlimited', { licence: { plan: 'unlimited', status: 'active', userLimit: 25 } }, {}, null],
  ['a command without permissions', { actor: actor('active', []) }, {}, null],
  ['SSO and a command that is open', { sso: { enabled: true, strict: true } }, {}, null],
  [
    'SSO and a command that it closes',
    { sso: { enabled: true, strict: false } },
    { sso: 'closed' },
    'sso_closed',
  ],
  ['SSO, not strict', { sso: { enabled: true, strict: false } }, { sso: 'strict' }, null],
  ['strict without SSO', { sso: { enabled: false, strict: true } }, { sso: 'strict' }, null],
  ['a full quota and a command that creates nobody', { quota: { used: 10, limit: 10 } }, {}, null],
  ['more users than allowed', { quota: { used: 11, limit: 10 } }, { quota: 'free' }, 'quota_reached'],
  ['no limit', { quota: { used: 1_000, limit: null } }, { quota: 'free' }, null],
])('judges %s', (_, spoiled, needs, code) => {
  expect(codeOf({ ...GOOD, ...spoiled }, needs)).toBe(code);
});

it('names every missing permission, each once, in the order of the command', () => {
  const needs: Needs = { permissions: ['Role: read', 'User: create', 'User: read', 'Role: read'] };
  expect(refusalFor(GOOD, needs)?.data).toEqual({ missing: ['Role: read', 'User: read'] });
});

it('says with the quota what to upgrade to', () => {
  const full = { ...GOOD, quota: { used: 10, limit: 10 } };
  expect(refusalFor(full, ALL)?.data).toEqual({ used: 10, limit: 10, upgradeTo: 'unlimited' });
});
