import type { Person } from '../support/discord/index.ts';
import { violationText } from '../support/discord/record.ts';
import { memoryOf } from '../support/process-use.ts';
import { textOf, type View } from '../support/slack/index.ts';
import { type Member, makeMembers, makeRoles } from './crew.ts';
import type { Fault } from './fault.ts';
import { HostileClient } from './hostile-client.ts';
import { HostileMembers } from './hostile-discord.ts';
import { hostileRequest, type Targets } from './hostile-requests.ts';
import type { Seen } from './hostile-seen.ts';
import { signed } from './hostile-slack.ts';
import { invariants, watch } from './invariants.ts';
import { together } from './parallel.ts';
import type { Random } from './random.ts';
import { exactly, none, type Row, row, runs, runsStill } from './report.ts';
import { openStage, type Stage } from './stage.ts';

/** Stands in the addresses of everybody whom nobody may hear of, which are asked for. */
const MARK = 'markerzius';
/** Their name, which is in no request. */
const NAME = 'zxleakname';
/** In the short form others run beside it, and answers have to come in time. */
const AT_ONCE = { short: 12, whole: 64 };
const LINKED = 100;

/** Malformed, hostile and oversized requests to everything that listens. */
export const hostile: Fault = {
  name: 'Hostile requests',
  async run({ postgres, random, short, say }) {
    const count = short ? 250 : 100_000;
    await using stage = await openStage(postgres, { CHATOPS_CONSOLE: 'on', LOG_LEVEL: 'info' });
    const service = await stage.service(stage.env(await stage.freePort()));
    const { targets, people, members } = await prepare(stage);
    const before = await stateOf(stage);
    const watching = watch(stage.databaseUrl, Number.POSITIVE_INFINITY);
    const client = new HostileClient(service.address);
    const violations = () => [
      ...stage.slack.violations.map(({ where, problems }) => `${where}: ${problems.join(', ')}`),
      ...stage.discord.violations.map(violationText),
    ];

    const answers = new Map<string, number>();
    const [failed, told]: [string[], string[]] = [[], []];
    const memory: number[] = [];
    let done = 0;
    const note = (number: number, kind: string, { status, text }: Seen): void => {
      const key = status === null ? 'closed' : `${Math.floor(status / 100)}xx`;
      answers.set(key, (answers.get(key) ?? 0) + 1);
      if (status !== null && status >= 500) failed.push(`request ${number} (${kind}): ${status}`);
      if (text.toLowerCase().includes(NAME)) told.push(`request ${number} (${kind})`);
    };
    const numbers = Array.from({ length: count }, (_, number) => number);
    await together(numbers, short ? AT_ONCE.short : AT_ONCE.whole, async (number) => {
      const one = hostileRequest(random.part(number), targets);
      try {
        note(number, one.kind, 'act' in one ? await members.send(one) : await client.send(one));
      } catch (error) {
        failed.push(`request ${number} (${one.kind}): ${String(error)}`);
      }
      done += 1;
      if (done % (count / 10) !== 0) return;
      told.push(...leaksIn(stage), ...members.toldSince(NAME));
      const share = done / count;
      memory.push(runs(service) ? Math.round(memoryOf(service.child.pid!)) : 0);
      say(`${Math.round(share * 100)} %, ${memory.at(-1)} MB`);
    });
    await stage.drain(20_000);
    const after = await stateOf(stage);
    // What was answered after that which was sent last.
    told.push(...leaksIn(stage), ...members.toldSince(NAME));
    const cards = stage.discord.messages(stage.discordChannel).length;
    const replays = await replay(stage, client, targets, people);
    const { guesses, linked } = await guessCodes(stage, random, short ? 1 : 3);
    client.stop();

    const [early, late] = [memory[0]!, memory.at(-1)!];
    const shown = [...answers].sort().map(([key, number]) => `${key}: ${number}`);
    const rows: Row[] = [
      row('requests', String(count), `${done} (${shown.join(', ')})`, done === count),
      none('5xx, or no answer', failed),
      none('answers with data of users', told),
      none('answers that break rules of Slack or Discord', violations()),
      none('errors of the database in the log', databaseErrors(service.output)),
      runsStill(service),
      row(
        'users, roles, links, drafts, confirmations and requests of others changed',
        'none',
        before === after ? 'none' : after,
        before === after,
      ),
      exactly('cards that stand in the channel of Discord', 1, cards),
      exactly('one press sent again 50 times: decisions', 1, replays.decided),
      // None where the first press had the same signature, as it was made in the same second.
      row('answers to those 50', 'at most 1', replays.told, replays.told <= 1),
      exactly(`linked by ${guesses} guessed codes`, 0, linked),
      row(
        `memory at the end (${late} MB) over that after a tenth`,
        'at most 1.2',
        (late / early).toFixed(2),
        short || late / early <= 1.2,
      ),
    ];
    return [...rows, ...(await invariants(stage, await watching.stop()))];
  },
};

