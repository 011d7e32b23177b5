import { describe, expect, it } from 'vitest';
import { actionsWhere, auditAction } from '#domain/audit-actions.ts';

describe('what is known of each change that is written down', () => {
  it('keeps whom somebody made, enabled, linked or gave roles from approving that person (docs/design.md, section 7)', () => {
    expect(actionsWhere(({ makesPuppet }) => makesPuppet === 'always').sort()).toEqual([
      'link',
      'users add',
      'users roles',
    ]);
    expect(actionsWhere(({ makesPuppet }) => makesPuppet === 'unless_active_before')).toEqual([
      'users enable',
    ]);
  });

  it('lets statuses and roles be undone, and nothing else', () => {
    expect(actionsWhere(({ undo }) => undo === 'roles')).toEqual(['users roles']);
    expect(actionsWhere(({ undo }) => undo === 'status')).toEqual(['users enable', 'users disable']);
  });

  it('tells users of their links by mail alone, also of those they made themselves', () => {
    const told = actionsWhere(({ tells }) => typeof tells === 'object' && tells?.notice === 'link');
    expect(told).toEqual(['link', 'unlink']);
    for (const name of told) expect(auditAction(name)?.tells).toMatchObject({ ways: 'mail', own: true });
  });

  it.each(['users.disable', 'toString', ''])('knows nothing of %j, which only a refusal carries', (name) => {
    expect(auditAction(name)).toBeNull();
  });
});
