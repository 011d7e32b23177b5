import { backupUnderLoad } from './backup-under-load.ts';
import { databaseRestart } from './database-restart.ts';
import { embeddedDies } from './embedded-dies.ts';
import type { Fault, FaultOptions } from './fault.ts';
import { hostile } from './hostile.ts';
import { kills, killsEmbedded } from './kills.ts';
import { mailFailing } from './mail-failing.ts';
import { platformsFailing } from './platforms-failing.ts';
import { races } from './races.ts';
import { randomFrom } from './random.ts';
import { rawSockets } from './raw-sockets.ts';
import { type Row, row } from './report.ts';
import { silentConnections } from './silent-connections.ts';
import { twoServices } from './two-services.ts';
import { twoVersions } from './two-versions.ts';

/** In the order of the table. */
export const FAULTS: readonly Fault[] = [
  databaseRestart,
  kills,
  killsEmbedded,
  twoServices,
  twoVersions,
  backupUnderLoad,
  platformsFailing,
  mailFailing,
  hostile,
  races,
  rawSockets,
  silentConnections,
  embeddedDies,
];

/**
 * What `npm test` runs of them, first what waits longest. What takes long by itself has tests of its own there: the embedded
 * server, adopted, and connections that fall silent (beside them, with less patience).
 */
export const SHORT: readonly Fault[] = [
  embeddedDies,
  databaseRestart,
  twoServices,
  kills,
  hostile,
  rawSockets,
  mailFailing,
  platformsFailing,
  races,
];

/** One fault from beginning to end; what breaks the run itself is a row that falls short. */
export async function runFault(
  fault: Fault,
  { seed, ...options }: Omit<FaultOptions, 'random'> & { seed: number },
): Promise<{ name: string; rows: Row[]; tookMs: number }> {
  const begun = Date.now();
  const rows = await fault
    .run({ ...options, random: randomFrom(seed) })
    .catch((error: unknown) => [row('the run itself', 'ends', String((error as Error).stack), false)]);
  return { name: fault.name, rows, tookMs: Date.now() - begun };
}
