import { describe, expect, it } from 'vitest';
import type { Context } from '#chat/context.ts';
import type { Screen } from '#chat/screen.ts';
import { AUDIENCES, cardFor } from '#chat/views/card.ts';
import { codeForm, emailForm, linkedScreen, unlinkedScreen, unlinkScreen } from '#chat/views/link-forms.ts';
import { linksScreen } from '#chat/views/links-list.ts';
import { denyForm, requestForm } from '#chat/views/request-form.ts';
import { requestsScreen, WHICH } from '#chat/views/request-list.ts';
import { reminderScreen, requestNoticeScreen } from '#chat/views/request-notice.ts';
import { PAGE_SIZE as DISCORD_PAGE } from '#discord/limits.ts';
import { renderMessage as renderDiscord } from '#discord/render/message.ts';
import { renderModal } from '#discord/render/modal.ts';
import { problem } from '#domain/errors.ts';
import { MODELS } from '#domain/hexabot-defaults.ts';
import { ACTIONS, type PermissionName, permissionName } from '#domain/permission.ts';
import { REQUEST_STATUSES, type RoleChangeRequest } from '#domain/request.ts';
import type { Actor, User } from '#domain/user.ts';
import { PAGE_SIZE as SLACK_PAGE } from '#slack/limits.ts';
import { renderMessage as renderSlack, renderView } from '#slack/render/screen.ts';
import { LANGUAGES, type Words } from '#words/index.ts';
import { checkMessage, checkModal } from '../support/discord/index.ts';
import { textOf, validateBlocks, validateView } from '../support/slack/index.ts';

const id = (n: number) => `0b7c1a52-0000-4000-8000-${String(n).padStart(12, '0')}`;
/** Long, and with everything that platforms would parse or escape. */
const hostile = (n: number) =>
  `<!channel> @everyone & *${n}* [x](http://x) "${'é'.repeat(240)}`.slice(0, 255);
const everything: PermissionName[] = MODELS.flatMap((model) =>
  ACTIONS.map((action) => permissionName(model, action)),
);
const at = new Date('2026-11-01T10:00:00Z');

const request: RoleChangeRequest = {
  id: id(1),
  status: 'pending',
  version: 1,
  requester: {
    id: id(2),
    name: hostile(2),
    identities: [{ platform: 'slack', workspace: 'T1', user: 'U1' }],
    avatar: 'https://avatars.slack-edge.com/a.png',
  },
  target: { id: id(3), name: hostile(3), email: hostile(3), identities: [], avatar: null },
  rolesBefore: [1, 2, 3].map((n) => ({ id: id(n), name: hostile(n) })),
  rolesAfter: [3, 4, 5].map((n) => ({ id: id(n), name: hostile(n) })),
  gained: everything,
  lost: [...everything].reverse(),
  reason: 'because <@U1> '.repeat(100).slice(0, 500),
  lastsMs: 8 * 3_600_000,
  rivals: 3,
  createdAt: at,
  expiresAt: at,
  decision: null,
  grant: null,
};
const decision = { by: { id: id(4), name: hostile(4) }, at, reason: 'no '.repeat(160) };

const user: User = {
  id: id(3),
  firstName: hostile(1),
  lastName: hostile(2),
  username: hostile(3),
  email: hostile(4),
  status: 'active',
  roles: [],
  avatar: null,
  language: 'en',
  createdAt: null,
  updatedAt: null,
};
const actor: Actor = { ...user, permissions: new Set(everything), lasting: new Set(everything) };

function screens(words: Words, pageSize: number): [string, Screen][] {
  const context = { words, actor, invocation: { pageSize } } as Context;
  const decided = REQUEST_STATUSES.filter((status) => status !== 'pending');
  const grant = { endsAt: at, endedAt: null, outcome: null };
  const requests = Array.from({ length: pageSize }, (_, n) => ({ ...request, id: id(n) }));
  const links = Array.from({ length: pageSize }, (_, n) => ({
    userId: id(n),
    userName: hostile(n),
    name: hostile(n),
    identity: { platform: 'discord', workspace: '1'.repeat(19), user: '2'.repeat(19) } as const,
    linkedAt: at,
    suspended: true,
    isServed: false,
    isGone: false,
    avatar: 'https://avatars.slack-edge.com/a.png',
  }));
  return [
    ...AUDIENCES.map((audience): [string, Screen] => [
      `a waiting card (${audience})`,
      cardFor({ words, standing: { actor } }, request, audience),
    ]),
    ...decided.map((status): [string, Screen] => [
      `a card that is ${status}`,
      cardFor({ words, standing: { actor } }, { ...request, status, decision }, 'channel'),
    ]),
    [
      'running timed access',
      cardFor({ words, standing: { actor } }, { ...request, status: 'approved', decision, grant }, 'channel'),
    ],
    [
      'kept access',
      cardFor(
        { words, standing: { actor } },
        { ...request, status: 'approved', decision, grant: { ...grant, endedAt: at, outcome: 'kept' } },
        'person',
      ),
    ],
    ...WHICH.map((which): [string, Screen] => [
      `requests ${which}`,
      requestsScreen(context, { which, requests, total: 1_000, page: 3 }),
    ]),
    ['no requests', requestsScreen(context, { which: 'all', requests: [], total: 0, page: 1 })],
    ...decided.map((status): [string, Screen] => [
      `the notice of ${status}`,
      requestNoticeScreen(words, { ...request, status, decision, grant }, id(2)),
    ]),
    ['the reminder', reminderScreen(words, request)],
    ['links', linksScreen(context, { links, total: 1_000, userId: null, page: 3 }, [hostile(1)])],
    ['linked', linkedScreen(context, user)],
    ['unlink?', unlinkScreen(context, user)],
    ['unlinked', unlinkedScreen(context)],
  ];
}

