import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { type Mailbox, startMailbox } from '../support/mailbox.ts';
import { hasOldVersion, oldVersion } from '../support/old-version.ts';
import { filledIn } from '../support/running-service.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { type Person, type SlackDouble, startSlackDouble, textOf } from '../support/slack/index.ts';

const SIGNING_SECRET = 'a-signing-secret-of-the-test';

let old: Awaited<ReturnType<typeof oldVersion>>;
let database: TestDatabase;
let mailbox: Mailbox;
let slack: SlackDouble;
let ann: Person;
let before: ServiceProcess;
let after: ServiceProcess;
beforeAll(async () => {
  if (!hasOldVersion) return;
  old = await oldVersion();
  [database, mailbox, slack] = await Promise.all([createDatabase(), startMailbox(), startSlackDouble()]);
  const env = {
    DATABASE_URL: database.url,
    CHATOPS_SECRET: 'a secret of the test that is long enough',
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: SIGNING_SECRET,
    SLACK_API_URL: slack.apiUrl,
    EMAIL_SMTP_ENABLED: 'true',
    EMAIL_SMTP_HOST: '127.0.0.1',
    EMAIL_SMTP_PORT: String(mailbox.port),
    SALT_LENGTH: '4',
    SEED_ADMIN_EMAIL: 'ann@example.com',
    SEED_ADMIN_PASSWORD: 'the first password',
  };
  before = await startServiceProcess(env, old.start);
  ann = slack.person({ name: 'ann' });
  await database.query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     SELECT 'slack', $1, $2, id, 'operator', now() FROM users`,
    [ann.record.teamId, ann.id],
  );
  after = await startServiceProcess(env);
});
afterAll(async () => {
  if (!hasOldVersion) return;
  await Promise.all([before, after].map((service) => service?.stop('SIGKILL')));
  await Promise.all([slack.stop(), mailbox.stop()]);
  await database.drop();
  await old[Symbol.asyncDispose]();
});

/** Types a command at one of the two; what the person then sees. */
async function ask(service: ServiceProcess, line: string): Promise<string> {
  slack.overHttp(service.address, SIGNING_SECRET);
  const shown = ann.ephemerals.length;
  await ann.types(line);
  return textOf(await slack.waitFor(() => ann.ephemerals[shown], `an answer to ${line}`));
}

/** Opens the form at one service and submits it at the other: its draft is in the database. */
async function add(opens: ServiceProcess, takes: ServiceProcess, email: string): Promise<string> {
  slack.overHttp(opens.address, SIGNING_SECRET);
  const last = ann.view?.id;
  await ann.types('/hexa users add');
  const view = await slack.waitFor(() => {
    const { view: shown } = ann;
    return shown?.submit && shown.id !== last ? shown : undefined;
  }, 'the form');
  slack.overHttp(takes.address, SIGNING_SECRET);
  const shown = ann.ephemerals.length;
  const labels = textOf(view);
  const { 'Confirm password': confirm, 'Password again': again, ...values } = filledIn(email);
  const label = labels.includes('Confirm password') ? 'Confirm password' : 'Password again';
  await ann.submits(view, { ...values, [label]: (confirm ?? again)! });
  return textOf(await slack.waitFor(() => ann.ephemerals[shown], 'the result'));
}

// A clone without history lacks it.
describe.skipIf(!hasOldVersion)('during a rolling update', () => {
  it('old and new service work on one database, also on what the other began', async () => {
    const services = [before, after] as const;
    for (const [index, service] of services.entries()) {
      const other = services[1 - index]!;
      expect(await add(service, service, `own${index}@example.com`)).toContain('was added');
      expect(await add(service, other, `handed${index}@example.com`)).toContain('was added');
      expect(await ask(other, `/hexa users list search:own${index}`)).toContain(`own${index}@example.com`);
      expect(await ask(other, `/hexa users show own${index}@example.com`)).toContain(
        `own${index}@example.com`,
      );
      expect(await ask(service, '/hexa audit')).toContain('Admin Hexabot added');
    }
    for (const email of ['own0', 'own1', 'handed0', 'handed1']) await mailbox.next(`${email}@example.com`);
    const failures = [...before.output, ...after.output].filter((line) => /"level":(50|60)/.test(line));
    expect(failures).toEqual([]);
  });

  it('the new one goes on when the old one has ended', async () => {
    expect(await before.stop('SIGTERM')).toBe(0);
    expect(await add(after, after, 'later@example.com')).toContain('was added');
    await mailbox.next('later@example.com');
  });
});
