import type { AuditActionName } from '#domain/audit-actions.ts';
import type { Matter, Target } from '#domain/matter.ts';
import type { HexabotRow } from '../attached/hexabot-rows.ts';
import type { RoleLinks } from '../roles/user-role-rows.ts';

/** What an entry tells of a change. */
export interface Change {
  action: AuditActionName;
  target: Target;
  before?: object;
  after?: object;
  reason?: string;
  /** For Hexabot's own audit: role links that it saw come and go, */
  links?: RoleLinks;
  /** its row of the target before the change, */
  row?: HexabotRow | null;
  /** and rows of permissions that came and went. */
  permissions?: { added: HexabotRow[]; removed: HexabotRow[] };
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
