import { startMetrics } from '#http/metrics/registry.ts';
import { arrived, finished } from '#metrics/events.ts';
import { computedBy } from '../../test/support/process-use.ts';
import type { ServiceProcess } from '../../test/support/service-process.ts';
import { allByTurns, byTurns, inParallel } from '../measure.ts';
import { type Row, ratio, told } from '../row.ts';
import type { Scene } from '../scene.ts';
import type { Sizes } from '../sizes.ts';

const AT_ONCE = 16;

/**
 * How many commands one core of the process would do in a second: commands over the seconds that it computed, so that
 * PostgreSQL and the senders, who have cores of their own in life, do not count. Against the bare app with the two
 * statements, as with the time of a list: what `pg` takes for them is in both. Without them it is told.
 *
 * Both are started for it, and have done the same thousands of lists before those that count. Those of the other rows are
 * no match: the bare app has done far less there than the service, so V8 has compiled less of it, and it idles for minutes,
 * in which V8 shrinks its heap, so that it collects garbage more often until the heap has grown again. What counts is all
 * that they compute, not the median of parts: a full collection of garbage comes once in several hundred lists, and is part
 * of their price.
 */
export async function throughputRows({ world, url, statements }: Scene): Promise<Row[]> {
  const { rounds, batches } = world.sizes;
  const [service, bare] = await Promise.all([
    world.service(url, { CHATOPS_USER_LIMIT: 'unlimited' }),
    world.bare(url, statements),
  ]);
  const seconds =
    ({ address, child: { pid } }: ServiceProcess, text: string) =>
    async () => {
      const before = computedBy(pid!);
      await inParallel(rounds, AT_ONCE, () => world.slack.command(address, world.somebody(), text));
      return computedBy(pid!) - before;
    };
  const perSecond = (measured: number[]): number =>
    (measured.length * rounds) / measured.reduce((sum, one) => sum + one, 0);
  const before = batches * rounds;
  const lists = await allByTurns(2 * batches, batches, seconds(service, 'users list'), seconds(bare, 'sql'));
  const [a, b] = [perSecond(lists.a), perSecond(lists.b)];
  const post = seconds(bare, 'post');
  const posts = [await post(), await post(), await post()];
  await Promise.all([service.stop(), bare.stop()]);
  const rate = (value: number): string => `${value.toFixed(0)} a second`;
  return [
    ratio(
      {
        what: 'lists per second on one core, of what the process computes',
        against: `the bare Bolt app, with the same two statements, both after ${before.toLocaleString('en')} lists`,
        reach: { atLeast: 0.8 },
      },
      { a, b },
      rate,
    ),
    await metricsRow(world.sizes, 1_000 / a),
    told('the bare Bolt app without any statement', 'the same', rate(perSecond(posts))),
  ];
}

/**
 * What `/metrics` adds to a list is measured in this process: what a list says to whoever counts, with the registry
 * hearing it and with nobody. Whole services cannot tell: two that are set up alike differ by several hundredths, and this
 * is about a thousandth.
 */
async function metricsRow({ rounds, batches }: Sizes, list: number): Promise<Row> {
  const lists = 100 * rounds;
  const saying = async (): Promise<number> => {
    const before = process.cpuUsage();
    for (let count = 0; count < lists; count += 1) {
      arrived('slack')();
      finished.say(() => ({ command: 'users list', platform: 'slack', outcome: 'done', seconds: 0.01 }));
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000 / lists;
  };
  const heard = async (): Promise<number> => {
    const { stop } = startMetrics({
      version: 'bench',
      state: () => Promise.reject(new Error('nobody scrapes')),
      responded: { licence: () => null, sso: () => null },
      clock: () => new Date(),
    });
    return saying().finally(stop);
  };
  const { a, b } = await byTurns(batches, heard, saying);
  return ratio(
    {
      what: 'what a list computes while `/metrics` is on',
      against: 'while it is off, by what the counting alone takes',
      reach: { atMost: 1.03 },
    },
    { a: list + a - b, b: list },
    (value) => `${value.toFixed(3)} ms`,
  );
}
