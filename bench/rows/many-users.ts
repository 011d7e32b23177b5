import { connect, rows, sql } from '#database/connection.ts';
import { comparisonKey } from '#domain/text.ts';
import { keyOf, likePart } from '#services/shared/comparison-key.ts';
import { isUser } from '#services/users/user-rows.ts';
import { byTurns, took } from '../measure.ts';
import { type Row, ratio } from '../row.ts';
import type { Scene } from '../scene.ts';

const SEARCHED = 'Finn';
/** Go through all users, whatever is done. */
const ABOUT_ALL = ['users list', `users list ${SEARCHED}`, 'home', 'roles list'];
/** Have no need to. */
const ABOUT_ONE = ['users show user5@example.com', 'users show user-0000005', 'whoami', 'roles show manager'];

/**
 * What is shown where there are many more users: what is about one of them is to stay as it is. Their services make lists
 * and searches before, as the one that they are measured against has: V8 takes some hundred to make the best of our code.
 */
export async function manyUsersRows({ world, timed }: Scene): Promise<Row[]> {
  const { more, rounds, users } = world.sizes;
  const [some, many] = await Promise.all([withUsers(world, more[0]), withUsers(world, more[1])]);
  const lists = ABOUT_ALL.slice(0, 2);
  for (const { timed } of [some, many])
    for (let count = 0; count < rounds / 6; count += 1) for (const list of lists) await timed(list);
  const few = Math.ceil(rounds / 15);
  const measured: Row[] = [];
  const at = (count: number): string => count.toLocaleString('en');
  for (const command of lists) {
    const what = `\`${command}\` at ${at(some.users)} users, p50`;
    const sides = await byTurns(
      few,
      () => some.timed(command),
      () => timed(command),
    );
    measured.push(ratio({ what, against: `at ${at(users)}`, reach: { atMost: 2 } }, sides));
  }
  const searches = [
    ...ABOUT_ALL.map((command) => ({ name: `\`${command}\``, side: () => many.timed(command) })),
    { name: 'completion of a name', side: many.completed },
  ];
  for (const { name, side } of searches) {
    const what = `${name} at ${at(many.users)} users, p50`;
    const against = '`count(*)` with the same name search';
    measured.push(ratio({ what, against, reach: { atMost: 1.5 } }, await byTurns(few, side, many.counted)));
  }
  for (const command of ABOUT_ONE) {
    const what = `\`${command}\` at ${at(many.users)} users, p50`;
    const sides = await byTurns(
      few,
      () => many.timed(command),
      () => timed(command),
    );
    measured.push(ratio({ what, against: `at ${at(users)}`, reach: { atMost: 1.5 } }, sides));
  }
  await Promise.all([some.end(), many.end()]);
  return measured;
}

async function withUsers(world: Scene['world'], users: number) {
  const url = await world.database(users);
  const service = await world.service(url, { CHATOPS_USER_LIMIT: 'unlimited' });
  const db = connect({ url, schema: 'public' });
  const part = likePart(comparisonKey(SEARCHED));
  const count = sql`SELECT count(*) FROM ${db.t.users} x WHERE ${isUser('x')}
    AND (${keyOf(sql`"firstName" || ' ' || "lastName"`)} LIKE ${part} OR ${keyOf(sql`coalesce(email, '')`)} LIKE ${part})`;
  return {
    users,
    timed: async (text: string) =>
      (await world.slack.command(service.address, world.somebody(), text)).answered,
    completed: () => world.slack.search(service.address, world.somebody(), SEARCHED),
    counted: () => took(() => rows(db.em(), count)),
    end: () => Promise.all([service.stop(), db.close()]),
  };
}
