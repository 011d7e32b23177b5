import { memoryOf } from '../../test/support/process-use.ts';
import { inParallel } from '../measure.ts';
import { type Row, ratio } from '../row.ts';
import type { Scene } from '../scene.ts';

/** What people type all day. */
const COMMANDS = ['users list', 'users show user5@example.com', 'whoami', 'help', 'home', 'plan'];
/** Below what the limit of 30 a minute and person lets through. */
const AT_ONCE = 8;

/** A service of its own, as what went before would count. */
export async function memoryRow({ world, url }: Scene): Promise<Row> {
  const service = await world.service(url, { CHATOPS_USER_LIMIT: 'unlimited' });
  const [first, all] = world.sizes.commands;
  const run = (count: number) =>
    inParallel(count, AT_ONCE, (n) =>
      world.slack.command(service.address, world.somebody(), COMMANDS[n % COMMANDS.length]!),
    );
  await run(first);
  const b = memoryOf(service.child.pid!);
  await run(all - first);
  const a = memoryOf(service.child.pid!);
  await service.stop();
  return ratio(
    {
      what: `memory after ${all.toLocaleString('en')} commands`,
      against: `memory after ${first.toLocaleString('en')}`,
      reach: { atMost: 1.2 },
    },
    { a, b },
    (value) => `${value.toFixed(0)} MB`,
  );
}
