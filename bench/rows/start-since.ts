import { hasOldVersion, OLD, oldVersion } from '../../test/support/old-version.ts';
import { START, type StartCommand } from '../../test/support/service-process.ts';
import { byTurns } from '../measure.ts';
import { type Row, ratio, told } from '../row.ts';
import type { Scene } from '../scene.ts';
import { readyAfter } from './start.ts';

const WHAT = 'start to ready, with DATABASE_URL and Slack, beside 0.1.0';

/** Today's and that of 0.1.0 by turns, each on a database that it has made its tables in. Told where history lacks it. */
export async function startSinceRow({ world }: Scene): Promise<Row> {
  if (!hasOldVersion)
    return told(WHAT, `${OLD}, by turns`, 'not measured: this copy of the repository lacks that commit');
  const old = await oldVersion();
  world.defer(async () => old[Symbol.asyncDispose]());
  const side = async (command: StartCommand) => {
    const url = await world.empty();
    return () => readyAfter(() => world.service(url, {}, command));
  };
  const today = await side([process.execPath, ...START]);
  const before = await side(old.start);
  return ratio(
    { what: WHAT, against: `${OLD}, by turns`, reach: { atMost: 0.8 } },
    await byTurns(world.sizes.starts, today, before),
  );
}
