import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { startEmbedded } from '#database/embedded/index.ts';
import { once as ask } from '../support/database.ts';

export const run = promisify(execFile);
export const asRoot = process.getuid?.() === 0;

const told = z.object({
  how: z.string().optional(),
  url: z.string().optional(),
  code: z.string().optional(),
  message: z.string().optional(),
});

const serverFile = z.object({ pid: z.number(), port: z.number(), password: z.string() });

/** A process of its own that holds (or was refused) a server. */
export interface Holder extends z.infer<typeof told> {
  process: ChildProcess;
  pid: number;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** One folder for all of a test file's data folders, and the end of everything that was started there. */
export class Workshop {
  root = '';
  readonly #children: ChildProcess[] = [];
  readonly #folders: string[] = [];

  /** `ä b` in the path: everything here works with spaces and letters beyond ASCII. */
  async open(): Promise<void> {
    this.root = path.join(await fs.mkdtemp(path.join(os.tmpdir(), 'hexabot-embedded-')), 'ä b');
    await fs.mkdir(this.root);
    // mkdtemp closes its folder to others; as root that is a case of its own.
    await fs.chmod(path.dirname(this.root), 0o755);
    const template = await startEmbedded({ dataDir: path.join(this.root, 'template'), purpose: 'service' });
    await query(template.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await template.stop();
  }

  /** A folder for something to be made in, that is cleared up in the end. */
  folder(name: string): string {
    const folder = path.join(this.root, name);
    this.#folders.push(folder);
    return folder;
  }

  /** A DATA_DIR with a stopped database, in which table `kept` has the answer 42. */
  async dataDir(name: string): Promise<string> {
    const dataDir = this.folder(name);
    await run('cp', ['-a', path.join(this.root, 'template'), dataDir]);
    return dataDir;
  }

  async hold(dataDir: string, purpose: 'service' | 'command', ...more: string[]): Promise<Holder> {
    return await this.begin(dataDir, purpose, {}, ...more).outcome;
  }

  /** Starts a holder without waiting for what becomes of it. */
  begin(
    dataDir: string,
    purpose: 'service' | 'command',
    env: NodeJS.ProcessEnv = {},
    ...more: string[]
  ): { child: ChildProcess; outcome: Promise<Holder> } {
    const script = path.join(import.meta.dirname, 'embedded-holder.ts');
    const child = spawn(process.execPath, [script, dataDir, purpose, ...more], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, ...env },
      // Like a shell does for each job, so that a test can press Ctrl-C on it alone.
      detached: true,
    });
    this.#children.push(child);
    return { child, outcome: outcomeOf(child) };
  }

  /** Any other process: `sleep`, by default as ourselves. */
  bystander(options: { uid?: number; gid?: number } = {}): number {
    const child = spawn('sleep', ['1000'], { stdio: 'ignore', ...options });
    this.#children.push(child);
    return child.pid!;
  }

  /** Ends every process and removes what the last test made. */
  async clear(): Promise<void> {
    for (const child of this.#children.splice(0)) await killed(child);
    // What was made last lies within what was made first.
    for (const dataDir of this.#folders.splice(0).reverse()) {
      const elsewhere = await elsewhereOf(dataDir);
      for (const folder of [dataDir, elsewhere]) {
        if (folder === null) continue;
        const pid = await postmasterPid(path.join(folder, 'postgres'));
        if (pid !== null && (await isServer(pid))) await killedAndGone(pid);
        // Below a file, where a test wanted it, it was never made.
        await fs.rm(folder, { recursive: true, force: true }).catch(() => {});
        if (folder === elsewhere) await fs.rm(`${folder}.old`, { recursive: true, force: true });
      }
    }
  }

  async close(): Promise<void> {
    await this.clear();
    await fs.rm(path.dirname(this.root), { recursive: true, force: true });
  }
}

async function outcomeOf(child: ChildProcess): Promise<Holder> {
  const lines = readline.createInterface({ input: child.stdout! });
  const [line]: string[] = await Promise.race([
    once(lines, 'line'),
    once(child, 'close').then(() => ['{"code":"died"}']),
  ]);
  return {
    ...told.parse(JSON.parse(line!)),
    process: child,
    pid: child.pid!,
    kill: () => killed(child),
    async stop() {
      const closed = once(child, 'close');
      child.stdin!.write('stop\n');
      await closed;
    },
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

export async function killedAndGone(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (await isServer(pid)) await sleep(20);
}

/** Whether a PostgreSQL server has this process id. */
export async function isServer(pid: number): Promise<boolean> {
  const { stdout } = await run('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }));
  return stdout.includes('/bin/postgres -D');
}

async function postmasterPid(cluster: string): Promise<number | null> {
  const text = await fs.readFile(path.join(cluster, 'postmaster.pid'), 'utf8').catch(() => null);
  return text === null ? null : Number.parseInt(text, 10);
}

/** Where the note in this DATA_DIR says that the data is. */
export async function elsewhereOf(dataDir: string): Promise<string | null> {
  const text = await fs.readFile(path.join(dataDir, 'elsewhere.json'), 'utf8').catch(() => null);
  return text === null ? null : z.object({ folder: z.string() }).parse(JSON.parse(text)).folder;
}

export async function readServerFile(dataDir: string): Promise<z.infer<typeof serverFile>> {
  return z
    .looseObject(serverFile.shape)
    .parse(JSON.parse(await fs.readFile(path.join(dataDir, 'server.json'), 'utf8')));
}

/** Makes server.json lie. */
export async function changeServerFile(dataDir: string, change: object): Promise<void> {
  const content = { ...(await readServerFile(dataDir)), ...change };
  await fs.writeFile(path.join(dataDir, 'server.json'), JSON.stringify(content));
}

/** The first column of the first row. */
export async function query(url: string, sql: string): Promise<unknown> {
  const [row] = await ask(url, sql);
  return row && Object.values(row)[0];
}
