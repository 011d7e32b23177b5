import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** The folder of this repository. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What `npm start` hands to Node. */
export const START: string[] = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  .scripts.start.split(' ')
  .slice(1);
/** Less than a test has, so that what is late is named. */
const WITHIN_MS = 50_000;

export interface ServiceProcess {
  /** Everything that it printed, lines in order. */
  output: string[];
  /** Of that, what came on standard output. */
  logged: string[];
  /** Where its pages are. */
  address: string;
  child: ChildProcess;
  /** Resolves when it has ended, however that came. */
  ended: Promise<number | null>;
  /** Sends a signal and waits for the exit code; null where the signal itself ended the process. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
  /** The first line, printed already or still to come, with this in it. */
  line(text: string): Promise<string>;
}

/**
 * Only what a newcomer's shell has, and what the test sets: no variable of this machine's leaks in, but where the test
 * run keeps what Node compiled.
 */
function environment(given: Record<string, string>): Record<string, string> {
  const { PATH = '', HOME = '', LANG = 'C', NODE_COMPILE_CACHE } = process.env;
  return { PATH, HOME, LANG, ...(NODE_COMPILE_CACHE && { NODE_COMPILE_CACHE }), ...given };
}

/** Runs a program of ours to its end, as the npm scripts do. */
export async function runProgram(
  args: readonly string[],
  given: Record<string, string>,
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, args, { cwd: ROOT, env: environment(given) });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const late = setTimeout(() => child.kill('SIGKILL'), WITHIN_MS);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(late);
  return { code, stdout, stderr };
}

/** A program and what it is given. */
export type StartCommand = readonly [string, ...string[]];

/** Starts the service as `npm start` does, or with it, and waits until it says where it listens. */
export async function startServiceProcess(
  given: Record<string, string>,
  [command, ...args]: StartCommand = [process.execPath, ...START],
): Promise<ServiceProcess> {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: environment({ PORT: '0', ...given }),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a terminal gives it: `stop` reaches all of it, as Ctrl-C does.
    detached: true,
  });
  const end = () =>
    child.exitCode === null && child.signalCode === null && process.kill(-child.pid!, 'SIGKILL');
  process.once('exit', end);
  const output: string[] = [];
  const lines = new EventEmitter<{ line: [string] }>();
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  void exited.then(() => process.off('exit', end));
  const read = (line: string) => {
    output.push(line);
    lines.emit('line', line);
  };
  const logged: string[] = [];
  createInterface({ input: child.stdout }).on('line', (text) => {
    logged.push(text);
    read(text);
  });
  createInterface({ input: child.stderr }).on('line', read);
  const line = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const found = output.find((each) => each.includes(text));
      if (found !== undefined) return resolve(found);
      const fail = (why: string) => reject(new Error(`no "${text}", ${why}:\n${output.join('\n')}`));
      const deadline = setTimeout(() => fail('not in time'), WITHIN_MS);
      void exited.then((code) => fail(`but exit code ${code}`));
      lines.on('line', (each) => {
        if (!each.includes(text)) return;
        clearTimeout(deadline);
        resolve(each);
      });
    });
  const address = /http:\/\/[^\s"]+/.exec(await line('Web       on'))![0];
  return {
    output,
    logged,
    address,
    child,
    ended: exited,
    line,
    stop: async (signal = 'SIGINT') => {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid!, signal);
      return exited;
    },
  };
}
