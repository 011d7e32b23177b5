import { setTimeout as pause } from 'node:timers/promises';
import { memoryOf } from '../../test/support/process-use.ts';
import { inParallel } from '../measure.ts';
import { type Row, ratio } from '../row.ts';
import { type Scene, withDiscord } from '../scene.ts';

/** What people type all day. */
const COMMANDS = ['users list', 'users show user5@example.com', 'whoami', 'help', 'home', 'plan'];
const AT_ONCE = 8;
/** Below the 30 that a person may do, which a fast machine would go beyond. */
const A_MINUTE = 28;

/** A service of its own with both platforms on, as what went before would count. One at a time holds Discord's gateway. */
export async function memoryRows({ world }: Scene): Promise<Row[]> {
  const { service } = await withDiscord(world, await world.database());
  const [first, all] = world.sizes.commands;
  const everyMs = 60_000 / (A_MINUTE * world.sizes.users);
  const run = (count: number) => {
    const begun = Date.now();
    return inParallel(count, AT_ONCE, async (n) => {
      await pause(Math.max(0, begun + n * everyMs - Date.now()));
      await world.slack.command(service.address, world.somebody(), COMMANDS[n % COMMANDS.length]!);
    });
  };
  await run(first);
  const b = memoryOf(service.child.pid!);
  await run(all - first);
  const a = memoryOf(service.child.pid!);
  await service.stop();
  const what = `memory after ${all.toLocaleString('en')} commands`;
  const show = (value: number) => `${value.toFixed(0)} MB`;
  const against = `memory after ${first.toLocaleString('en')}`;
  return [
    ratio({ what, against, reach: { atMost: 1.2 } }, { a, b }, show),
    {
      what: `${what}, Slack and Discord on`,
      against: 'nothing',
      measured: show(a),
      reach: { atMost: 210 },
      value: a,
      unit: 'MB',
    },
  ];
}
