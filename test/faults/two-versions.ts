import { setTimeout as pause } from 'node:timers/promises';
import { hasOldVersion, OLD, oldVersion } from '../support/old-version.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { type Member, makeMembers, makeRoles, whatTheyRead } from './crew.ts';
import type { Fault } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { exactly, none, type Row, row } from './report.ts';
import { openStage } from './stage.ts';

const READS = ['/hexa users list', '/hexa whoami', '/hexa roles list', '/hexa help'];
const CREW = 40;
const ASKERS = 12;
/** Each may do 30 things a minute, and a form is two. */
const PACE_MS = 3_500;
/** How long people work with the old service alone, with both, and with the new one alone. */
const PHASE_MS = 30_000;
/** How long they go on after one of today's version gave way to another. */
const AGAIN_MS = 10_000;
/**
 * For so long a stop may leave Discord without an answer: 0.1.0 says nothing, and the new one asks every 0.5 s. What Slack
 * sends on a connection in the moment when it is closed is not answered either.
 */
const HANDED_OVER_MS = 2_000;
const PLATFORM_PATIENCE_MS = 10_000;

/**
 * An update while people of both platforms work: 0.1.0, then today's beside it, then 0.1.0 ends. In the end another of
 * today's version comes, and the first one ends.
 */
export const twoVersions: Fault = {
  name: 'Two versions, one database',
  async run({ postgres, random, say }) {
    if (!hasOldVersion) return [row('0.1.0', OLD, 'not tried: this copy of the repository lacks it', true)];
    await using version = await oldVersion();
    await using stage = await openStage(postgres);
    const env = async () => stage.env(await stage.freePort(), 'socket');
    const before = await stage.service(await env(), version.start);
    await makeRoles(stage);
    /** Half of them in each platform. */
    const people = async (name: string, count: number, roles: readonly string[]): Promise<Member[]> => {
      const named = (prefix: string) =>
        Array.from({ length: count / 2 }, (_, n) => ({ name: `${prefix}${name}${n}x`, roles }));
      return [
        ...(await makeMembers(stage, 'slack', named('sl'))),
        ...(await makeMembers(stage, 'discord', named('di'))),
      ];
    };
    const crew = await people('lead', CREW, ['lead', 'plain']);
    const askers = await people('asker', ASKERS, ['public']);
    const bosses = await people('boss', 2, ['admin']);
    const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);

    const [wrong, handedOver]: [string[], string[]] = [[], []];
    const stops: number[] = [];
    let [done, created] = [0, 0];
    const read = async (what: string, reading: Promise<string>): Promise<void> => {
      const begun = Date.now();
      const { text, isWrong } = await whatTheyRead(reading);
      done += 1;
      if (!isWrong) return;
      const isHandedOver =
        /did not respond|was not acknowledged/.test(text) &&
        stops.some((at) => begun >= at && begun < at + HANDED_OVER_MS);
      const since = stops.map((at) => `${begun - at} ms`).join(' and ');
      (isHandedOver ? handedOver : wrong).push(
        `${what}, ${since === '' ? 'before any stop' : `${since} after a stop`}: ${text.slice(0, 160)}`,
      );
    };
    const ending = new AbortController();
    const works = async (member: Member, index: number): Promise<void> => {
      await pause((index * PACE_MS) / CREW);
      for (let turn = 0; !ending.signal.aborted; turn += 1) {
        const begun = Date.now();
        const line = random.pick(READS);
        if (turn % 4 > 0) await read(`${member.platform} ${line}`, member.types(line));
        else {
          created += 1;
          await read(`${member.platform} adds`, member.adds(`new${created}@versions.example`));
        }
        await pause(Math.max(0, begun + PACE_MS - Date.now()));
      }
    };
    const working = Promise.all(crew.map(works));
    /** They ask one after the other, and each time both bosses decide at once. */
    const decide = async (those: readonly Member[]): Promise<void> => {
      for (const each of those) {
        await read('asks', each.requests('wanted'));
        await Promise.all(bosses.map((one) => read(`${one.platform} decides`, one.approves(each.name))));
      }
    };
    /** Stops it. Returns its exit code, and how long the gateway was nobody's. */
    const giveWay = async (service: ServiceProcess): Promise<{ code: number | null; gapMs: number }> => {
      const isHeld = (held: boolean) =>
        stage.discord.waitFor(
          ({ gatewayConnections }) => (gatewayConnections === 1) === held && performance.now(),
          'the gateway to change hands',
          { within: PLATFORM_PATIENCE_MS },
        );
      stops.push(Date.now());
      const stopping = service.stop('SIGTERM');
      const left = await isHeld(false);
      const gapMs = (await isHeld(true)) - left;
      return { code: await stopping, gapMs };
    };
    const third = (part: number): Member[] => askers.filter((_, index) => index % 3 === part);

    await Promise.all([decide(third(0)), pause(PHASE_MS)]);
    say(`starting the new one, after ${done} commands`);
    const after = await stage.service(await env());
    await Promise.all([decide(third(1)), pause(PHASE_MS)]);
    say(`ending the old one, after ${done} commands`);
    const old = await giveWay(before);
    await Promise.all([decide(third(2)), pause(PHASE_MS)]);
    const next = await stage.service(await env());
    say(`ending the new one beside another of its version, after ${done} commands`);
    const today = await giveWay(after);
    await pause(AGAIN_MS);
    ending.abort();
    await working;
    const failures = [before, after, next].flatMap(({ output }) =>
      output.filter((line) => /"level":(50|60)/.test(line)).map((line) => line.slice(0, 300)),
    );
    const rows: Row[] = [
      row('commands with the old one, with both, with the new one', 'some', done, done > 0),
      none('not answered, or answered with an error', wrong),
      row(
        'while one stops: not answered, to be sent again',
        `only within ${HANDED_OVER_MS / 1_000} s`,
        [handedOver.length, ...handedOver].join('; '),
        true,
      ),
      row("the gateway is nobody's when 0.1.0 stops", 'told', `${Math.round(old.gapMs)} ms`, true),
      row("when today's version stops", 'told', `${Math.round(today.gapMs)} ms`, true),
      exactly(
        'users made, each once',
        created,
        await stage.count(`users WHERE email LIKE '%@versions.example'`),
      ),
      exactly('requests decided', ASKERS, await stage.count(`chatops.requests WHERE status = 'approved'`)),
      exactly('exit code of the old one', 0, old.code ?? -1),
      exactly('exit code of the first new one', 0, today.code ?? -1),
      none('errors in the logs', failures),
    ];
    return [...rows, ...(await invariants(stage, await watching.stop()))];
  },
};
