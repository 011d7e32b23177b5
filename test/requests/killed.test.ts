import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { type Person, type SlackDouble, startSlackDouble, textOf } from '../support/slack/index.ts';

const CHANNEL = 'C0APPROVE';
const COPIES = 3;

/** Where the process is killed between the decision and the last card. */
const POINTS: { name: string; update: number; isServed: boolean }[] = [
  { name: 'as soon as the decision is committed', update: 0, isServed: false },
  ...[1, 2, 3].flatMap((update) => [
    { name: `before card ${update} of ${COPIES} is edited`, update, isServed: false },
    {
      name: `after card ${update} of ${COPIES} is edited, before that is written down`,
      update,
      isServed: true,
    },
  ]),
];

describe('the process is killed between decision and last card', () => {
  let database: TestDatabase;
  let slack: SlackDouble;
  let service: ServiceProcess;
  let ben: Person;
  let eve: Person;
  let ann: Person;
  let env: Record<string, string>;

  beforeAll(async () => {
    [database, slack] = await Promise.all([createMigrated(), startSlackDouble()]);
    slack.channel({ id: CHANNEL, name: 'approvals' });
    env = {
      DATABASE_URL: database.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      CHATOPS_APPROVAL_CHANNEL: `slack:${CHANNEL}`,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      SEED_ADMIN_EMAIL: 'ann@example.com',
      SEED_ADMIN_FIRST_NAME: 'Ann',
      SEED_ADMIN_LAST_NAME: 'Lee',
      SEED_ADMIN_PASSWORD: 'the first password',
    };
    slack.overSocketMode();
    service = await startServiceProcess(env);
    [ben, eve, ann] = ['ben', 'eve', 'ann'].map((name) => slack.person({ name })) as [Person, Person, Person];
    await database.query(
      `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
       SELECT gen_random_uuid(), now(), now(), initcap(n), 'Body', 'UserOrmEntity', n, n || '@example.com', 'x', true,
         '{"strategy":"local"}' FROM unnest(ARRAY['ben', 'eve']) n`,
    );
    await database.query(
      `INSERT INTO user_roles SELECT u.id, r.id FROM users u JOIN roles r
         ON r.name = CASE u.username WHEN 'ben' THEN 'public' ELSE 'admin' END WHERE u.username IN ('ben', 'eve')`,
    );
    for (const person of [ben, eve, ann]) {
      await database.query(
        `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
         SELECT 'slack', $1, $2, id, 'operator', now() FROM users WHERE email = $3`,
        [slack.workspace.teamId, person.id, `${person.record.name}@example.com`],
      );
    }
  });
  afterAll(async () => {
    await service.stop();
    await slack.stop();
    await database.drop();
  });

  const benHas = async (): Promise<string[]> =>
    (
      await database.query<{ name: string }>(
        `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
         WHERE u.username = 'ben' ORDER BY r.name`,
      )
    ).map(({ name }) => name);

  const statusOf = async (id: string): Promise<string> =>
    (await database.query<{ status: string }>('SELECT status FROM chatops.requests WHERE id = $1', [id]))[0]!
      .status;

  it.each(POINTS)(
    '$name: after the restart everything is as decided and every card is right',
    async (point) => {
      const role = (await benHas()).includes('public') ? 'manager' : 'public';
      await ben.types(`/hexa requests new roles:${role} reason:why`);
      await expect
        .poll(
          () =>
            database.query(
              "SELECT 1 FROM chatops.posted_cards p JOIN chatops.requests r ON r.id = request_id WHERE status = 'pending' AND shown = 1",
            ),
          {
            timeout: 20_000,
          },
        )
        .toHaveLength(COPIES);
      const [request] = await database.query<{ id: string }>(
        "SELECT id FROM chatops.requests WHERE status = 'pending'",
      );
      const { id } = request!;
      const last = () => [
        slack.messages(CHANNEL).at(-1)!,
        ...[eve, ann].map((person) => person.directMessages.at(-1)!),
      ];
      const card = last()[0]!;
      const before = slack.callsTo('chat.update').length;
      const updates = () => slack.callsTo('chat.update').length - before;
      const isReached = expect
        .poll(async () => (point.update === 0 ? await statusOf(id) : 'approved'), {
          interval: 2,
          timeout: 20_000,
        })
        .toBe('approved');

      const hang = () =>
        slack.fail('chat.update', { hang: true, ...(point.isServed ? { afterwards: true } : {}) });
      if (point.update === 1) hang();
      const pressed = eve.presses(card, 'Approve').catch(() => undefined);
      if (point.update > 1) {
        await slack.waitFor(() => updates() >= point.update - 1, 'the update before', 20_000);
        hang();
      }
      if (point.update > 0) await slack.waitFor(() => updates() >= point.update, 'the update', 20_000);
      await isReached;
      await service.stop('SIGKILL');
      await pressed;
      slack.heal();
      expect(await statusOf(id)).toBe('approved');

      service = await startServiceProcess(env);
      await slack.waitFor(
        () => last().every((message) => textOf(message).includes('Approved by Eve Body')),
        'every card',
        20_000,
      );
      for (const message of last()) expect(textOf(message)).not.toMatch(/\[(Approve|Deny|Withdraw)\]/);
      expect(await benHas()).toEqual([role]);
      const entries = await database.query<{ action: string }>(
        `SELECT action FROM chatops.audit WHERE outcome = 'done' AND request_id = (
         SELECT request_id FROM chatops.audit WHERE action = 'requests approved' ORDER BY id DESC LIMIT 1) ORDER BY id`,
      );
      expect(entries).toEqual([{ action: 'users roles' }, { action: 'requests approved' }]);
      await expect
        .poll(() => database.query('SELECT 1 FROM chatops.posted_cards WHERE shown < 2'), { timeout: 10_000 })
        .toEqual([]);
      expect(slack.messages(CHANNEL)).toHaveLength(POINTS.indexOf(point) + 1);
    },
    90_000,
  );
});
