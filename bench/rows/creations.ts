import bcrypt from 'bcrypt';
import { HASHES_AT_ONCE } from '#services/shared/passwords.ts';
import { median, percentile, took } from '../measure.ts';
import { ms, type Row, ratio } from '../row.ts';
import type { Scene } from '../scene.ts';
import { filledIn, openForms } from './new-users.ts';

/** Everybody presses Add in the same moment. */
export async function creationRows({ world, service }: Scene): Promise<Row[]> {
  const { creations, cost } = world.sizes;
  const forms = await openForms(world, service.address, creations);
  const sends = forms.map((form, n) => world.slack.fillIn(form, filledIn(`atonce${n}`)));
  const hash = () => took(() => bcrypt.hash('correct horse battery', cost));
  const before = [await hash(), await hash(), await hash(), await hash(), await hash()];
  const acknowledged: number[] = [];
  const all = await took(() =>
    Promise.all(
      sends.map(async (send) => {
        const done = await send(service.address);
        if (!done.body.includes('was added')) throw new Error(`not added: ${done.body.slice(0, 300)}`);
        acknowledged.push(done.acknowledged);
      }),
    ),
  );
  const after = [await hash(), await hash(), await hash(), await hash(), await hash()];
  const one = median([...before, ...after]);
  const p99 = percentile(acknowledged, 99);
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
    {
      what: `acknowledgement of those ${creations}, p99`,
      against: 'Slack’s 3 s',
      measured: `p50 ${ms(median(acknowledged))}, p99 ${ms(p99)}`,
      reach: { atMost: 1_000 },
      value: p99,
      unit: 'ms',
    },
  ];
}
