import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import {
  buttonsOf,
  type DiscordDouble,
  type Person as DiscordPerson,
  textOf as discordText,
  type ShownModal,
  startDiscordDouble,
} from '../support/discord/index.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import {
  type Message,
  type SlackDouble,
  type Person as SlackPerson,
  textOf as slackText,
  startSlackDouble,
} from '../support/slack/index.ts';

const EACH = 50;
const CHANNEL = 'C0APPROVE';

/**
 * A hundred administrators, half of them in Slack, half in Discord, and two processes on one database: one of
 * them serves both platforms, the other takes every second delivery of Slack.
 */
describe('a hundred presses on Approve and Deny at once', () => {
  let database: TestDatabase;
  let slack: SlackDouble;
  let discord: DiscordDouble;
  let approvals: string;
  const processes: ServiceProcess[] = [];
  const inSlack: SlackPerson[] = [];
  const inDiscord: DiscordPerson[] = [];
  let ben: SlackPerson;

  beforeAll(async () => {
    [database, slack, discord] = await Promise.all([
      createMigrated(),
      startSlackDouble(),
      startDiscordDouble(),
    ]);
    slack.channel({ id: CHANNEL, name: 'approvals' });
    approvals = discord.channel({ name: 'approvals' });
    const env = {
      DATABASE_URL: database.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      CHATOPS_USER_LIMIT: 'unlimited',
      CHATOPS_APPROVAL_CHANNEL: `slack:${CHANNEL},discord:${approvals}`,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      SEED_ADMIN_PASSWORD: 'the first password',
    };
    const both = {
      ...env,
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_GUILD_IDS: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
    };
    processes.push(await startServiceProcess(both));
    processes.push(await startServiceProcess(env));
    slack.overSocketMode();
    await slack.socket.connected(2);
    await populate();
  });
  afterAll(async () => {
    await Promise.all(processes.map((each) => each.stop()));
    await Promise.all([slack.stop(), discord.stop()]);
    await database.drop();
  });

  async function populate(): Promise<void> {
    ben = slack.person({ name: 'ben' });
    const links: [string, string, string][] = [['slack', slack.workspace.teamId, ben.id]];
    for (let n = 0; n < EACH; n += 1) {
      const person = slack.person({ name: `slack${n}` });
      inSlack.push(person);
      links.push(['slack', slack.workspace.teamId, person.id]);
    }
    for (let n = 0; n < EACH; n += 1) {
      const person = discord.member({ name: `discord${n}` }).inChannel(approvals);
      inDiscord.push(person);
      links.push(['discord', discord.guildId, person.id]);
    }
    await database.query(
      `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
       SELECT gen_random_uuid(), now(), now(), 'User', n::text, 'UserOrmEntity', 'u' || n, 'u' || n || '@example.com', 'x', true,
         '{"strategy":"local"}' FROM generate_series(0, $1) n`,
      [links.length - 1],
    );
    await database.query(
      `INSERT INTO user_roles SELECT u.id, r.id FROM users u JOIN roles r
         ON r.name = CASE WHEN u.username = 'u0' THEN 'manager' ELSE 'admin' END WHERE u.username LIKE 'u%'`,
    );
    for (const [index, [platform, workspace, user]] of links.entries()) {
      await database.query(
        `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
         SELECT $1, $2, $3, id, 'operator', now() FROM users WHERE username = $4`,
        [platform, workspace, user, `u${index}`],
      );
    }
  }

  const directs = (): Message[] => inSlack.flatMap((person) => person.directMessages);
  const slackCopies = (): string[] => [...slack.messages(CHANNEL), ...directs()].map(slackText);
  const discordCopies = () => [
    ...discord.messages(approvals),
    ...inDiscord.flatMap((person) => discord.dms(person)),
  ];

  it('make one decision, one change of roles, one pair of audit entries, and equal cards', async () => {
    await ben.types('/hexa requests new roles:manager,admin reason:why');
    const card = await slack.waitFor(() => slack.messages(CHANNEL)[0], 'the card in Slack', 20_000);
    const shown = await discord.waitFor((double) => double.messages(approvals)[0], 'the card in Discord', {
      within: 20_000,
    });
    const [count] = await database.query<{ count: number }>('SELECT count(*)::int FROM chatops.posted_cards');
    expect(count!.count).toBe(22);

    // Half of them have opened the form of Deny and typed why.
    const deniers = inSlack.slice(EACH / 2);
    for (const person of deniers) await person.presses(card, 'Deny');
    const views = await Promise.all(
      deniers.map((person) =>
        slack.waitFor(() => (person.view?.submit ? person.view : undefined), 'the form of Deny'),
      ),
    );
    const modals: ShownModal[] = [];
    for (const person of inDiscord.slice(EACH / 2)) {
      modals.push((await person.presses(shown, 'Deny')).modal!);
    }
    const presses = [
      ...inSlack.slice(0, EACH / 2).map((person) => () => person.presses(card, 'Approve')),
      ...inDiscord.slice(0, EACH / 2).map((person) => () => person.presses(shown, 'Approve')),
      ...deniers.map((person, n) => () => person.submits(views[n]!, { 'Why?': 'no' })),
      ...inDiscord.slice(EACH / 2).map((person, n) => () => person.submits(modals[n]!, { 'Why?': 'no' })),
    ];
    expect(presses).toHaveLength(100);
    const shuffled = presses.map((_, n) => presses[(n * 37) % presses.length]!);
    await Promise.all(shuffled.map((press) => press()));

    const [request] = await database.query<{ status: string; version: number; decided_by: string }>(
      'SELECT * FROM chatops.requests',
    );
    expect(['approved', 'denied']).toContain(request!.status);
    expect(request!.version).toBe(2);
    const isApproved = request!.status === 'approved';
    const entries = await database.query<{ action: string; actor_id: string }>(
      `SELECT action, actor_id FROM chatops.audit WHERE outcome = 'done' AND action <> 'requests new' ORDER BY id`,
    );
    expect(entries).toEqual([
      ...(isApproved ? [{ action: 'users roles', actor_id: request!.decided_by }] : []),
      { action: `requests ${request!.status}`, actor_id: request!.decided_by },
    ]);
    const roles = await database.query(
      `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
       WHERE u.username = 'u0' ORDER BY r.name`,
    );
    expect(roles.map(({ name }) => name)).toEqual(isApproved ? ['admin', 'manager'] : ['manager']);

    const [decider] = await database.query<{ name: string }>(
      `SELECT "firstName" || ' ' || "lastName" AS name FROM users WHERE id = $1`,
      [request!.decided_by],
    );
    const outcome = `${isApproved ? 'Approved' : 'Denied'} by ${decider!.name}`;
    await slack.waitFor(() => slackCopies().every((text) => text.includes(outcome)), outcome, 30_000);
    await discord.waitFor(
      () => discordCopies().every((message) => discordText(message).includes(outcome)),
      outcome,
      { within: 30_000 },
    );
    expect(new Set(slackCopies()).size).toBe(1);
    expect(new Set(discordCopies().map(discordText)).size).toBe(1);
    for (const message of discordCopies()) expect(buttonsOf(message)).toEqual([]);
    expect(slackCopies()[0]).not.toMatch(/\[(Approve|Deny)\]/);
    await expect
      .poll(() => database.query('SELECT 1 FROM chatops.posted_cards WHERE shown < 2'), { timeout: 20_000 })
      .toEqual([]);
  }, 120_000);

  it('told everybody else who decided, and broke no rule of a platform', () => {
    const answers = inSlack.flatMap((person) => [
      ...person.ephemerals.map(slackText),
      slackText(person.view ?? ''),
    ]);
    expect(
      answers.filter((text) => /Already decided|Approved|Denied|no longer/.test(text)).length,
    ).toBeGreaterThan(40);
    expect(slack.violations).toEqual([]);
    discord.assertNoViolations();
  });
});
