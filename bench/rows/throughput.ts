import { byTurns, inParallel } from '../measure.ts';
import { computedBy } from '../process.ts';
import { type Row, ratio } from '../row.ts';
import type { Scene } from '../scene.ts';

const AT_ONCE = 16;
const BATCHES = 10;

/**
 * How many commands one core of the process would do in a second: commands over the seconds that it computed, so that
 * PostgreSQL and the senders, who have cores of their own in life, do not count.
 */
export async function throughputRow({ world, service, bare }: Scene): Promise<Row> {
  const batch = world.sizes.rounds;
  const perSecond = (address: string, pid: number, text: string) => async () => {
    const before = computedBy(pid);
    await inParallel(batch, AT_ONCE, () => world.slack.command(address, world.somebody(), text));
    return batch / (computedBy(pid) - before);
  };
  const { a, b } = await byTurns(
    BATCHES,
    perSecond(service.address, service.child.pid!, 'users list'),
    perSecond(bare.address, bare.child.pid!, 'sql'),
  );
  return ratio(
    {
      what: 'lists per second on one core, of what the process computes',
      against: 'the bare Bolt app, with the same two statements',
      reach: { atLeast: 0.5 },
    },
    { a, b },
    (value) => `${value.toFixed(0)} a second`,
  );
}
