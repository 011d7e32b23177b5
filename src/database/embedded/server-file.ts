import fs from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { type Address, isReachable } from './connect.ts';
import { readJson, writeJson } from './files.ts';
import { unusable } from './layout.ts';
import { isPostmaster } from './postmaster.ts';
import { isRoot } from './user.ts';

const schema = z.object({
  pid: z.int().positive(),
  port: z.int().positive(),
  password: z.string(),
  /** who stops it: a service, or the last command where no service came */
  startedFor: z.enum(['service', 'command']),
});

/** A running server as DATA_DIR/server.json has it. The password holds for this run of the server only. */
export type RunningServer = z.infer<typeof schema> & Address;

/**
 * The server of server.json, or null when it is not (or no longer) the one on this cluster: its process must
 * be PostgreSQL on this cluster, accept the password, and name this cluster as its own. The process is asked
 * first, so that the password is not told to whoever took over the port of a dead server. Throws
 * `data_dir_unusable` when the file may not be read.
 */
export async function findRunning(dataDir: string, cluster: string): Promise<RunningServer | null> {
  const server = await readJson(fileIn(dataDir), schema).catch((error: unknown) => {
    throw unusable(dataDir, error);
  });
  if (!server || !(await isPostmaster(server.pid, cluster))) return null;
  return (await isReachable(server, cluster)) ? server : null;
}

/**
 * Writes server.json, mode 0600, for the owner of DATA_DIR where root runs the service in a user's folder.
 */
export async function saveRunning(dataDir: string, server: RunningServer): Promise<void> {
  await writeJson(fileIn(dataDir), server, isRoot() ? await fs.stat(dataDir) : undefined);
}

/** Removes server.json, unless a later server has written its own. */
export async function forgetRunning(dataDir: string, pid: number): Promise<void> {
  const server = await readJson(fileIn(dataDir), schema);
  if (!server || server.pid === pid) await fs.rm(fileIn(dataDir), { force: true });
}

function fileIn(dataDir: string): string {
  return path.join(dataDir, 'server.json');
}
