import { computedBy } from '../../test/support/process-use.ts';
import { byTurns, inParallel, median } from '../measure.ts';
import { type Row, ratio, told } from '../row.ts';
import type { Scene } from '../scene.ts';

const AT_ONCE = 16;

/**
 * How many commands one core of the process would do in a second: commands over the seconds that it computed, so that
 * PostgreSQL and the senders, who have cores of their own in life, do not count. Against the bare app with the two
 * statements, as with the time of a list: what `pg` takes for them is in both. Without them it is told.
 */
export async function throughputRows({ world, url, service, bare }: Scene): Promise<Row[]> {
  const { rounds: batch, batches } = world.sizes;
  const perSecond = (address: string, pid: number, text: string) => async () => {
    const before = computedBy(pid);
    await inParallel(batch, AT_ONCE, () => world.slack.command(address, world.somebody(), text));
    return batch / (computedBy(pid) - before);
  };
  const { a, b } = await byTurns(
    batches,
    perSecond(service.address, service.child.pid!, 'users list'),
    perSecond(bare.address, bare.child.pid!, 'sql'),
  );
  // Both are new, so that what V8 has learnt of either is the same.
  const [off, on] = await Promise.all([
    world.service(url, { CHATOPS_USER_LIMIT: 'unlimited' }),
    world.service(url, { CHATOPS_USER_LIMIT: 'unlimited', METRICS_PORT: '0' }),
  ]);
  const metrics = await byTurns(
    batches,
    perSecond(off.address, off.child.pid!, 'users list'),
    perSecond(on.address, on.child.pid!, 'users list'),
  );
  await Promise.all([off.stop(), on.stop()]);
  const post = perSecond(bare.address, bare.child.pid!, 'post');
  const rate = (value: number): string => `${value.toFixed(0)} a second`;
  return [
    ratio(
      {
        what: 'lists per second on one core, of what the process computes',
        against: 'the bare Bolt app, with the same two statements',
        reach: { atLeast: 0.8 },
      },
      { a, b },
      rate,
    ),
    ratio(
      {
        what: 'what a list computes while `/metrics` is on',
        against: 'while it is off',
        reach: { atMost: 1.03 },
      },
      { a: 1_000 / metrics.b, b: 1_000 / metrics.a },
    ),
    told(
      'the bare Bolt app without any statement',
      'the same',
      rate(median([await post(), await post(), await post()])),
    ),
  ];
}
