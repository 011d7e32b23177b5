import { setTimeout as pause } from 'node:timers/promises';
import { textOf as discordText } from '../support/discord/index.ts';
import { textOf } from '../support/slack/index.ts';
import { type Member, makeMembers, makeRoles } from './crew.ts';
import type { Fault } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { comesTrue } from './parallel.ts';
import { exactly, none, type Row, row, runsStill } from './report.ts';
import { openStage, SLACK_CHANNEL, type Stage } from './stage.ts';

interface Trouble {
  name: string;
  begins(stage: Stage, retryAfter: number): Promise<void>;
}

const ALWAYS = { times: Number.POSITIVE_INFINITY };
const TROUBLES: readonly Trouble[] = [
  {
    name: '429 with Retry-After',
    begins: async ({ slack, discord }, retryAfter) => {
      slack.fail('*', { status: 429, retryAfter, ...ALWAYS });
      discord.fail(/./, { status: 429, retryAfter, ...ALWAYS });
    },
  },
  {
    name: '5xx',
    begins: async ({ slack, discord }) => {
      slack.fail('*', { status: 503, ...ALWAYS });
      discord.fail(/./, { status: 502, ...ALWAYS });
    },
  },
  {
    name: 'timeouts',
    begins: async ({ slack, discord }) => {
      slack.fail('*', { hang: true, ...ALWAYS });
      discord.fail(/./, { hang: true, ...ALWAYS });
    },
  },
  {
    name: 'connection refused',
    begins: async ({ slack, discord }) => {
      await Promise.all([slack.goesDown(), discord.goesDown()]);
    },
  },
];

/** Slack's and Discord's APIs fail, each way for a minute, while people go on pressing. */
export const platformsFailing: Fault = {
  name: 'Slack and Discord APIs fail',
  waits: true,
  async run({ postgres, short, say }) {
    const { seconds, presses } = short ? { seconds: 1, presses: 1 } : { seconds: 60, presses: 10 };
    const troubles = short ? TROUBLES.slice(-1) : TROUBLES;
    await using stage = await openStage(postgres);
    const service = await stage.service(stage.env(await stage.freePort()));
    const cast = await prepare(stage, troubles.length * presses);
    const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);
    const rows: Row[] = [];
    for (const [index, trouble] of troubles.entries()) {
      say(trouble.name);
      const askers = cast.askers.slice(index * presses, (index + 1) * presses);
      rows.push(
        ...(await through(stage, trouble, { ...cast, askers }, { seconds, address: service.address })),
      );
    }
    rows.push(runsStill(service));
    return [...rows, ...(await invariants(stage, await watching.stop()))];
  },
};

interface Cast {
  readers: Member[];
  boss: Member;
  askers: Member[];
}

async function prepare(stage: Stage, requests: number): Promise<Cast> {
  await makeRoles(stage);
  const named = (name: string, count: number, role: string) =>
    Array.from({ length: count }, (_, index) => ({ name: `${name}${index}x`, roles: [role, 'plain'] }));
  const slack = await makeMembers(stage, 'slack', [
    ...named('slread', 3, 'lead'),
    ...named('slboss', 1, 'admin'),
  ]);
  const discord = await makeMembers(stage, 'discord', [
    ...named('diread', 3, 'lead'),
    ...named('diboss', 1, 'admin'),
    ...named('diasker', requests, 'public'),
  ]);
  await stage.discord.waitFor((double) => double.commandsOf().length === 3, 'the commands');
  return {
    readers: [...slack, ...discord].filter(({ name }) => name.includes('read')),
    boss: slack.at(-1)!,
    askers: discord.filter(({ name }) => name.includes('asker')),
  };
}

/** One kind of trouble: requests made before it, decided within it, and shown after it. */
async function through(
  stage: Stage,
  { name, begins }: Trouble,
  { readers, boss, askers }: Cast,
  { seconds, address }: { seconds: number; address: string },
): Promise<Row[]> {
  const { slack, discord } = stage;
  for (const asker of askers) await asker.requests('wanted');
  const cards = () => slack.messages(SLACK_CHANNEL).filter((card) => isOf(textOf(card), askers));
  const discordCards = () =>
    discord.messages(stage.discordChannel).filter((card) => isOf(discordText(card), askers));
  const copies = `chatops.posted_cards p JOIN chatops.requests r ON r.id = p.request_id WHERE r.status = 'pending' AND p.shown >= 1`;
  await comesTrue(async () => (await stage.count(copies)) >= askers.length * 4, 20_000);

  const callsBefore = slack.calls.length + discord.calls.length;
  await begins(stage, Math.max(4, seconds / 2));
  const unhealthy: string[] = [];
  for (const asker of askers) {
    // Slack waits for the acknowledgement only: that is ours, and comes whatever its API does.
    void boss.approves(asker.name).catch(() => undefined);
    void readers.map((member) => member.types('/hexa whoami').catch(() => undefined));
    await pause((seconds * 1_000) / askers.length);
    const health = await fetch(`${address}/healthz`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ status }) => status,
      String,
    );
    if (health !== 200) unhealthy.push(String(health));
  }
  const decisions = () =>
    stage.count(
      `chatops.requests r JOIN users u ON u.id = r.target_id WHERE r.status = 'approved' AND u.email = ANY ($1)`,
      [askers.map(({ email }) => email)],
    );
  // While the trouble lasts: however slow this machine is, they do not wait for its end.
  await comesTrue(async () => (await decisions()) === askers.length, 20_000);
  const decided = await decisions();
  const calls = slack.calls.length + discord.calls.length - callsBefore;
  slack.heal();
  discord.stopFailing();
  if (name === 'connection refused') await Promise.all([slack.comesBack(), discord.comesBack()]);

  // The jobs that failed are tried again after a pause: let it pass.
  await stage.drain(40_000);
  const behind = [...cards().map(textOf), ...discordCards().map(discordText)].filter((text) =>
    text.includes('[Approve]'),
  );
  const answers = await Promise.all(readers.map((member) => member.types('/hexa help').catch(() => '')));
  const most = Math.ceil(calls / askers.length);
  return [
    exactly(`${name}: of ${askers.length} decisions pressed meanwhile, done`, askers.length, decided),
    none(`${name}: cards that show an old state afterwards`, behind),
    none(`${name}: moments without health`, unhealthy),
    row(`${name}: calls for each decision and ${readers.length} commands`, 'at most 100', most, most <= 100),
    exactly(`${name}: commands answered afterwards`, readers.length, answers.filter(Boolean).length),
  ];
}

function isOf(text: string, askers: readonly Member[]): boolean {
  return askers.some(({ name }) => text.includes(name));
}