/** People with a mark in their names, of whom nobody may hear; others who are linked and may do nothing. */
async function prepare(
  stage: Stage,
): Promise<{ targets: Targets; people: Record<'boss' | 'asker', Member>; members: HostileMembers }> {
  await makeRoles(stage);
  const marked = Array.from({ length: 20 }, (_, index) => ({
    name: `${MARK}${index}`,
    roles: ['lead', 'plain'],
  }));
  const [lead] = await makeMembers(stage, 'slack', marked);
  const [boss, asker] = await makeMembers(stage, 'slack', [
    { name: 'boss', roles: ['admin'] },
    { name: 'asker', roles: ['public'] },
    // Each may do 30 things a minute.
    ...Array.from({ length: LINKED }, (_, index) => ({ name: `nobody${index}`, roles: ['plain'] })),
  ]);
  const members = await linkedOnDiscord(stage);
  await lead!.adds(`${MARK}new@markers.example`);
  // Leaves a draft behind.
  await lead!.types('/hexa users add');
  await asker!.requests('wanted');
  await stage.drain(20_000);
  await stage.query(`UPDATE users SET "firstName" = $1 WHERE username LIKE $2`, [NAME, `${MARK}%`]);
  stage.slack.forgetOld();
  const ids = await stage.query<{ id: string }>(
    `SELECT id::text FROM users UNION ALL SELECT id::text FROM roles UNION ALL SELECT id::text FROM chatops.requests
     UNION ALL SELECT id::text FROM chatops.drafts UNION ALL SELECT id::text FROM chatops.confirmations`,
  );
  const users = await stage.query<{ email: string }>('SELECT email FROM users');
  const chat = await stage.query<{ chat_user: string }>(
    `SELECT chat_user FROM chatops.links l JOIN users u ON u.id = l.user_id
     WHERE l.platform = 'slack' AND u.username LIKE 'nobody%' ORDER BY u.username`,
  );
  const [hexa] = stage.discord.commandsOf();
  const targets = {
    ids: ids.map(({ id }) => id),
    emails: users.map(({ email }) => email),
    nobodies: chat.map(({ chat_user }) => chat_user),
    members: members.map(({ id }) => id),
    hexa: { id: hexa!.id, name: hexa!.name },
    origin: new URL(stage.slack.apiUrl).origin,
    team: stage.slack.workspace.teamId,
    signingSecret: stage.signingSecret,
    tokens: stage.smtp.mails.flatMap(({ text }) => /\/confirm\/([\w-]+)/.exec(text)?.[1] ?? []),
  };
  const strangers = Array.from({ length: LINKED }, (_, index) =>
    stage.discord.member({ name: `any${index}` }),
  );
  return {
    targets,
    people: { boss: boss!, asker: asker! },
    members: new HostileMembers(stage.discord, { linked: members, strangers }, stage.discordChannel),
  };
}

