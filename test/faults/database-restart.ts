import { setTimeout as pause } from 'node:timers/promises';
import { openWindow, signIn } from './console-client.ts';
import { type Member, makeMembers, makeRoles } from './crew.ts';
import type { Fault, FaultOptions } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { comesTrue, paced } from './parallel.ts';
import { startPostgres } from './postgres.ts';
import { exactly, none, type Row, row, runsStill } from './report.ts';
import { openStage } from './stage.ts';

const READS = ['/hexa users list', '/hexa whoami', '/hexa home', '/hexa plan', '/hexa help'];
/** A reference that also stands in the log. */
const REFERENCE = /reference: [0-9a-f]{8}/;

/** PostgreSQL is stopped and started in the middle of commands from both platforms. */
export const databaseRestart: Fault = {
  name: 'PostgreSQL restarts',
  async run({ postgres: { cluster }, random, short, say }) {
    // One of its own, which nobody else works on.
    const postgres = await startPostgres({ cluster });
    try {
      return await restarted({ postgres, random, short, say });
    } finally {
      await postgres.end();
    }
  },
};

async function restarted({ postgres, random, short, say }: FaultOptions): Promise<Row[]> {
  const commands = short ? 30 : 200;
  const everyMs = short ? 50 : 100;
  await using stage = await openStage(postgres, { CHATOPS_CONSOLE: 'on' });
  const service = await stage.service(stage.env(await stage.freePort()));
  await makeRoles(stage);
  const crew = await members(stage, short ? 6 : 20);
  const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);
  await stage.discord.waitFor((double) => double.commandsOf().length === 3, 'the commands');

  const windows = await watchWindows(service.address);
  const outcomes = { answered: 0, referred: 0 };
  const silent: string[] = [];
  // Each does one thing after the other, as people do.
  const queues = new Map<Member, Promise<void>>();
  const does = (index: number): Promise<void> => {
    const member = crew[index % crew.length]!;
    const line = random.pick(READS);
    const adds = random.chance(0.4);
    const email = `new${index}@restart.example`;
    const done = (queues.get(member) ?? Promise.resolve()).then(async () => {
      try {
        const text = await (adds ? member.adds(email) : member.types(line));
        if (REFERENCE.test(text)) outcomes.referred += 1;
        else outcomes.answered += 1;
      } catch (error) {
        silent.push(`${member.platform} ${adds ? 'adding' : line}: ${String(error).slice(0, 200)}`);
      }
    });
    queues.set(member, done);
    return done;
  };

  const outages = (async () => {
    for (const how of short ? (['immediate'] as const) : (['fast', 'immediate'] as const)) {
      await pause((commands * everyMs) / 5);
      say(`stopping PostgreSQL (${how})`);
      await postgres.stop(how);
      await pause((commands * everyMs) / 5);
      await postgres.start();
    }
  })();
  const numbers = Array.from({ length: commands }, (_, index) => index);
  await Promise.all([paced(numbers, everyMs, does), outages]);
  const ready = await comesTrue(async () => (await fetch(`${service.address}/readyz`)).ok, 10_000);

  const windowAfter = await windows.stop();
  const after: string[] = [];
  await Promise.all(
    crew.map(async (member) => {
      const text = await member.types('/hexa users list').catch(String);
      if (!text.includes('Users: ')) after.push(`${member.platform}: ${text.slice(0, 200)}`);
    }),
  );
  const rows: Row[] = [
    exactly(
      `of ${commands} commands: answered, or told a reference`,
      commands,
      outcomes.answered + outcomes.referred,
    ),
    none('people who read nothing', silent),
    row('told a reference, so that the outage was felt', 'some', outcomes.referred, outcomes.referred > 0),
    row('ready again', 'yes', ready ? 'yes' : 'no', ready),
    runsStill(service),
    row('windows of the console that were opened meanwhile', 'some', windows.tried(), windows.tried() > 0),
    row('a window of the console afterwards', 'answers', windowAfter, windowAfter === 'answers'),
    none(`of ${crew.length} commands afterwards: not answered`, after),
  ];
  return [...rows, ...(await invariants(stage, await watching.stop()))];
}

async function members(stage: Parameters<typeof makeMembers>[0], count: number): Promise<Member[]> {
  const named = (platform: string) =>
    Array.from({ length: count / 2 }, (_, index) => ({
      name: `${platform}${index}`,
      roles: ['lead', 'plain'],
    }));
  return [
    ...(await makeMembers(stage, 'slack', named('sl'))),
    ...(await makeMembers(stage, 'discord', named('di'))),
  ];
}

/** One window stays open, and others are opened all the time, as pages do that lost theirs. */
async function watchWindows(address: string): Promise<{ tried(): number; stop(): Promise<string> }> {
  const cookie = await signIn(address);
  const first = await openWindow(address, cookie);
  const ending = new AbortController();
  let tried = 0;
  const trying = (async () => {
    while (!ending.signal.aborted) {
      tried += 1;
      const window = await openWindow(address, cookie).catch(() => null);
      window?.socket.close();
      await pause(200, undefined, { signal: ending.signal }).catch(() => undefined);
    }
  })();
  return {
    tried: () => tried,
    async stop() {
      ending.abort();
      await trying;
      first.socket.close();
      const window = await openWindow(address, cookie);
      const said = await window.says('/hexa whoami').catch(String);
      window.socket.close();
      return said.includes('seed@example.com') ? 'answers' : said.slice(0, 200);
    },
  };
}
