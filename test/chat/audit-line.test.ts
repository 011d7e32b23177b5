import { describe, expect, it } from 'vitest';
import type { Inline } from '#chat/screen.ts';
import { auditLine } from '#chat/views/audit.ts';
import type { AuditEntry } from '#domain/audit.ts';
import { wordsFor } from '#words/index.ts';

const entry: AuditEntry = {
  id: '1',
  at: new Date('2026-11-01T10:00:00Z'),
  requestId: 'r1',
  action: 'users roles',
  outcome: 'done',
  code: null,
  actorId: 'a1',
  actorName: 'Ann Lee',
  platform: 'slack',
  chatUser: 'U1',
  targetType: 'user',
  targetId: 'u1',
  targetName: 'Zoë Berg',
  before: { roles: ['manager'] },
  after: { roles: ['manager', 'editor'] },
  reason: null,
};

function line(changed: Partial<AuditEntry>, seesRoles = true): string {
  const text = auditLine({ words: wordsFor('en'), seesRoles }, { ...entry, ...changed });
  return (text as readonly Inline[])
    .map((inline) => {
      if (typeof inline === 'string') return inline;
      return inline.type === 'instant' ? '@' : 'text' in inline ? inline.text : '';
    })
    .join('');
}

describe('a line of the audit', () => {
  const many = Array.from({ length: 26 }, (_, n) => `Model${n}: read`);
  it.each<[Partial<AuditEntry>, string]>([
    [{}, 'Ann Lee changed the roles of Zoë Berg · roles manager → manager, editor · @'],
    [
      {
        before: { status: 'active' },
        after: { status: 'disabled' },
        action: 'users disable',
        reason: 'left',
      },
      'Ann Lee disabled Zoë Berg · status active → disabled · reason: left · @',
    ],
    [
      {
        action: 'users add',
        before: null,
        after: { firstName: 'Zoë', email: 'z@x', status: 'pending', roles: ['manager'] },
      },
      'Ann Lee added Zoë Berg · email z@x · roles manager · @',
    ],
    [
      {
        action: 'roles permissions',
        targetName: 'editor',
        before: { lost: ['A: read'] },
        after: { gained: ['B: read', 'C: read'] },
      },
      'Ann Lee changed the permissions of the role editor · permissions +2 −1 · @',
    ],
    [
      {
        action: 'roles create',
        targetName: 'editor',
        before: null,
        after: { name: 'editor', permissions: many },
      },
      'Ann Lee created the role editor · permissions +26 −0 · @',
    ],
    [
      {
        action: 'roles delete',
        targetName: 'editor',
        before: { name: 'editor', permissions: many },
        after: null,
      },
      'Ann Lee deleted the role editor · @',
    ],
    [
      { action: 'users roles', before: { roles: ['manager'] }, after: { roles: [] } },
      'Ann Lee changed the roles of Zoë Berg · roles manager → none · @',
    ],
    [
      {
        action: 'roles.edit.read',
        outcome: 'refused',
        code: 'last_admin',
        targetName: null,
        before: null,
        after: { name: 'Ann' },
      },
      'Ann Lee tried to change the permissions of a role · refused: The last full administrator · @',
    ],
    [
      { action: 'users.disable', outcome: 'refused', code: 'own_account', before: null, after: {} },
      'Ann Lee tried to disable a user (Zoë Berg) · refused: Your own account · @',
    ],
    [
      { action: 'users.disable', outcome: 'refused', code: 'from_the_future', targetName: null, after: null },
      'Ann Lee tried to disable a user · refused: from_the_future · @',
    ],
    [
      {
        action: 'link',
        actorName: null,
        chatUser: null,
        platform: null,
        requestId: 'operator',
        before: null,
        after: {},
      },
      'The operator linked a chat account to Zoë Berg · @',
    ],
    [
      {
        action: 'users add',
        outcome: 'refused',
        code: 'not_linked',
        actorName: null,
        targetName: null,
        after: {},
      },
      'Someone not linked (Slack U1) tried to add a user · refused: Account not linked yet · @',
    ],
    [
      { action: 'something new', actorName: null, chatUser: null, before: null, after: null },
      'Hexabot users did "something new" to Zoë Berg · @',
    ],
  ])('%j', (changed, text) => expect(line(changed)).toBe(text));

  it.each<[Partial<AuditEntry>, string]>([
    [{}, 'Ann Lee changed the roles of Zoë Berg · roles hidden · @'],
    [
      {
        action: 'roles rename',
        targetType: 'role',
        targetName: 'boss',
        before: { name: 'chief' },
        after: { name: 'boss' },
      },
      'Ann Lee renamed the role hidden · name hidden · @',
    ],
  ])('names no role to those who may not see roles: %j', (changed, expected) => {
    expect(line(changed, false)).toBe(expected);
  });
});
