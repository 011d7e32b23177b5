import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WITHIN_MS = 30_000;

export interface ServiceProcess {
  /** Everything that it printed, lines in order. */
  output: string[];
  /** Where its pages are. */
  address: string;
  child: ChildProcess;
  /** Sends SIGINT and waits for the exit code. */
  stop(): Promise<number | null>;
}

/** Only what a newcomer's shell has, and what the test sets: no variable of this machine's leaks in. */
function environment(given: Record<string, string>): Record<string, string> {
  const { PATH = '', HOME = '', LANG = 'C' } = process.env;
  return { PATH, HOME, LANG, ...given };
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
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout, stderr };
}

/** Starts the service as `npm start` does and waits until it says where it listens. */
export async function startServiceProcess(given: Record<string, string>): Promise<ServiceProcess> {
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: ROOT,
    env: environment({ PORT: '0', ...given }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output: string[] = [];
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const address = await new Promise<string>((resolve, reject) => {
    const deadline = setTimeout(() => reject(new Error(`not started:\n${output.join('\n')}`)), WITHIN_MS);
    const read = (line: string) => {
      output.push(line);
      const found = /Web {7}on {3}(http:\/\/\S+)/.exec(line);
      if (found === null) return;
      clearTimeout(deadline);
      resolve(found[1]!);
    };
    createInterface({ input: child.stdout }).on('line', read);
    createInterface({ input: child.stderr }).on('line', read);
    void exited.then((code) => reject(new Error(`exited with ${code}:\n${output.join('\n')}`)));
  });
  return {
    output,
    address,
    child,
    stop: async () => {
      child.kill('SIGINT');
      return exited;
    },
  };
}
