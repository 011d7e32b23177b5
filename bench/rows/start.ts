import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProgram, type ServiceProcess, startServiceProcess } from '../../test/support/service-process.ts';
import { median, took } from '../measure.ts';
import { ms, type Row, told } from '../row.ts';
import type { Scene } from '../scene.ts';

const LOAD = `Promise.all([
  import('./src/start/keep-compiled.js'),
  import('./src/start/resolve-by-folder.js'),
]).then(async ([{ keepCompiled }, { resolveByFolder }]) => {
  keepCompiled();
  await resolveByFolder(() => import('./src/start/run.ts'));
  await import('./src/slack/app.ts');
})`;

/** From the command to the answer of /readyz, and the parts of that. */
export async function startRow({ world, url }: Scene): Promise<Row> {
  const { starts } = world.sizes;
  const node = await often(starts, () => took(() => runProgram(['-e', ''], {})));
  const code = await often(starts, () => took(() => runProgram(['-e', LOAD], {})));
  const ready = await often(starts, () => readyAfter(() => world.service(url)));
  return told(
    'start to ready, with DATABASE_URL and Slack',
    `Node ${ms(node)}, our code and packages ${ms(code - node)}, database, queue and Slack ${ms(ready - code)}`,
    ms(ready),
  );
}

/** The same where the service has its own PostgreSQL. */
export async function embeddedStartRow({ world }: Scene): Promise<Row> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hexabot-chatops-bench-start-'));
  world.defer(() => rm(dataDir, { recursive: true, force: true }));
  const embedded = () => readyAfter(() => startServiceProcess({ DATA_DIR: dataDir }));
  const fresh = await embedded();
  const again = await often(world.sizes.starts, embedded);
  return told(
    'start to ready, on the embedded PostgreSQL',
    `the first start, which makes it: ${ms(fresh)}`,
    ms(again),
  );
}

/** The median. */
async function often(times: number, measure: () => Promise<number>): Promise<number> {
  const measured: number[] = [];
  for (let n = 0; n < times; n += 1) measured.push(await measure());
  return median(measured);
}

/** Starts a service, and stops it once it is ready; returns the milliseconds in between. */
export async function readyAfter(start: () => Promise<ServiceProcess>): Promise<number> {
  const started = performance.now();
  const service = await start();
  try {
    const { status } = await fetch(`${service.address}/readyz`);
    if (status !== 200) throw new Error(`not ready: HTTP ${status}`);
    return performance.now() - started;
  } finally {
    await service.stop();
  }
}
