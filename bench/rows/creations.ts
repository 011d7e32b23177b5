import bcrypt from 'bcrypt';
import { HASHES_AT_ONCE } from '#services/passwords.ts';
import { median, percentile, took } from '../measure.ts';
import { ms, type Row, ratio, told } from '../row.ts';
import type { Scene } from '../scene.ts';
import { filledIn, openForms } from './new-users.ts';

/** Everybody presses Add in the same moment. */
export async function creationRows({ world, service }: Scene): Promise<Row[]> {
  const { creations, cost } = world.sizes;
  const forms = await openForms(world, service.address, creations);
  const hash = () => took(() => bcrypt.hash('correct horse battery', cost));
  const before = [await hash(), await hash(), await hash(), await hash(), await hash()];
  const acknowledged: number[] = [];
  const all = await took(() =>
    Promise.all(
      forms.map(async (form, n) => {
        const done = await world.slack.submit(service.address, form, filledIn(`atonce${n}`));
        if (!done.body.includes('was added')) throw new Error(`not added: ${done.body.slice(0, 300)}`);
        acknowledged.push(done.acknowledged);
      }),
    ),
  );
  const after = [await hash(), await hash(), await hash(), await hash(), await hash()];
  const one = median([...before, ...after]);
  return [
    ratio(
      {
        what: `${creations} creations at once`,
        against: `${creations} hashes of ${ms(one)}, ${HASHES_AT_ONCE} at a time`,
        reach: { atMost: 1.15 },
      },
      { a: all, b: (creations * one) / HASHES_AT_ONCE },
      (value) => `${(value / 1000).toFixed(1)} s`,
    ),
    told(`acknowledgement of those ${creations}, p99`, 'Slack’s 3 s', ms(percentile(acknowledged, 99))),
  ];
}
