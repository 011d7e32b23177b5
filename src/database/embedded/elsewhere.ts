import { createHash } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { EmbeddedError, nullIfMissing, systemCode } from './errors.ts';
import { readJson, writeJson } from './files.ts';
import { stopPostmaster } from './postmaster.ts';
import { canReach, type User } from './user.ts';

/** The file in DATA_DIR that says where the data is, when it is not there. */
export const elsewhereNote = 'elsewhere.json';

/**
 * /var/lib first: only root can write there, and nothing tidies it up. systemd-tmpfiles deletes from
 * /var/tmp what has not been touched for 30 days.
 */
const bases = ['/var/lib', '/var/tmp'];

const noteSchema = z.object({ folder: z.string() });

/**
 * The folder that holds the data of a root service whose DATA_DIR is closed to the server's user, or null
 * where there is no note. Throws `data_dir_unusable` when the note names a folder that is not this DATA_DIR's
 * (it was moved or copied), or one that others could have made.
 */
export async function readElsewhere(dataDir: string): Promise<string | null> {
  const note = await readJson(path.join(dataDir, elsewhereNote), noteSchema);
  if (note === null) return null;
  const folder = note?.folder ?? '';
  if (path.basename(folder) !== folderName(dataDir)) {
    throw new EmbeddedError(
      'data_dir_unusable',
      `${dataDir} was moved or copied, and its database is in ${folder}: move it back, or (if moved, and with no service running) rename that folder to ${path.join(path.dirname(folder), folderName(dataDir))} and write the new name into ${path.join(dataDir, elsewhereNote)}.`,
    );
  }
  await assertTrusted(folder);
  return folder;
}

/**
 * Makes the folder, passable for everybody (the data in it is the server user's alone) and writable for root
 * alone, and leaves the note in DATA_DIR. What an earlier, deleted DATA_DIR of that path left there is
 * stopped and left as `….old` until the next time. Throws `data_dir_unusable`.
 */
export async function makeElsewhere(dataDir: string, user: User, candidates = bases): Promise<string> {
  for (const base of candidates) {
    const folder = path.join(base, folderName(dataDir));
    if (!(await canReach(user, base, 'pass').catch(() => false))) continue;
    try {
      await setAside(folder);
      await fs.mkdir(folder);
    } catch (error) {
      if (error instanceof EmbeddedError || systemCode(error) === undefined) throw error;
      continue;
    }
    await fs.chmod(folder, 0o711);
    const note = {
      folder,
      why: `the user ${user.name}, who runs PostgreSQL for root, cannot enter ${dataDir}`,
    };
    await writeJson(path.join(dataDir, elsewhereNote), note, await fs.stat(dataDir));
    return folder;
  }
  throw new EmbeddedError(
    'data_dir_unusable',
    `PostgreSQL runs as the user ${user.name} when started by root, and that user cannot enter ${dataDir}: set DATA_DIR to a folder outside of closed home folders, or start as another user.`,
  );
}

function folderName(dataDir: string): string {
  return `hexabot-chatops-${createHash('sha256').update(dataDir).digest('hex').slice(0, 16)}`;
}

async function setAside(folder: string): Promise<void> {
  if ((await fs.lstat(folder).catch(nullIfMissing)) === null) return;
  await assertTrusted(folder);
  await stopPostmaster(path.join(folder, 'postgres'));
  await fs.rm(`${folder}.old`, { recursive: true, force: true });
  await fs.rename(folder, `${folder}.old`);
}

/** In a folder like /var/tmp anybody could have made it, or a symbolic link, before us. */
async function assertTrusted(folder: string): Promise<void> {
  const stat = await fs.lstat(folder).catch(nullIfMissing);
  if (stat?.isDirectory() && stat.uid === 0 && (stat.mode & 0o022) === 0) return;
  throw new EmbeddedError(
    'data_dir_unusable',
    stat === null
      ? `The database folder ${folder} is gone: bring it back, or set another DATA_DIR.`
      : `${folder} is not a folder that only root can write to, so it is not trusted with the database: remove it, or set another DATA_DIR.`,
  );
}
