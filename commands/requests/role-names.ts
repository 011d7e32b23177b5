import type { Role } from '#domain/user.ts';

/** Names separated by commas. */
export function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** The roles with these names, and the names that fit none; case matters only where two differ by it alone. */
export function byNames(
  all: readonly Role[],
  names: readonly string[],
): { roles: Role[]; unknown: string[] } {
  const roles = new Set<Role>();
  const unknown: string[] = [];
  for (const name of names) {
    const found =
      all.find((role) => role.name === name) ??
      all.find((role) => role.name.toLowerCase() === name.toLowerCase());
    if (found === undefined) unknown.push(name);
    else roles.add(found);
  }
  return { roles: [...roles], unknown };
}
