import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START, type StartCommand } from '../../test/support/service-process.ts';
import { byTurns } from '../measure.ts';
import { type Row, ratio, told } from '../row.ts';
import type { Scene } from '../scene.ts';
import { readyAfter } from './start.ts';

/** Version 0.1.0. */
export const OLD = '9cdf983';
const ROOT = join(import.meta.dirname, '../..');
const WHAT = 'start to ready, with DATABASE_URL and Slack, beside 0.1.0';

/** Today's and that of 0.1.0 by turns, each on a database that it has made its tables in. Told where history lacks it. */
export async function startSinceRow({ world }: Scene): Promise<Row> {
  const folder = await mkdtemp(join(tmpdir(), 'hexabot-chatops-bench-old-'));
  world.defer(() => rm(folder, { recursive: true, force: true }));
  const old = join(folder, 'old');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: ROOT, stdio: 'pipe' });
  try {
    git('worktree', 'add', '--force', '--detach', old, OLD);
  } catch {
    return told(WHAT, `${OLD}, by turns`, 'not measured: this copy of the repository lacks that commit');
  }
  world.defer(async () => git('worktree', 'remove', '--force', old));
  await symlink(join(ROOT, 'node_modules'), join(old, 'node_modules'));
  const { scripts } = JSON.parse(await readFile(join(old, 'package.json'), 'utf8')) as {
    scripts: { start: string };
  };
  const flags = scripts.start.split(' ').slice(1, -1);
  const side = async (command: StartCommand) => {
    const url = await world.empty();
    return () => readyAfter(() => world.service(url, {}, command));
  };
  const today = await side([process.execPath, ...START]);
  const before = await side([process.execPath, ...flags, join(old, 'src/main.ts')]);
  return ratio(
    { what: WHAT, against: `${OLD}, by turns`, reach: { atMost: 0.8 } },
    await byTurns(world.sizes.starts, today, before),
  );
}
