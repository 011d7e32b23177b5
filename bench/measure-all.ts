import { inParallel } from './measure.ts';
import { brokenOff, type Row } from './row.ts';
import { acknowledgementRow } from './rows/acknowledgement.ts';
import { creationRows } from './rows/creations.ts';
import { exactRows } from './rows/exact.ts';
import { gateRow } from './rows/gate.ts';
import { listRows } from './rows/lists.ts';
import { manyUsersRows } from './rows/many-users.ts';
import { memoryRows } from './rows/memory.ts';
import { passkeyRow } from './rows/passkey.ts';
import { renderingRows } from './rows/rendering.ts';
import { embeddedStartRow, startRow } from './rows/start.ts';
import { startSinceRow } from './rows/start-since.ts';
import { subscriberRows } from './rows/subscribers.ts';
import { throughputRows } from './rows/throughput.ts';
import { createScene, type Scene } from './scene.ts';
import type { World } from './world.ts';

/** Rows that are measured together. */
interface Part {
  name: string;
  measure(scene: Scene): Promise<Row | Row[]>;
}

/** In the order of the table. Starts take longest in the short form, so they come first. */
const PARTS: readonly Part[] = [
  { name: 'start', measure: startRow },
  { name: 'start on the embedded PostgreSQL', measure: embeddedStartRow },
  { name: 'start beside 0.1.0', measure: startSinceRow },
  { name: 'lists and searches', measure: listRows },
  { name: 'more users', measure: manyUsersRows },
  { name: 'beside subscribers', measure: ({ world }) => subscriberRows(world) },
  { name: 'gate', measure: gateRow },
  { name: 'rendering', measure: renderingRows },
  { name: 'commands per second', measure: throughputRows },
  { name: 'statements and bytes', measure: exactRows },
  { name: 'memory', measure: memoryRows },
];

/** These add users, so they come behind: lists are of those at the start. */
const ADDING: readonly Part[] = [
  { name: 'passkeys', measure: passkeyRow },
  { name: 'acknowledgements', measure: acknowledgementRow },
  { name: 'creations', measure: creationRows },
];

/** The names of everything that is measured, in the order of the table. */
export const NAMES = [...PARTS, ...ADDING].map(({ name }) => name);

/**
 * Measures every row, or those of the parts whose names are `chosen`; `say` is told what is being done. A part that throws
 * is a row that says why, and the others go on.
 */
export async function measureAll(
  world: World,
  say: (text: string) => void,
  chosen: readonly string[] = NAMES,
): Promise<Row[]> {
  const scene = await createScene(world);
  const measured: Row[] = [];
  for (const parts of [PARTS, ADDING]) {
    const own = parts.filter(({ name }) => chosen.includes(name));
    const rows: Row[][] = [];
    await inParallel(own.length, world.sizes.partsAtOnce, async (index) => {
      rows[index] = await measure(own[index]!, scene, say);
    });
    measured.push(...rows.flat());
  }
  return measured;
}

async function measure({ name, measure }: Part, scene: Scene, say: (text: string) => void): Promise<Row[]> {
  const started = performance.now();
  const rows = [await measure(scene).catch((error: unknown) => brokenOff(name, error))].flat();
  say(`${name}, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  for (const row of rows) say(`  ${row.what}: ${row.measured}`);
  return rows;
}
