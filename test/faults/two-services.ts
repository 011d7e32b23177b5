import { setTimeout as pause } from 'node:timers/promises';
import { type Member, makeMembers, makeRoles, whatTheyRead } from './crew.ts';
import type { Fault } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { comesTrue, together } from './parallel.ts';
import { exactly, none, type Row, row } from './report.ts';
import { openStage, type Stage } from './stage.ts';

const READS = [
  '/hexa users list',
  '/hexa whoami',
  '/hexa home',
  '/hexa plan',
  '/hexa help',
  '/hexa roles list',
];
/** Each may do 30 things a minute, told by each service for itself. */
const PACE_MS = 3_000;
const RACE_MS = 1_600;
/** More at once would try this machine, which the double and everything else runs on too. */
const AT_ONCE = { short: 12, whole: 64 };

/** Two services on one database, with everything that people of both platforms do at once. */
export const twoServices: Fault = {
  name: 'Two services, one database',
  async run({ postgres, random, short, say }) {
    const counts = short
      ? { commands: 24, crew: 20, races: 2, room: 3, pairs: 1 }
      : { commands: 10_000, crew: 240, races: 60, room: 600, pairs: 4 };
    await using stage = await openStage(postgres);
    const env = async (limit: string) => ({
      ...stage.env(await stage.freePort(), 'socket'),
      CHATOPS_USER_LIMIT: limit,
    });
    // Seed, crew, bosses, those who are disabled and those who ask; and room for some more.
    const limit = 1 + counts.crew + 2 * counts.pairs + 2 * counts.races + counts.room;
    const one = await stage.service(await env(String(limit)));
    const other = await stage.service(await env(String(limit)));
    await makeRoles(stage);
    const { crew, bosses, askers, victims } = await cast(stage, counts);
    const watching = watch(stage.databaseUrl, limit);
    await stage.discord.waitFor((double) => double.commandsOf().length === 3, 'the commands');
    const gateways = stage.discord.gatewayConnections;

    const wrong: string[] = [];
    const read = async (what: string, reading: Promise<string>): Promise<string> => {
      const { text, isWrong } = await whatTheyRead(reading);
      if (isWrong) wrong.push(`${what}: ${text.slice(0, 120)}`);
      return text;
    };
    let [done, refused, creations] = [0, 0, 0];
    const turns = Array.from({ length: counts.commands }, (_, turn) => crew[turn % crew.length]!);
    const begunBy = new Map<Member, number>();
    const working = together(turns, short ? AT_ONCE.short : AT_ONCE.whole, async (member) => {
      if (!short) await pause(Math.max(0, (begunBy.get(member) ?? 0) + PACE_MS - Date.now()));
      begunBy.set(member, Date.now());
      if (random.chance(0.1)) {
        creations += 1;
        const text = await read(`${member.platform} adds`, member.adds(`new${creations}@two.example`));
        if (text.includes('Quota reached')) refused += 1;
      } else {
        const line = random.pick(READS);
        await read(`${member.platform} ${line}`, member.types(line));
      }
      done += 1;
      if (done % 200 === 0) stage.slack.forgetOld();
      if (done % 1_000 === 0) say(`${done} commands`);
    });
    // Two people press at once, one on each platform.
    const racing = (async () => {
      for (const [index, asker] of askers.entries()) {
        const begun = Date.now();
        const pair = bosses.filter((_, boss) => boss % counts.pairs === index % counts.pairs);
        await read('asks', asker.requests('wanted'));
        await Promise.all(pair.map((boss) => read(`${boss.platform} decides`, boss.approves(asker.name))));
        const { email } = victims[index]!;
        await Promise.all(pair.map((boss) => read(`${boss.platform} disables`, boss.disables(email))));
        if (!short) await pause(Math.max(0, begun + RACE_MS - Date.now()));
      }
    })();
    await Promise.all([working, racing]);
    const disabledTwice = await stage.query<{ name: string }>(
      `SELECT target_name AS name FROM chatops.audit WHERE action = 'users disable' AND outcome = 'done'
       GROUP BY target_id, target_name HAVING count(*) > 1`,
    );
    const deliveredTwice = await doubled(stage);

    await raceForRoom(stage, limit, crew);

    // Everybody who is a full administrator disables another one, and is disabled by one who is none, at once.
    await stage.query(
      `DELETE FROM user_roles WHERE user_id = (SELECT id FROM users WHERE email = 'seed@example.com')`,
    );
    const disabling = bosses.flatMap(({ email }, index) => [
      bosses.at(index - 1)!.disables(email),
      crew[index]!.disables(email),
    ]);
    await Promise.allSettled(disabling);

    say('killing the service that holds the gateway');
    const holder = one.output.some((line) => line.includes('standing by')) ? other : one;
    const killedAt = Date.now();
    await holder.stop('SIGKILL');
    const takenOver = await comesTrue(() => stage.discord.gatewayConnections === 1, 40_000, 50);
    const tookMs = Date.now() - killedAt;
    const discordCrew = crew.filter(({ platform }) => platform === 'discord').slice(0, 3);
    const after = await Promise.all(discordCrew.map((member) => member.types('/hexa help').catch(() => '')));
    const users = await stage.count(`users WHERE type = 'UserOrmEntity'`);
    const rows: Row[] = [
      row('commands from both platforms', `${counts.commands}`, done, done >= counts.commands),
      none('not answered, or answered with an error', wrong),
      exactly('gateway connections while both run', 1, gateways),
      none(
        'disabled twice by two who pressed at once',
        disabledTwice.map(({ name }) => name),
      ),
      exactly('answers that came twice', 0, deliveredTwice),
      row(
        `users, of ${limit} allowed (${refused} creations were refused)`,
        `at most ${limit}`,
        users,
        users <= limit,
      ),
      row(
        'gateway taken over after a SIGKILL',
        'at most 30 s',
        `${(tookMs / 1_000).toFixed(1)} s`,
        takenOver && tookMs <= 30_000,
      ),
      exactly('commands in Discord answered afterwards', discordCrew.length, after.filter(Boolean).length),
    ];
    return [...rows, ...(await invariants(stage, await watching.stop()))];
  },
};

