import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { connect } from '#database/connection.ts';
import { migrate } from '#database/migrate.ts';
import { seed } from '#services/standalone/seed.ts';
import { within } from '#timing/within.ts';
import { migrations } from '../../migrations/index.ts';
import { owing } from './broken-off.ts';
import type { Fault, FaultOptions } from './fault.ts';
import type { Deed, Order, Outcome } from './race-process.ts';
import { none, type Row, row } from './report.ts';

const PROGRAM = join(import.meta.dirname, 'race-process.ts');
/** Longer than a writer waits for others, for rows and for its statements. */
const ANSWERS_WITHIN_MS = 60_000;
const MUTE = `failed: no answer within ${ANSWERS_WITHIN_MS / 1_000} s`;
/** How long both have to look at who acts before they begin. */
const LEAD_MS = 60;

/**
 * Two who meet in the same few milliseconds, each in a process of its own, and neither may get past a rule: one person
 * alone who makes an administrator in two halves, and somebody who is disabled while they act.
 */
export const races: Fault = {
  name: 'Races between two processes',
  async run({ postgres, random, short, say }: FaultOptions): Promise<Row[]> {
    const rounds = short ? 12 : 300;
    const url = await postgres.createDatabase(`races_${random.word(8)}`);
    await migrate(url, 'public', migrations);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const [one, other] = [start(url), start(url)];
    const end = owing(async () => {
      for (const { child } of [one, other]) if (child.connected) child.disconnect();
      await client.end();
    });
    try {
      await Promise.all([one.ready, other.ready]);
      await plant(url);
      const query = async <T>(text: string, values: unknown[] = []) =>
        (await client.query(text, values)).rows as T[];
      const made: string[] = [];
      const acted: string[] = [];
      const failed: string[] = [];
      let both = 0;
      const ann = await linked(query, await idOf(query, 'ann'));
      const admin = (await query<{ id: string }>(`SELECT id FROM roles WHERE name = 'admin'`))[0]!.id;
      let round = 0;
      // A process that does not answer would cost every further round its patience.
      for (; round < rounds && !failed.includes(MUTE); round += 1) {
        const roleId = await role(query, `harmless${round}`);
        const username = `new${round}`;
        const halves: [Deed, Deed] = [
          { name: 'adds', username, roleId },
          { name: 'raises', roleId },
        ];
        const outcomes = await meet(one, other, [ann, ann], halves, random.below(4) - 2);
        failed.push(...outcomes.filter((outcome) => outcome.startsWith('failed')));
        if (outcomes.every((outcome) => outcome === 'done')) made.push(username);

        const bobId = await user(query, `bob${round}`, admin);
        const bob = await linked(query, bobId);
        const victim = await linked(query, await user(query, `victim${round}`, admin));
        const deeds: Deed[] = [
          { name: 'renames', roleId, to: `renamed${round}` },
          { name: 'raises', roleId: await role(query, `unused${round}`) },
          { name: 'unlinks', identity: victim },
        ];
        const what = deeds[round % deeds.length]!;
        const off = { name: 'disables', userId: bobId } as const;
        const met = await meet(one, other, [bob, ann], [what, off], random.below(4) - 2);
        failed.push(...met.filter((outcome) => outcome.startsWith('failed')));
        if (met.every((outcome) => outcome === 'done')) both += 1;
        const late = await query<{ action: string }>(
          `SELECT a.action FROM chatops.audit a WHERE a.actor_id = $1 AND a.outcome = 'done' AND a.id >
             (SELECT min(d.id) FROM chatops.audit d WHERE d.action = 'users disable' AND d.target_id = $1)`,
          [bobId],
        );
        acted.push(...late.map(({ action }) => `${action} in round ${round}`));
        // Those who are left are not to grow in number: what is raced for is the same in each round.
        await query('DELETE FROM user_roles WHERE user_id <> $1', [await idOf(query, 'ann')]);
        if (round % 100 === 99) say(`${round + 1} rounds`);
      }
      return [
        none('administrators made by one person in two halves', made),
        none('what somebody did after they were disabled', acted),
        row(`of ${rounds} rounds, both came through, one before the other`, 'told', both, true),
        none('failed', failed),
        row('rounds', String(rounds), round, round === rounds),
      ];
    } finally {
      await end();
    }
  },
};

type Query = <T>(text: string, values?: unknown[]) => Promise<T[]>;

interface Racer {
  child: ChildProcess;
  ready: Promise<unknown>;
  does(order: Omit<Order, 'id'>): Promise<string>;
}

function start(url: string): Racer {
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const child = fork(PROGRAM, { env: { PATH, NODE_COMPILE_CACHE, DATABASE_URL: url }, execArgv: [] });
  const waiting = new Map<number, (outcome: string) => void>();
  let last = 0;
  child.on('message', (message: 'ready' | Outcome) => {
    if (message !== 'ready') waiting.get(message.id)?.(message.outcome);
  });
  child.on('exit', () => {
    for (const settle of waiting.values()) settle('failed: the process ended');
  });
  return {
    child,
    ready: once(child, 'message'),
    does: (order) =>
      new Promise((resolve) => {
        last += 1;
        waiting.set(last, resolve);
        child.send({ ...order, id: last } satisfies Order);
      }),
  };
}

/** Both begin in the same moment, give or take `skew` milliseconds. */
async function meet(
  one: Racer,
  other: Racer,
  [mine, theirs]: [Order['identity'], Order['identity']],
  [first, second]: readonly [Deed, Deed],
  skew: number,
): Promise<string[]> {
  const at = Date.now() + LEAD_MS;
  const both = Promise.all([
    one.does({ identity: mine, at, does: first }),
    other.does({ identity: theirs, at: at + skew, does: second }),
  ]);
  const outcomes = await within(ANSWERS_WITHIN_MS, both);
  return outcomes === 'late' ? [MUTE] : outcomes;
}

async function plant(url: string): Promise<void> {
  const db = connect({ url, schema: 'public' });
  const passwords = { hash: async () => 'x', unusable: async () => 'x', fits: async () => false };
  const admin = { firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', password: 'not asked' };
  await seed({ db, clock: () => new Date(), passwords }, admin);
  await db.close();
}

async function idOf(query: Query, username: string): Promise<string> {
  return (await query<{ id: string }>('SELECT id FROM users WHERE username = $1', [username]))[0]!.id;
}

async function role(query: Query, name: string): Promise<string> {
  const id = randomUUID();
  await query('INSERT INTO roles (id, name, active) VALUES ($1, $2, true)', [id, name]);
  return id;
}

async function user(query: Query, username: string, roleId: string): Promise<string> {
  const id = randomUUID();
  await query(
    `INSERT INTO users (id, "firstName", "lastName", username, email, password, type, state, provider)
     VALUES ($1, 'Some', 'Body', $2, $3, 'x', 'UserOrmEntity', true, '{"strategy":"local"}')`,
    [id, username, `${username}@example.com`],
  );
  await query('INSERT INTO user_roles (user_id, role_id) VALUES ($1, $2)', [id, roleId]);
  return id;
}

async function linked(query: Query, userId: string): Promise<Order['identity']> {
  const chatUser = `U${randomUUID().slice(0, 8)}`;
  await query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     VALUES ('slack', 'T1', $1, $2, 'operator', now())`,
    [chatUser, userId],
  );
  return { platform: 'slack', workspace: 'T1', user: chatUser };
}