function forms(words: Words): [string, Screen][] {
  const typed = { roles: [id(1)], names: hostile(1), reason: hostile(2), for: '8h' };
  const problems = [
    problem('roles', 'roles_differ', {
      roles: [hostile(1)],
      gained: ['User: update'],
      lost: [],
      marks: ['r=m'],
    }),
  ];
  const all = Array.from({ length: 25 }, (_, n) => ({ id: id(n), name: hostile(n), mark: 'm' }));
  return [
    ['asking with a list', requestForm({ words }, user, all, typed, { notes: [hostile(1)], problems })],
    ['asking with names', requestForm({ words }, user, null, typed, { notes: [], problems: [] })],
    ['denying', denyForm({ words }, request, hostile(1), [hostile(2)])],
    ['the email', emailForm({ words }, 'ann@example.com', [hostile(1)])],
    ['the code', codeForm({ words }, hostile(1), [])],
  ];
}

describe.each(Object.entries(LANGUAGES))('in %s', (_language, words) => {
  it.each(screens(words, SLACK_PAGE))('%s fits Slack', (_name, screen) => {
    expect(validateBlocks(renderSlack(screen).blocks, 'message')).toEqual([]);
    expect(validateView(renderView(screen))).toEqual([]);
  });

  it.each(screens(words, DISCORD_PAGE))('%s fits Discord', (_name, screen) => {
    const body = { ...renderDiscord(screen), allowed_mentions: { parse: [] } };
    expect(checkMessage(body as never, { place: 'response' })).toEqual([]);
  });

  it.each(forms(words))('the form of %s fits Slack', (_name, screen) => {
    expect(validateView(renderView(screen))).toEqual([]);
  });

  it.each(forms(words))('the form of %s fits Discord', (_name, screen) => {
    const form = { ...screen, form: { ...screen.form!, draft: id(9) } };
    expect(checkModal(renderModal(form, { words }) as never)).toEqual([]);
  });
});

describe('a card', () => {
  const plain: RoleChangeRequest = {
    ...request,
    requester: { ...request.requester, name: 'Ben Low' },
    target: { ...request.target, name: 'Zoë Berg', email: 'zoe@example.com' },
    rolesBefore: [{ id: id(1), name: 'editor' }],
    rolesAfter: [
      { id: id(1), name: 'editor' },
      { id: id(2), name: 'lead' },
    ],
    gained: ['Label: read', 'User: read', 'Content: read', 'User: update', 'Label: create'],
    lost: [],
    reason: 'On call this week',
    rivals: 0,
  };
  const shown = (given: RoleChangeRequest, audience: (typeof AUDIENCES)[number] = 'channel') =>
    textOf(renderSlack(cardFor({ words: LANGUAGES.en, standing: { actor } }, given, audience)));

  it('says who asks what for whom, why, and what it gives, privileged permissions first', () => {
    expect(shown(plain)).toBe(
      [
        'Ben Low asks to give Zoë Berg the role lead for 8 hours: On call this week',
        '(Ben Low) *Requested by:* Ben Low',
        'For: Zoë Berg (zoe@example.com)',
        'Current roles: editor',
        'New roles: editor, lead',
        'Reason: On call this week',
        'Duration: 8 hours',
        'Decide by: 2026-11-01 10:00 UTC',
        'Gains these permissions',
        '+ User: read, update',
        '+ Label: create, read',
        '+ Content: read',
        '[Approve] [Deny] [Withdraw]',
      ].join('\n'),
    );
  });

  it('keeps its body when it is decided, and has one line of outcome in place of the buttons', () => {
    const denied = { by: { id: id(4), name: 'Ann Lee' }, at, reason: 'Not now' };
    const lines = shown({ ...plain, status: 'denied', decision: denied }).split('\n');
    expect(lines).toContain('Reason: On call this week');
    expect(lines.at(-1)).toBe('Denied by Ann Lee · 2026-11-01 10:00 UTC · Not now');
  });

  it('has Approve and Deny for who may decide, Withdraw for who asked, nothing for others', () => {
    const buttons = AUDIENCES.map((audience) => shown(plain, audience).split('\n').at(-1));
    expect(buttons).toEqual([
      '[Approve] [Deny] [Withdraw]',
      '[Approve] [Deny]',
      '[Withdraw]',
      '+ Content: read',
    ]);
  });

  it('shows every permission in full, however little room names leave', () => {
    const cards = [
      textOf(renderSlack(cardFor({ words: LANGUAGES.en, standing: { actor } }, request, 'channel'))),
      JSON.stringify(
        renderDiscord(cardFor({ words: LANGUAGES.en, standing: { actor } }, request, 'channel')),
      ),
    ];
    for (const text of cards) {
      for (const [sign, model] of [...MODELS].flatMap((each) => [
        ['+', each] as const,
        ['-', each] as const,
      ])) {
        expect(text).toMatch(
          new RegExp(`\\${sign} [\\w, ]*\\b${model}\\b[\\w, ]*: create, read, update, delete`),
        );
      }
    }
  });

  it('hides roles and permissions from those who may not see roles', () => {
    const other = { ...actor, id: id(9), permissions: new Set<never>() };
    const reader = { words: LANGUAGES.en, standing: { actor: other } };
    const text = textOf(renderSlack(cardFor(reader, plain, 'viewer')));
    expect(text).not.toMatch(/editor|lead|User:/);
    expect(text).toContain('New roles: hidden');
  });
});