async function cast(stage: Stage, counts: { crew: number; races: number; pairs: number }) {
  const named = (name: string, count: number, role: string) =>
    Array.from({ length: count }, (_, index) => ({ name: `${name}${index}x`, roles: [role, 'plain'] }));
  const slack = await makeMembers(stage, 'slack', [
    ...named('slcrew', counts.crew / 2, 'lead'),
    ...named('slasker', counts.races / 2, 'public'),
    ...named('slboss', counts.pairs, 'admin'),
    ...named('slvictim', counts.races, 'public'),
  ]);
  const discord = await makeMembers(stage, 'discord', [
    ...named('dicrew', counts.crew / 2, 'lead'),
    ...named('diasker', counts.races / 2, 'public'),
    ...named('diboss', counts.pairs, 'admin'),
  ]);
  const both = [...slack, ...discord];
  const are = (what: string) => both.filter(({ name }) => name.slice(2).startsWith(what));
  return { crew: are('crew'), askers: are('asker'), bosses: are('boss'), victims: are('victim') };
}

/** On each platform ten send the form to add somebody in the same moment, where two more are allowed. */
async function raceForRoom(stage: Stage, limit: number, crew: readonly Member[]): Promise<void> {
  const room = limit - (await stage.count(`users WHERE type = 'UserOrmEntity'`));
  const fillers = Array.from({ length: Math.max(0, room - 2) }, (_, index) => `filler${index}`);
  await makeMembers(
    stage,
    'slack',
    fillers.map((name) => ({ name, roles: ['plain'] })),
  );
  // Where there is no room any more, those who were disabled give way.
  await stage.query(
    `WITH leaving AS (SELECT id FROM users WHERE username LIKE 'slvictim%' LIMIT $1),
       roles AS (DELETE FROM user_roles WHERE user_id IN (SELECT id FROM leaving))
     DELETE FROM users WHERE id IN (SELECT id FROM leaving)`,
    [Math.max(0, 2 - room)],
  );
  const racers = [...crew.slice(0, 10), ...crew.slice(-10)];
  const sends = await Promise.all(racers.map((member, index) => member.fillsIn(`race${index}@two.example`)));
  await Promise.allSettled(sends.map((send) => send()));
}

/** Interactions to which Discord was given a second first response: each service would have answered. */
async function doubled({ discord }: Stage): Promise<number> {
  return discord.calls.filter(({ path, status }) => path.endsWith('/callback') && status === 400).length;
}
