import { createCatalogue } from '#chat/catalogue.ts';
import type { Context } from '#chat/context.ts';
import type { Screen } from '#chat/screen.ts';
import { auditScreen } from '#chat/views/audit-list.ts';
import { manageScreen } from '#chat/views/manage-roles-screen.ts';
import { planScreen } from '#chat/views/plan.ts';
import { roleCard } from '#chat/views/role-card.ts';
import { createRoleForm, permissionsForm, reviewPermissionsForm } from '#chat/views/role-forms.ts';
import { permissionsSaved } from '#chat/views/role-permissions.ts';
import { roleRemoval } from '#chat/views/role-removal.ts';
import { pageOfRoles, rolesScreen } from '#chat/views/roles-list.ts';
import { whyScreen } from '#chat/views/why.ts';
import type { AuditEntry } from '#domain/audit.ts';
import { ACTIONS, permissionName } from '#domain/permission.ts';
import type { RoleDetail } from '#domain/role.ts';
import type { Actor, User } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import { commands } from '../../commands/index.ts';

const DRAFT = '0b7c1a52-0000-4000-8000-000000000000';
/** Long, and with everything that Slack would parse or escape. */
const hostile = (n: number) => `<!channel> & *${n}* "${'é'.repeat(240)}`.slice(0, 255);
const id = (n: number) => `0b7c1a52-0000-4000-8000-${String(n).padStart(12, '0')}`;

const models = Array.from({ length: 40 }, (_, n) => (n % 10 === 0 ? hostile(n) : `MemoryDefinition${n}`));
const permissions = new Set(
  models.flatMap((model) => ACTIONS.map((action) => permissionName(model, action))),
);
const role: RoleDetail = { id: id(1), name: hostile(1), users: 10_000, permissions, requests: 2 };
const roles = Array.from({ length: 300 }, (_, n) => ({ id: id(n), name: hostile(n), users: n }));
const user = (n: number): User => ({
  id: id(n),
  firstName: hostile(n),
  lastName: hostile(n + 1),
  username: hostile(n),
  email: hostile(n),
  status: 'active',
  roles: [],
  avatar: null,
  language: 'en',
  createdAt: null,
  updatedAt: null,
});
const entry: AuditEntry = {
  id: '1',
  at: new Date('2026-11-01T10:00:00Z'),
  requestId: 'r',
  action: 'users roles',
  outcome: 'done',
  code: null,
  actorId: id(1),
  actorName: hostile(1),
  platform: 'slack',
  chatUser: 'U1',
  targetType: 'user',
  targetId: id(2),
  targetName: hostile(2),
  before: { roles: [1, 2, 3, 4, 5].map(hostile) },
  after: { roles: [4, 5, 6, 7].map(hostile) },
  reason: 'because '.repeat(200),
};

/** Screens and forms about roles, audit and plan at their worst: 300 roles, 40 models, names of 255 characters. */
export function roleScreens(words: Words, surface: { pageSize: number; maxFields: number }) {
  const actor: Actor = { ...user(1), permissions, lasting: permissions };
  const context = {
    actor,
    catalogue: createCatalogue(commands),
    invocation: surface,
    setup: { passwords: 'form', mail: true, standalone: false, frontendBaseUrl: 'https://bot.example.com' },
    standing: {
      identity: { platform: 'slack', workspace: 'T1', user: 'U1' },
      served: true,
      link: { suspended: false },
      actor,
      profile: null,
      licence: { plan: 'community', status: 'expired', userLimit: 1 },
      sso: { enabled: false, strict: false },
      quota: { used: 10_000, limit: 1 },
    },
    words,
  } as unknown as Context;
  const page = pageOfRoles(roles, { search: hostile(0).slice(0, 3), id: 'q', page: 2 }, surface.pageSize);
  const users = { users: Array.from({ length: surface.pageSize }, (_each, n) => user(n)), total: 10_000 };
  const entries = Array.from({ length: surface.pageSize }, () => entry);
  const edit = {
    role,
    models,
    scope: 'all',
    opened: permissions,
    chosen: permissions,
    below: DRAFT,
  } as const;
  const typed = { role: role.id, scope: 'all' as const, opened: [...permissions], below: DRAFT };
  const diff = { gained: [...permissions], lost: [] };

  const screens: [string, Screen][] = [
    ['the list of roles', rolesScreen(context, page)],
    ['the card of a role', roleCard(context, role, models, users)],
    ['the Roles screen over a form', manageScreen(context, page, DRAFT)],
    [
      'what a change gave',
      permissionsSaved(context, { role, diff, outdates: 3 }, { below: DRAFT, undo: 'd1' }),
    ],
    ['the question before a role is deleted', roleRemoval(words, role)],
    [
      'the audit',
      auditScreen(context, { entries, total: 10_000, filter: {}, since: null, id: '-', page: 2 }),
    ],
    ['the plan', planScreen(context)],
    ['why', whyScreen(words, commands[2]!, context.standing, user(1))],
  ];
  const forms: [string, Screen][] = [
    [
      'a new role',
      createRoleForm(context, roles, { name: hostile(1), like: id(7) }, { below: DRAFT, notes: [] }),
    ],
    ['permissions', permissionsForm(context, edit, [hostile(1)])],
    [
      'the review of permissions',
      reviewPermissionsForm(context, role, typed, { diff, outdates: 3, notes: [hostile(1)] }),
    ],
  ];
  return { screens, forms };
}
