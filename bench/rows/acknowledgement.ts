import { median, percentile } from '../measure.ts';
import { ms, type Row } from '../row.ts';
import type { Scene } from '../scene.ts';
import { filledIn, openForms } from './new-users.ts';

const PASSWORDS = 20;
const AT_ONCE = 50;

/** Fifty commands at once, several times over, while passwords of new users are hashed. */
export async function acknowledgementRow({ world, service }: Scene): Promise<Row> {
  const { slack } = world;
  const forms = await openForms(world, service.address, PASSWORDS);
  const created = forms.map((form, n) => slack.submit(service.address, form, filledIn(`during${n}`)));
  const acknowledged: number[] = [];
  for (let volley = 0; volley < world.sizes.volleys; volley += 1) {
    const sent = Array.from({ length: AT_ONCE }, () =>
      slack.command(service.address, world.somebody(), 'users list'),
    );
    acknowledged.push(...(await Promise.all(sent)).map((each) => each.acknowledged));
  }
  await Promise.all(created);
  const p99 = percentile(acknowledged, 99);
  return {
    what: `acknowledgement under ${AT_ONCE} commands at once while ${PASSWORDS} passwords are hashed, p99`,
    against: 'Slack’s 3 s',
    measured: `p50 ${ms(median(acknowledged))}, p99 ${ms(p99)}`,
    reach: { atMost: 300 },
    value: p99,
    unit: 'ms',
  };
}
