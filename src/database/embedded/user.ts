import fs from 'node:fs/promises';
import path from 'node:path';

/** The operating system user that runs the server when we are root, which PostgreSQL refuses to be. */
export interface User {
  name: string;
  uid: number;
  gid: number;
}

/** Where a check needs to go: through a folder, or into it and its files as well. */
const bits = { pass: 0o1, read: 0o5 };

/** PostgreSQL refuses to run as root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** `postgres` where the system has it, else `nobody`, else null. */
export async function serverUser(): Promise<User | null> {
  const users = await systemUsers();
  return (
    users.find((user) => user.name === 'postgres') ?? users.find((user) => user.name === 'nobody') ?? null
  );
}

/** The user, not root, that owns a folder, or null: data is run by who owns it, as PostgreSQL demands. */
export async function ownerOf(folder: string): Promise<User | null> {
  const stat = await fs.stat(folder).catch(() => null);
  if (!stat || stat.uid === 0) return null;
  const known = (await systemUsers()).find((user) => user.uid === stat.uid);
  return known ?? { name: String(stat.uid), uid: stat.uid, gid: stat.gid };
}

/**
 * Whether the user gets to `target` by the permission bits of the folders above it. Our own access says
 * nothing (root may go anywhere); access lists are not looked at.
 */
export async function canReach(user: User, target: string, need: keyof typeof bits): Promise<boolean> {
  let current = await fs.realpath(target);
  if (!(await allows(user, current, bits[need]))) return false;
  while (current !== path.dirname(current)) {
    current = path.dirname(current);
    if (!(await allows(user, current, bits.pass))) return false;
  }
  return true;
}

async function allows(user: User, file: string, need: number): Promise<boolean> {
  const { uid, gid, mode } = await fs.stat(file);
  const shift = uid === user.uid ? 6 : gid === user.gid ? 3 : 0;
  return ((mode >> shift) & need) === need;
}

async function systemUsers(): Promise<User[]> {
  const text = await fs.readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':');
    return name && uid && gid ? [{ name, uid: Number(uid), gid: Number(gid) }] : [];
  });
}
