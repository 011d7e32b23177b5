import type { AuditActionName } from '#domain/audit-actions.ts';
import type { Matter, Target } from '#domain/matter.ts';
import type { RoleLinks } from '../attached/lockout-roles.ts';

/** What an entry tells of a change. */
export interface Change {
  action: AuditActionName;
  target: Target;
  before?: object;
  after?: object;
  reason?: string;
  /** Role links that Hexabot saw come and go, for its own audit. */
  links?: RoleLinks;
}

/** The entry of what was decided. */
export function changeOf({ action, target, before, after }: Matter): Change {
  return {
    action,
    target,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  };
}
