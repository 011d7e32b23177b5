import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError, nullIfMissing, systemCode } from './errors.ts';
import { unusable } from './layout.ts';

/** A holder writes its name right after making the file; one that was killed in between never does. */
const namelessFor = 5000;

/**
 * Makes starting and stopping on one DATA_DIR one at a time, across processes: waits for the holder of
 * DATA_DIR/start.lock to finish, and takes the lock over from a dead one. Returns the release.
 * Throws `data_dir_in_use` after `patience` ms (default: 60 s, since a first start takes seconds and recovery
 * from a crash may take more), `data_dir_unusable` when the file cannot be made.
 */
export async function takeStartLock(dataDir: string, patience = 60_000): Promise<() => Promise<void>> {
  const file = path.join(dataDir, 'start.lock');
  const self = await nameOf(process.pid);
  const deadline = Date.now() + patience;
  while (!(await make(file, self, dataDir))) {
    const holder = await fs.readFile(file, 'utf8').catch(nullIfMissing);
    if (holder === null) continue;
    if (await isDead(holder, file)) await remove(file, holder);
    else if (Date.now() < deadline) await sleep(50);
    else throw held(dataDir, holder);
  }
  return () => remove(file, self);
}

async function make(file: string, content: string, dataDir: string): Promise<boolean> {
  try {
    await fs.writeFile(file, content, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw unusable(dataDir, error);
  }
}

/** Removes the lock if it is still that holder's; what somebody else made meanwhile is put back. */
async function remove(file: string, holder: string): Promise<void> {
  const aside = `${file}.${process.pid}`;
  try {
    await fs.rename(file, aside);
    if ((await fs.readFile(aside, 'utf8')) !== holder) {
      await fs.copyFile(aside, file, fs.constants.COPYFILE_EXCL);
    }
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' && systemCode(error) !== 'EEXIST') throw error;
  } finally {
    await fs.rm(aside, { force: true });
  }
}

async function isDead(holder: string, file: string): Promise<boolean> {
  const pid = Number.parseInt(holder, 10);
  if (Number.isSafeInteger(pid) && pid > 0) return (await nameOf(pid)) !== holder;
  const stat = await fs.stat(file).catch(nullIfMissing);
  return stat !== null && Date.now() - stat.mtimeMs > namelessFor;
}

/**
 * Process id and, on Linux, the time it started: in a container we may well have the id of the one killed.
 */
async function nameOf(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const stat = await fs.readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The second field, the name in parentheses, may hold spaces; state is the third, start the 22nd.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[19] === undefined ? 'dead' : `${pid} ${fields[19]}`;
  }
  try {
    process.kill(pid, 0);
    return `${pid}`;
  } catch (error) {
    return systemCode(error) === 'EPERM' ? `${pid}` : 'dead';
  }
}

function held(dataDir: string, holder: string): EmbeddedError {
  return new EmbeddedError(
    'data_dir_in_use',
    `Process ${holder.split(' ')[0]} is still starting or stopping the database in ${dataDir}: wait for it or stop it, or set DATA_DIR to another folder.`,
  );
}
