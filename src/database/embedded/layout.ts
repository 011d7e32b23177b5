import fs from 'node:fs/promises';
import path from 'node:path';
import { elsewhereNote, makeElsewhere, readElsewhere } from './elsewhere.ts';
import { EmbeddedError, systemCode } from './errors.ts';
import { canReach, isRoot, ownerOf, serverUser, type User } from './user.ts';

/** Where everything of one embedded server is. */
export interface Layout {
  /** DATA_DIR, absolute and without symbolic links */
  dataDir: string;
  /**
   * holds the data, and copies of the binaries where needed: DATA_DIR, or a folder of its own
   * (`elsewhere.ts`)
   */
  folder: string;
  /** PostgreSQL's own data directory */
  cluster: string;
  /** who runs the server, null for ourselves */
  user: User | null;
}

/**
 * Makes DATA_DIR if need be and returns its real path. New or still empty it is taken as ours and closed to
 * others; as root they may pass (0711), so that the server's user can pass through it to the data. A folder
 * in use keeps its mode. Throws `data_dir_unusable`.
 */
export async function openDataDir(dataDir: string): Promise<string> {
  const wanted = path.resolve(dataDir);
  try {
    await makeFolder(wanted);
    const isEmpty = (await fs.readdir(wanted)).length === 0;
    const { uid, mode } = await fs.stat(wanted);
    if (isEmpty && uid === process.getuid?.()) {
      await fs.chmod(wanted, (mode & 0o700) | (isRoot() ? 0o011 : 0));
    }
    await fs.access(wanted, fs.constants.R_OK | fs.constants.W_OK | fs.constants.X_OK);
    return await fs.realpath(wanted);
  } catch (error) {
    throw unusable(wanted, error);
  }
}

/** Node's own `recursive` never returns where the system makes no folders (/proc). */
async function makeFolder(folder: string): Promise<void> {
  try {
    await fs.mkdir(folder);
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    if (systemCode(error) !== 'ENOENT' || folder === path.dirname(folder)) throw error;
    await makeFolder(path.dirname(folder));
    await fs.mkdir(folder);
  }
}

/** `data_dir_unusable` for a system call that failed on DATA_DIR or below it. */
export function unusable(dataDir: string, error: unknown): EmbeddedError {
  const reasons: Record<string, string> = {
    ENOTDIR: 'it, or a part of its path, is a file',
    ENOENT: 'it cannot be made',
    EACCES: 'this user has no right to write there',
    EPERM: 'this user has no right to write there',
    EROFS: 'the file system is read-only',
    ENOSPC: 'the disk is full',
  };
  const code = systemCode(error);
  const reason = (code && reasons[code]) ?? (error instanceof Error ? error.message : String(error));
  return new EmbeddedError(
    'data_dir_unusable',
    `The data folder ${dataDir} cannot be used: ${reason}. Set DATA_DIR to a folder that this user can write to, or set DATABASE_URL.`,
    { cause: error },
  );
}

/** Where the data is or, before the first start, would be, without making anything. */
export async function findCluster(dataDir: string): Promise<string> {
  return path.join((await readElsewhere(dataDir)) ?? dataDir, 'postgres');
}

/**
 * Decides where the data is and who runs the server; as root it may make a folder elsewhere and leave a note.
 * Call it under the start lock. Throws `data_dir_unusable`, and `not_supported` where root has no other user.
 */
export async function chooseLayout(dataDir: string): Promise<Layout> {
  const noted = await readElsewhere(dataDir);
  if (!isRoot()) {
    if (noted === null) return layoutIn(dataDir, dataDir, null);
    throw new EmbeddedError(
      'data_dir_unusable',
      `The database of ${dataDir} was made by root and is in ${noted}: start as root, set another DATA_DIR, or delete ${path.join(dataDir, elsewhereNote)} to begin with an empty database.`,
    );
  }
  const cluster = path.join(noted ?? dataDir, 'postgres');
  const user = (await ownerOf(cluster)) ?? (await serverUser());
  if (user === null) {
    throw new EmbeddedError(
      'not_supported',
      'PostgreSQL does not run as root, and this system has neither a user "postgres" nor "nobody": start as another user, or set DATABASE_URL.',
    );
  }
  if (noted !== null) return layoutIn(dataDir, noted, user);
  if (await canReach(user, dataDir, 'pass')) return layoutIn(dataDir, dataDir, user);
  if ((await fs.stat(cluster).catch(() => null)) !== null) {
    throw new EmbeddedError(
      'data_dir_unusable',
      `The database in ${dataDir} is run by the user ${user.name}, who cannot get there: give that user the right to pass (chmod o+x) through ${dataDir} and the folders above it.`,
    );
  }
  return layoutIn(dataDir, await makeElsewhere(dataDir, user), user);
}

function layoutIn(dataDir: string, folder: string, user: User | null): Layout {
  return { dataDir, folder, cluster: path.join(folder, 'postgres'), user };
}
