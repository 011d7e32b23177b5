import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { findEmbedded } from '#database/embedded/index.ts';
import { findCluster } from '#database/embedded/layout.ts';
import { stopPostmaster } from '#database/embedded/postmaster.ts';
import type { ServiceProcess } from '../support/service-process.ts';
import { owing } from './broken-off.ts';
import { type Member, makeMembers, makeRoles } from './crew.ts';
import type { Fault, FaultOptions } from './fault.ts';
import { invariants, watch } from './invariants.ts';
import { comesTrue, together } from './parallel.ts';
import { GUARDED, givePasskeys } from './passkeys.ts';
import { exactly, type Row, row } from './report.ts';
import { openStage, type Stage } from './stage.ts';

/** Two who decide, one on each platform; several, as each may do 30 things a minute. */
const PAIRS = 4;

/** The service is killed at random moments of creations and decisions, and started again each time. */
export const kills: Fault = {
  name: 'SIGKILL at random',
  async run({ postgres, random, short, say }) {
    const { kills, creations, decisions } = short
      ? { kills: 1, creations: 6, decisions: 2 }
      : { kills: 50, creations: 350, decisions: 150 };
    await using stage = await openStage(postgres, { CHATOPS_STEP_UP: 'privileged' });
    const env = stage.env(await stage.freePort());
    let up = stage.service(env);
    await up;
    const crew = await cast(stage, decisions);
    await givePasskeys(stage, crew.approvers);
    const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);

    let isOver = false;
    let killed = 0;
    const killing = (async () => {
      while (!isOver && killed < kills) {
        await pause(100 + random.below(short ? 400 : 1_400));
        if (isOver) break;
        await (await up).stop('SIGKILL');
        killed += 1;
        if (killed % 10 === 0) say(`killed ${killed} times`);
        up = stage.service(env);
        await up;
      }
    })();
    const attempts = await persevere(stage, crew, { creations, decisions }, () => up);
    isOver = true;
    await killing;

    const rows: Row[] = [
      row(
        `kills during ${creations} creations and ${decisions} decisions`,
        `${kills}`,
        killed,
        killed >= kills,
      ),
      exactly('created', creations, await stage.count(`users WHERE email LIKE '%@kills.example'`)),
      exactly('decided', decisions, await stage.count(`chatops.requests WHERE status = 'approved'`)),
      exactly(
        'of them by passkey',
        Math.ceil(decisions / 2),
        await stage.count("chatops.audit WHERE action = 'requests approved' AND proof_id IS NOT NULL"),
      ),
      row('attempts that people needed', 'told', attempts, true),
    ];
    return [...rows, ...(await invariants(stage, await watching.stop(), short ? 40_000 : 120_000))];
  },
};

/** The same with the embedded server, which lives on when the service is killed, and is adopted. */
export const killsEmbedded: Fault = {
  name: 'SIGKILL beside the embedded server',
  async run({ random, short }: FaultOptions) {
    const { kills, creations } = short ? { kills: 1, creations: 6 } : { kills: 5, creations: 40 };
    const dataDir = await mkdtemp(join(tmpdir(), 'hexabot-chatops-kills-'));
    await using stage = await openStage(null);
    const { DATABASE_URL: _none, CHATOPS_SECRET: _made, ...given } = stage.env(await stage.freePort());
    const env = { ...given, DATA_DIR: dataDir, CHATOPS_CONSOLE: 'off' };
    const end = owing(async () => {
      const cluster = await findCluster(dataDir);
      await Promise.all(stage.services.map((service) => service.stop('SIGKILL')));
      await stopPostmaster(cluster);
      await rm(dirname(cluster), { recursive: true, force: true });
      await rm(dataDir, { recursive: true, force: true });
    });
    try {
      let up = stage.service(env);
      await up;
      stage.databaseUrl = (await findEmbedded(dataDir))!;
      const crew = await cast(stage, 0);
      const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);
      let [killed, adopted] = [0, 0];
      const killing = (async () => {
        while (killed < kills) {
          await pause(200 + random.below(800));
          await (await up).stop('SIGKILL');
          killed += 1;
          up = stage.service(env);
          const database = await (await up).line('Database  on');
          if (database.includes('found running and adopted')) adopted += 1;
        }
      })();
      await persevere(stage, crew, { creations, decisions: 0 }, () => up);
      await killing;
      const made = await stage.count(`users WHERE email LIKE '%@kills.example'`);
      const rows = [
        exactly(`of ${kills} kills: the server was left running and adopted`, kills, adopted),
        exactly('created', creations, made),
        ...(await invariants(stage, await watching.stop(), short ? 40_000 : 120_000)),
      ];
      await (await up).stop();
      return rows;
    } finally {
      await end();
    }
  },
};

interface Cast {
  leads: Member[];
  approvers: Member[];
  askers: Member[];
}

async function cast(stage: Stage, decisions: number): Promise<Cast> {
  await makeRoles(stage);
  const named = (name: string, count: number, role: string) =>
    Array.from({ length: count }, (_, index) => ({ name: `${name}${index}x`, roles: [role, 'plain'] }));
  const both = async (name: string, count: number, role: string): Promise<Member[]> => [
    ...(await makeMembers(stage, 'slack', named(`sl${name}`, Math.ceil(count / 2), role))),
    ...(await makeMembers(stage, 'discord', named(`di${name}`, Math.floor(count / 2), role))),
  ];
  return {
    leads: await both('lead', 12, 'lead'),
    approvers: await both('boss', decisions === 0 ? 0 : 2 * Math.min(PAIRS, decisions), 'admin'),
    askers: await both('asker', decisions, 'public'),
  };
}

/** Does everything until the database says that it is done, as people do who read nothing or an error. */
async function persevere(
  stage: Stage,
  { leads, approvers, askers }: Cast,
  { creations, decisions }: { creations: number; decisions: number },
  up: () => Promise<ServiceProcess>,
): Promise<number> {
  const pairs = approvers.length / 2;
  let attempts = 0;
  const until = async (isDone: () => Promise<boolean>, act: () => Promise<unknown>): Promise<void> => {
    while (!(await isDone())) {
      const { ended } = await up();
      attempts += 1;
      await Promise.race([act().catch(() => undefined), ended, comesTrue(isDone, 20_000, 250)]);
    }
  };
  const has = async (from: string, value: string): Promise<boolean> => (await stage.count(from, [value])) > 0;
  const perLead = leads.map((lead, index) => ({
    lead,
    emails: Array.from({ length: creations }, (_, number) => number)
      .filter((number) => number % leads.length === index)
      .map((number) => `new${number}@kills.example`),
  }));
  const creating = together(perLead, leads.length, async ({ lead, emails }) => {
    for (const email of emails)
      await until(
        () => has('users WHERE email = $1', email),
        () => lead.adds(email),
      );
  });
  const deciding = together(askers.slice(0, decisions), 4, async (asker, index) => {
    const requests = `chatops.requests r JOIN users u ON u.id = r.target_id WHERE u.email = $1`;
    await until(
      () => has(requests, asker.email),
      () => asker.requests(index % 2 === 0 ? GUARDED : 'wanted'),
    );
    const isDecided = () => has(`${requests} AND r.status <> 'pending'`, asker.email);
    // Both press at once; the next request is for the next two.
    const pair = approvers.filter((_, boss) => boss % pairs === index % pairs);
    await until(isDecided, () => Promise.allSettled(pair.map((boss) => boss.approves(asker.name))));
  });
  await Promise.all([creating, deciding]);
  return attempts;
}
