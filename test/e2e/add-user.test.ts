import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bcrypt from 'bcrypt';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEmbedded } from '#database/embedded/index.ts';
import { once } from '../support/database.ts';
import { type Mailbox, startMailbox } from '../support/mailbox.ts';
import { runProgram, type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { type Person, type SlackDouble, startSlackDouble, textOf } from '../support/slack/index.ts';

const SECRET = 'a-signing-secret-of-the-test';
const PASSWORD = 'correct horse 🐎 battery';

describe.each(['HTTP', 'Socket Mode'] as const)('adding a user from Slack over %s', (transport) => {
  let dataDir: string;
  let slack: SlackDouble;
  let mailbox: Mailbox;
  let service: ServiceProcess;
  let ann: Person;
  let databaseUrl: string;
  const env: Record<string, string> = {};

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'hexabot-e2e-'));
    [slack, mailbox] = await Promise.all([startSlackDouble(), startMailbox()]);
    Object.assign(env, {
      DATA_DIR: dataDir,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_API_URL: slack.apiUrl,
      ...(transport === 'HTTP' ? { SLACK_SIGNING_SECRET: SECRET } : { SLACK_APP_TOKEN: slack.appToken }),
      EMAIL_SMTP_ENABLED: 'true',
      EMAIL_SMTP_HOST: '127.0.0.1',
      EMAIL_SMTP_PORT: String(mailbox.port),
      SEED_ADMIN_EMAIL: 'ann@example.com',
      SEED_ADMIN_FIRST_NAME: 'Ann',
      SEED_ADMIN_LAST_NAME: 'Lee',
    });
    service = await startServiceProcess(env);
    if (transport === 'HTTP') slack.overHttp(service.address, SECRET);
    else slack.overSocketMode();
    ann = slack.person({ name: 'ann' });
    const linked = await runProgram(
      ['bin/hexa.ts', 'link', 'slack', slack.workspace.teamId, ann.id, 'ann@example.com'],
      env,
    );
    expect(linked).toMatchObject({ code: 0, stderr: '' });
    databaseUrl = (await findEmbedded(dataDir))!;
  });
  afterAll(async () => {
    expect(await service?.stop()).toBe(0);
    await Promise.all([slack?.stop(), mailbox?.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  });

  const query = <T>(statement: string, values?: unknown[]) => once<T>(databaseUrl, statement, values);

  it('goes from the typed command to the activated user', async () => {
    await ann.types('/hexa users add first:Zoë email:ZOE@Example.com roles:manager');
    const form = await slack.waitFor(() => slack.views.top(ann), 'the form');
    expect(textOf(form)).toContain('Users: 1/10');
    expect(textOf(form)).toContain('Anyone who sees your screen can read it, and it passes through Slack.');

    await ann.submits(form, {
      'Last name': ' ',
      Username: 'zoe',
      Password: 'short',
      'Confirm password': 'other',
    });
    expect(ann.errors(form)).toEqual({
      last: 'Please fill this in.',
      password: 'At least 8 characters.',
      confirmation: 'The passwords don’t match.',
    });

    await ann.submits(slack.views.top(ann)!, {
      'Last name': '<!channel> *Berg*',
      Password: PASSWORD,
      'Confirm password': PASSWORD,
    });
    expect(ann.errors(form)).toEqual({});
    const answer = await slack.waitFor(() => slack.ephemerals(ann.id).at(-1), 'the answer');
    expect(textOf(answer)).toContain('Zoë <!channel> *Berg* was added');
    expect(textOf(answer)).toContain('We sent a confirmation email to zoe@example.com');
    expect(textOf(answer)).toContain('Users: 2/10');

    const [user] = await query<{ id: string; password: string; state: boolean; provider: unknown }>(
      'SELECT * FROM users WHERE email = $1',
      ['zoe@example.com'],
    );
    expect(user).toMatchObject({
      firstName: 'Zoë',
      lastName: '<!channel> *Berg*',
      username: 'zoe',
      state: false,
      provider: { strategy: 'local' },
      language: 'en',
      type: 'UserOrmEntity',
    });
    expect(user!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(user!.password).toMatch(/^\$2b\$12\$/);
    expect(await bcrypt.compare(PASSWORD, user!.password)).toBe(true);
    expect(
      await query(
        'SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = $1',
        [user!.id],
      ),
    ).toEqual([{ name: 'manager' }]);

    const mail = await mailbox.next('zoe@example.com');
    expect(mail.text).toContain('Ann Lee added you');
    expect(mail.text).toContain('expires in 1 hour');
    const link = /http:\/\/\S+\/confirm\/\S+/.exec(mail.text)![0];
    expect(mail.html).toContain(link);

    const opened = await fetch(link);
    expect(opened.status).toBe(200);
    expect(opened.headers.get('referrer-policy')).toBe('no-referrer');
    expect(await opened.text()).toContain('Activate my account');
    expect(await query('SELECT state FROM users WHERE id = $1', [user!.id])).toEqual([{ state: false }]);

    const confirmed = await fetch(link, { method: 'POST' });
    expect(await confirmed.text()).toContain('Your account is active');
    expect(await query('SELECT state FROM users WHERE id = $1', [user!.id])).toEqual([{ state: true }]);

    const again = await fetch(link, { method: 'POST' });
    expect(again.status).toBe(410);
    expect(await again.text()).toContain('You’ve already used this link');

    expect(
      await query(
        'SELECT action, outcome, actor_name, target_id FROM chatops.audit WHERE target_id = $1 ORDER BY id',
        [user!.id],
      ),
    ).toEqual([
      { action: 'users add', outcome: 'done', actor_name: 'Ann Lee', target_id: user!.id },
      { action: 'confirm', outcome: 'done', actor_name: 'Zoë <!channel> *Berg*', target_id: user!.id },
    ]);

    await ann.types('/hexa users list');
    await slack.waitFor(
      () => slack.ephemerals(ann.id).find((each) => textOf(each).includes('Created')),
      'the list',
    );
  });

  it('never shows the password anywhere again', async () => {
    const tables = await query<{ name: string }>(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'chatops', 'chatops_jobs') AND table_type = 'BASE TABLE'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      const rows = JSON.stringify(await query(`SELECT * FROM ${name}`));
      expect(rows, name).not.toContain('battery');
    }
    expect(service.output.join('\n')).not.toContain('battery');
    expect(JSON.stringify(slack.calls)).not.toContain('battery');
    expect(JSON.stringify(mailbox.mails)).not.toContain('battery');
    expect(await readFile(join(dataDir, 'postgres.log'), 'utf8').catch(() => '')).not.toContain('battery');
  });

  it('stays under 200 MB', () => {
    const kilobytes = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(service.child.pid)]));
    expect(kilobytes).toBeGreaterThan(0);
    expect(kilobytes / 1024).toBeLessThan(200);
  });

  it('sends nothing that Slack would refuse, and acknowledges in time', () => {
    expect(slack.violations).toEqual([]);
    for (const { tookMs } of slack.deliveries) expect(tookMs).toBeLessThan(3_000);
  });
});
