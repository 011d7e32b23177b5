import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findEmbedded } from '#database/embedded/index.ts';
import { findCluster } from '#database/embedded/layout.ts';
import { readPostmasterPid, stopPostmaster } from '#database/embedded/postmaster.ts';
import { startWith } from '../support/cluster.ts';
import { once } from '../support/database.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { owing } from './broken-off.ts';
import type { Fault } from './fault.ts';
import { comesTrue } from './parallel.ts';
import { type Row, row, runs, runsStill } from './report.ts';
import { openStage, WITHOUT_DISCORD } from './stage.ts';

/**
 * The embedded PostgreSQL is killed, its disk is full for a while, and in the end it cannot be brought back. Short: it is
 * killed, and can write no more for a while.
 */
export const embeddedDies: Fault = {
  name: 'The embedded server dies',
  waits: true,
  async run({ postgres, short }) {
    const isRoot = process.getuid?.() === 0;
    const dataDir = await mkdtemp(join(tmpdir(), 'hexabot-chatops-dies-'));
    const fills = isRoot && !short;
    if (fills) execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m,mode=755', 'none', dataDir]);
    await using stage = await openStage(null, short ? WITHOUT_DISCORD : {});
    const { DATABASE_URL: _none, CHATOPS_SECRET: _made, ...given } = stage.env(await stage.freePort());
    const end = owing(async () => {
      const cluster = await findCluster(dataDir);
      await Promise.all(stage.services.map((service) => service.stop('SIGKILL')));
      await stopPostmaster(cluster);
      if (dirname(cluster) !== dataDir) await rm(dirname(cluster), { recursive: true, force: true });
      if (fills) execFileSync('umount', ['-l', dataDir]);
      await rm(dataDir, { recursive: true, force: true });
    });
    try {
      if (short) await startWith(postgres.cluster, dataDir);
      const service = await stage.service({ ...given, DATA_DIR: dataDir, CHATOPS_CONSOLE: 'off' });
      const cluster = await findCluster(dataDir);
      const url = (await findEmbedded(dataDir))!;
      const isReady = async (): Promise<boolean> =>
        (await fetch(`${service.address}/readyz`).catch(() => null))?.ok === true;
      const rows: Row[] = [];

      process.kill((await readPostmasterPid(cluster))!, 'SIGKILL');
      const fell = await comesTrue(async () => (await statusOf(service)) === 503, 10_000, 20);
      rows.push(row('killed: /healthz says so', '503', fell ? 503 : 200, fell));
      const back = await comesTrue(
        async () => (await statusOf(service)) === 200 && (await isReady()),
        60_000,
      );
      rows.push(row('killed: it is back at the same address', 'yes', back ? 'yes' : 'no', back));

      if (fills && dirname(cluster) === dataDir)
        rows.push(...(await fillDisk(service, dataDir, url, isReady)));
      else if (process.platform === 'linux') rows.push(...(await stopWrites(service, cluster, url, isReady)));
      rows.push(runsStill(service));
      if (short) return rows;

      await rm(join(cluster, 'global/pg_control'));
      process.kill((await readPostmasterPid(cluster))!, 'SIGKILL');
      const ended = await comesTrue(() => !runs(service), 120_000);
      rows.push(
        row(
          'beyond help: the service ends with',
          '1',
          String(service.child.exitCode),
          ended && service.child.exitCode === 1,
        ),
      );
      const said = service.output.some((line) => line.includes('"level":60') && line.includes('pg_control'));
      rows.push(row('beyond help: the log says why, with a reference', 'yes', said ? 'yes' : 'no', said));
      return rows;
    } finally {
      await end();
    }
  },
};

async function statusOf({ address }: ServiceProcess): Promise<number> {
  return (await fetch(`${address}/healthz`).catch(() => null))?.status ?? 0;
}

const writeMuch = (url: string) =>
  once(url, `SELECT pg_logical_emit_message(false, 'x', repeat('x', 40000000))`).catch(() => undefined);

/**
 * A full disk without a disk: no file may grow beyond 8 kB (pg_control's size) for the server, which PANICs at the next
 * write of the log, nor for what the service starts in its place, until that is lifted again.
 */
async function stopWrites(
  service: ServiceProcess,
  cluster: string,
  url: string,
  isReady: () => Promise<boolean>,
): Promise<Row[]> {
  await limitFiles((await readPostmasterPid(cluster))!, '8192');
  await limitFiles(service.child.pid!, '8192');
  const before = service.output.length;
  await writeMuch(url);
  const refuses = () =>
    service.output.slice(before).some((line) => line.includes('the embedded PostgreSQL does not start'));
  const fell = await comesTrue(async () => refuses() && (await statusOf(service)) === 503, 20_000, 20);
  await limitFiles(service.child.pid!, 'unlimited');
  const back = await comesTrue(async () => (await statusOf(service)) === 200 && (await isReady()), 60_000);
  return [
    row('no room to write: it cannot start, and /healthz says so', '503', fell ? 503 : 200, fell),
    row('room again: it is back', 'yes', back ? 'yes' : 'no', back),
  ];
}

/** As the process's own user, who may do so without being root. */
async function limitFiles(pid: number, bytes: string): Promise<void> {
  const { uid, gid } = await stat(`/proc/${pid}`);
  const own = process.getuid?.() === 0 ? { uid, gid } : {};
  execFileSync('prlimit', [`--fsize=${bytes}:`, '--pid', String(pid)], own);
}

/** No room for another segment of the write-ahead log is a PANIC, which ends the server. */
async function fillDisk(
  service: ServiceProcess,
  dataDir: string,
  url: string,
  isReady: () => Promise<boolean>,
): Promise<Row[]> {
  const filler = join(dataDir, 'filler');
  const file = await open(filler, 'w');
  const block = Buffer.alloc(1_048_576);
  try {
    for (;;) await file.write(block);
  } catch {
    // Full.
  }
  await file.close();
  await writeMuch(url);
  const fell = await comesTrue(async () => (await statusOf(service)) === 503, 20_000, 20);
  await writeFile(filler, '');
  const back = await comesTrue(async () => (await statusOf(service)) === 200 && (await isReady()), 60_000);
  return [
    row('full disk: /healthz says so', '503', fell ? 503 : 200, fell),
    row('room again: it is back', 'yes', back ? 'yes' : 'no', back),
  ];
}
