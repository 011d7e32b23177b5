import type { AuditActionName } from './audit-actions.ts';
import type { PermissionName } from './permission.ts';

/** What a change is about. */
export interface Target {
  type: 'user' | 'role' | 'request' | 'link';
  id: string;
  name: string;
}

/** What somebody is about to change: known under the locks, before anything is written. */
export interface Matter {
  action: AuditActionName;
  target: Target;
  /** As the audit entry tells them: statuses, names of roles. */
  before: object | null;
  after: object | null;
  /** What somebody would be able to do by it, and not any more. */
  gained: PermissionName[];
  lost: PermissionName[];
  /** What else the person is shown who confirms it with a passkey (docs/design.md, section 12). */
  shown?: Readonly<Record<string, string | number>>;
}
