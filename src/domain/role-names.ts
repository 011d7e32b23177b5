import { bestMatches } from './text.ts';
import type { Role } from './user.ts';

/** The roles with these names, the names that fit none, and those that fit several without being one of them. */
export function rolesNamed(
  all: readonly Role[],
  names: readonly string[],
): { roles: Role[]; unknown: string[] } {
  const roles = new Set<Role>();
  const unknown: string[] = [];
  for (const name of names) {
    const [found, other] = bestMatches(all, name, (role) => role.name);
    if (found === undefined || other !== undefined) unknown.push(name);
    else roles.add(found);
  }
  return { roles: [...roles], unknown };
}
