import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, type StartCommand } from './service-process.ts';

/** Version 0.1.0. */
export const OLD = '9cdf983';

const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, stdio: 'pipe' });

/** Whether the history has it: that of a shallow clone does not. */
export const hasOldVersion = (() => {
  try {
    git('cat-file', '-e', `${OLD}^{commit}`);
    return true;
  } catch {
    return false;
  }
})();

/** A checkout of 0.1.0 with today's packages until it is disposed, and how its `npm start` starts it. */
export async function oldVersion(): Promise<{ start: StartCommand } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), 'hexabot-chatops-old-'));
  const old = join(folder, 'old');
  git('worktree', 'add', '--force', '--detach', old, OLD);
  await symlink(join(ROOT, 'node_modules'), join(old, 'node_modules'));
  const { scripts } = JSON.parse(await readFile(join(old, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const flags = scripts.start.split(' ').slice(1, -1);
  return {
    start: [process.execPath, ...flags, join(old, 'src/main.ts')],
    async [Symbol.asyncDispose]() {
      git('worktree', 'remove', '--force', old);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
