import { computedBy } from '../../test/support/process-use.ts';
import type { ServiceProcess } from '../../test/support/service-process.ts';
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
  const perSecond =
    ({ address, child: { pid } }: ServiceProcess, text: string, count = batch) =>
    async () => {
      const before = computedBy(pid!);
      await inParallel(count, AT_ONCE, () => world.slack.command(address, world.somebody(), text));
      return count / (computedBy(pid!) - before);
    };
  const { a, b } = await byTurns(batches, perSecond(service, 'users list'), perSecond(bare, 'sql'));
  // So many that each measurement has several full collections of garbage, which decide most of what is looked for.
  const metrics = await metricsByTurns({ world, url }, (started) =>
    perSecond(started, 'users list', 2 * batch),
  );
  const post = perSecond(bare, 'post');
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

/**
 * Off against on, two services of each by turns (one in the short form): two that are set up alike differ by as much as is
 * looked for here. All are new, so that what V8 has learnt of them is the same.
 */
async function metricsByTurns(
  { world, url }: Pick<Scene, 'world' | 'url'>,
  measure: (service: ServiceProcess) => () => Promise<number>,
): Promise<{ a: number; b: number }> {
  const started: ServiceProcess[] = [];
  const alike = Math.min(2, world.sizes.starts);
  const side = async (settings: Record<string, string>) => {
    const sides: (() => Promise<number>)[] = [];
    for (let count = 0; count < alike; count += 1) {
      const service = await world.service(url, { CHATOPS_USER_LIMIT: 'unlimited', ...settings });
      started.push(service);
      sides.push(measure(service));
    }
    let turn = 0;
    return () => sides[turn++ % alike]!();
  };
  const [off, on] = [await side({}), await side({ METRICS_PORT: '0' })];
  const measured = await byTurns(world.sizes.batches, off, on);
  for (const service of started) await service.stop();
  return measured;
}
