import type { Row } from './row.ts';
import { acknowledgementRow } from './rows/acknowledgement.ts';
import { creationRows } from './rows/creations.ts';
import { exactRows } from './rows/exact.ts';
import { gateRow } from './rows/gate.ts';
import { listRows } from './rows/lists.ts';
import { manyUsersRows } from './rows/many-users.ts';
import { memoryRows } from './rows/memory.ts';
import { passkeyRow } from './rows/passkey.ts';
import { renderingRows } from './rows/rendering.ts';
import { startRows } from './rows/start.ts';
import { startSinceRow } from './rows/start-since.ts';
import { subscriberRows } from './rows/subscribers.ts';
import { throughputRows } from './rows/throughput.ts';
import { createScene } from './scene.ts';
import type { World } from './world.ts';

/** Measures every row; `say` is told what is being done. What adds users comes last: lists are of those at the start. */
export async function measureAll(world: World, say: (text: string) => void): Promise<Row[]> {
  const scene = await createScene(world);
  const rows: Row[] = [];
  const measure = async (text: string, work: () => Promise<Row | Row[]>): Promise<void> => {
    const started = performance.now();
    const measured = [await work()].flat();
    rows.push(...measured);
    say(`${text}, in ${((performance.now() - started) / 1000).toFixed(0)} s`);
    for (const row of measured) say(`  ${row.what}: ${row.measured}`);
  };
  await measure('lists and searches', () => listRows(scene));
  await measure('more users', () => manyUsersRows(scene));
  await measure('beside subscribers', () => subscriberRows(world));
  await measure('gate', () => gateRow(scene));
  await measure('rendering', () => renderingRows(scene));
  await measure('commands per second', () => throughputRows(scene));
  await measure('statements and bytes', () => exactRows(scene));
  await measure('memory', () => memoryRows(scene));
  await measure('start', () => startRows(scene));
  await measure('start beside 0.1.0', () => startSinceRow(scene));
  await measure('passkeys', () => passkeyRow(scene));
  await measure('acknowledgements', () => acknowledgementRow(scene));
  await measure('creations', () => creationRows(scene));
  return rows;
}
