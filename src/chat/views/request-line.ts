import type { RoleChangeRequest } from '#domain/request.ts';
import type { Actor, Role } from '#domain/user.ts';
import type { Words } from '#words/index.ts';
import { shortened } from './shortened.ts';

/** So that who and what stand on a lock screen, whatever people, roles and reasons are like. */
const LENGTHS = { name: 40, roles: 60, reason: 80 };

/** Who asks for what, in one sentence that makes sense alone. `seesRoles` false: names of roles are left out. */
export function requestLine(words: Words, request: RoleChangeRequest, seesRoles: boolean): string {
  const { requester, target, rolesBefore, rolesAfter, lastsMs, reason, status } = request;
  const added = without(rolesAfter, rolesBefore);
  const removed = without(rolesBefore, rolesAfter);
  return words.screens.request.line({
    requester: shortened(requester.name, LENGTHS.name),
    target: requester.id === target.id ? null : shortened(target.name, LENGTHS.name),
    roles: seesRoles ? { added, removed } : null,
    lastsMs,
    reason: shortened(reason.replace(/\s+/g, ' ').trim(), LENGTHS.reason),
    isOpen: status === 'pending',
  });
}

function without(roles: readonly Role[], others: readonly Role[]): string[] {
  const left = roles.filter(({ id }) => !others.some((other) => other.id === id));
  return left.map(({ name }) => shortened(name, LENGTHS.roles));
}

/** One's own role names are no secret (docs/design.md, section 5); to whoever is not linked all are. */
export function seesRolesOf(actor: Actor | null, { target }: Pick<RoleChangeRequest, 'target'>): boolean {
  return actor !== null && (target.id === actor.id || actor.permissions.has('Role: read'));
}
