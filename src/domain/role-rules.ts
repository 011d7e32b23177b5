import { HexaError } from './errors.ts';
import { ADMIN_ROLE, type RoleSummary } from './role.ts';
import type { Actor } from './user.ts';

/** Why this role is not renamed (docs/design.md, section 6); null: it can be. */
export function refusalToRenameRole({ name }: Pick<RoleSummary, 'name'>): HexaError | null {
  return name === ADMIN_ROLE ? new HexaError('role_protected', { role: name }) : null;
}

/** Why this actor may not delete this role, as far as the two tell; null: may. */
export function refusalToRemoveRole(actor: Pick<Actor, 'roles'>, role: RoleSummary): HexaError | null {
  if (role.name === ADMIN_ROLE) return new HexaError('role_protected', { role: role.name });
  if (actor.roles.some(({ id }) => id === role.id)) return new HexaError('own_role', { role: role.name });
  if (role.users > 0) return new HexaError('role_in_use', { role: role.name, users: role.users });
  return null;
}