/** The same people who may do nothing, linked on Discord too. */
async function linkedOnDiscord(stage: Stage): Promise<Person[]> {
  const { discord } = stage;
  const members = Array.from({ length: LINKED }, (_, index) =>
    discord.member({ name: `nobody${index}`, permissions: ['ManageGuild'] }),
  );
  await stage.query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     SELECT 'discord', $1, m.chat, u.id, 'operator', now() FROM json_to_recordset($2::json) AS m (name text, chat text)
     JOIN users u ON u.username = m.name`,
    [discord.guildId, JSON.stringify(members.map(({ name, id }) => ({ name, chat: id })))],
  );
  return members;
}

/** What no request may change. */
async function stateOf(stage: Stage): Promise<string> {
  const rows = await stage.query(
    `SELECT (SELECT md5(string_agg(u::text, ',' ORDER BY id)) FROM users u) AS users,
       (SELECT md5(string_agg(r::text, ',' ORDER BY user_id, role_id)) FROM user_roles r) AS user_roles,
       (SELECT md5(string_agg(p::text, ',' ORDER BY id)) FROM permissions p) AS permissions,
       (SELECT md5(string_agg(r::text, ',' ORDER BY id)) FROM roles r) AS roles,
       (SELECT md5(string_agg(l::text, ',' ORDER BY chat_user)) FROM chatops.links l WHERE chat_user NOT IN
         (SELECT chat_user FROM chatops.links k JOIN users n ON n.id = k.user_id WHERE n.username LIKE 'nobody%')) AS links,
       (SELECT md5(string_agg(c::text, ',' ORDER BY id)) FROM chatops.confirmations c) AS confirmations,
       (SELECT md5(string_agg(d::text, ',' ORDER BY d.id)) FROM chatops.drafts d JOIN chatops.links k USING (platform, workspace, chat_user)
         JOIN users n ON n.id = k.user_id WHERE n.username LIKE '${MARK}%') AS drafts,
       (SELECT string_agg(status, ',') FROM chatops.requests JOIN users t ON t.id = target_id
         WHERE t.username = 'asker') AS requests`,
  );
  return JSON.stringify(rows);
}

/** What went to Slack in answer; cards are for those who decide. */
function leaksIn({ slack }: Stage): string[] {
  const leaks = slack.calls.filter(({ args }) => JSON.stringify(args).toLowerCase().includes(NAME));
  const found = leaks.map(({ method, args }) => `${method} ${JSON.stringify(args).slice(0, 300)}`);
  slack.forgetOld();
  return found;
}

/** The press of somebody who may, recorded and sent again and again under one signature. */
async function replay(
  stage: Stage,
  client: HostileClient,
  targets: Targets,
  { boss, asker }: Record<'boss' | 'asker', Member>,
): Promise<{ decided: number; told: number }> {
  await boss.approves('asker');
  const press = stage.slack.deliveries.findLast(({ payload }) => payload.type === 'block_actions');
  if (press === undefined) throw new Error('no press was seen');
  const body = {
    body: new URLSearchParams({ payload: JSON.stringify(press.payload) }).toString(),
    type: 'application/x-www-form-urlencoded',
  };
  const headers = signed(body, targets.signingSecret);
  const again = {
    kind: 'signed by Slack',
    method: 'POST',
    path: '/slack/events',
    headers,
    body: body.body,
  } as const;
  const before = stage.slack.calls.length;
  await Promise.all(Array.from({ length: 50 }, () => client.send(again)));
  // Work begins in the order in which it came: what was sent again is behind when this is answered.
  await asker.types('/hexa whoami');
  const told = stage.slack.calls
    .slice(before)
    // One whose response_url is used up is refused there and then sent as a direct message: that is one answer.
    .filter(({ args, status }) => status === 200 && JSON.stringify(args).includes('Already decided')).length;
  const decided = await stage.count(`chatops.audit WHERE action = 'requests approved' AND outcome = 'done'`);
  return { decided, told };
}

/** Somebody who is not linked has codes mailed for another's address, and guesses as often as it is let. */
async function guessCodes(
  stage: Stage,
  random: Random,
  rounds: number,
): Promise<{ guesses: number; linked: number }> {
  const guesser = stage.slack.person({ name: 'guesser' });
  const formAfter = (before: string) =>
    stage.slack.waitFor<View>(() => {
      const { view } = guesser;
      return view !== undefined && !/Loading|Checking/.test(textOf(view)) && textOf(view) !== before && view;
    }, 'the form of the code');
  let guesses = 0;
  for (let round = 0; round < rounds; round += 1) {
    await guesser.types(`/hexa link ${MARK}1@crew.example`);
    let form = await formAfter('');
    while (form.submit) {
      guesses += 1;
      await guesser.submits(form, { Code: random.word(8).toUpperCase() });
      form = await formAfter(textOf(form));
    }
    await guesser.closes(form, { all: true });
  }
  return { guesses, linked: await stage.count('chatops.links WHERE chat_user = $1', [guesser.id]) };
}

/** What reached the database in a shape that it refuses. */
function databaseErrors(output: readonly string[]): string[] {
  const isOne = /"level":50.*(DriverException|DatabaseError|SyntaxError|ConstraintViolation)/;
  return output.filter((line) => isOne.test(line)).map((line) => line.slice(0, 300));
}
