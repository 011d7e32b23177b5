import { byTurns } from '../measure.ts';
import { type Row, ratio } from '../row.ts';
import type { Scene } from '../scene.ts';

/** A list and a search, one at a time, from the request to the answer sent. */
export async function listRows({ world, timed, bareTimed }: Scene): Promise<Row[]> {
  const { rounds } = world.sizes;
  const list = await byTurns(
    rounds,
    () => timed('users list'),
    () => bareTimed('sql'),
  );
  const search = await byTurns(
    rounds,
    () => timed('users list Finn'),
    () => timed('users list'),
  );
  return [
    ratio(
      {
        what: '`/hexa users list`, p50',
        against: 'a bare Bolt app that acknowledges, runs the same two statements and posts one message',
        reach: { atMost: 1.15 },
      },
      list,
    ),
    ratio({ what: 'search by part of a name, p50', against: 'a list', reach: { atMost: 1.5 } }, search),
  ];
}
