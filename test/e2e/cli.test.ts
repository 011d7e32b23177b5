import { access, chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { parse } from 'yaml';
import { findEmbedded } from '#database/embedded/index.ts';
import { startWith } from '../support/cluster.ts';
import { once } from '../support/database.ts';
import { startMailbox } from '../support/mailbox.ts';
import { runProgram, type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { startSlackDouble } from '../support/slack/index.ts';

const TEAM = 'T012AB3CD';
const ANN = 'U024BE7LH';

type Result = Awaited<ReturnType<typeof runProgram>>;

/** One command of the operator's, as `npm run hexa --` runs it. */
function hexa(env: Record<string, string>, ...args: string[]): Promise<Result> {
  return runProgram(['bin/hexa.ts', ...args], env);
}

const said = (text: string): Result => ({ code: 0, stdout: `${text}\n`, stderr: '' });
const refused = (text: string | RegExp): object => ({
  code: 1,
  stdout: '',
  stderr: typeof text === 'string' ? `${text}\n` : expect.stringMatching(text),
});

describe('beside the service, on its embedded server', () => {
  let dataDir: string;
  let env: Record<string, string>;
  let service: ServiceProcess | null = null;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'hexabot-cli-'));
    await startWith(inject('cluster'), dataDir);
    env = {
      DATA_DIR: dataDir,
      SALT_LENGTH: '4',
      SEED_ADMIN_EMAIL: 'ann@example.com',
      CHATOPS_CONSOLE: 'off',
    };
    service = await startServiceProcess(env);
  });
  afterAll(async () => {
    await service?.stop('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  async function query<T>(statement: string): Promise<T[]> {
    return once<T>((await findEmbedded(dataDir))!, statement);
  }
  const links = () => query('SELECT platform, workspace, chat_user, method FROM chatops.links');

  it('doctor says that nobody is linked, what to do, and that the service runs', async () => {
    const { code, stdout } = await hexa({ ...env, PORT: new URL(service!.address).port }, 'doctor');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fix +Links +nobody is linked yet: npm run hexa -- link --help$/m);
    expect(stdout).toMatch(/^ok +Database +embedded, standalone, up to date$/m);
    expect(stdout).toMatch(/^ok +Queue +answers$/m);
    expect(stdout).toMatch(/^ok +Sessions +a connection keeps its session$/m);
    expect(stdout).toContain(`running and ready at http://127.0.0.1:${new URL(service!.address).port}`);
    expect(stdout).toMatch(/^off +Slack +set SLACK_BOT_TOKEN/m);
    expect(stdout).toMatch(/^off +Mail +set EMAIL_SMTP_ENABLED=true/m);
    expect(stdout.match(/^fix/gm)).toHaveLength(1);
  });

  it.each([
    ['another case', 'ANN@example.com'],
    ['the same email', 'ann@example.com'],
  ])('links the first admin by %s, once', async (_, email) => {
    const result = await hexa(env, 'link', 'slack', TEAM, ANN, email);
    const [already] = await query(`SELECT 1 FROM chatops.audit WHERE action = 'link'`);
    if (email !== 'ann@example.com') {
      expect(result).toEqual(
        said(`Slack account ${ANN} in ${TEAM} is now linked to Admin Hexabot (ann@example.com).`),
      );
      expect(already).toBeDefined();
    } else {
      expect(result).toEqual(
        refused(
          'This chat account or Admin Hexabot is already linked. Remove the old link first: npm run hexa -- unlink.',
        ),
      );
    }
    expect(await links()).toEqual([
      { platform: 'slack', workspace: TEAM, chat_user: ANN, method: 'operator' },
    ]);
  });

  it.each<[string, string[], string | RegExp]>([
    [
      'an email that nobody has',
      ['slack', TEAM, 'U0OTHER', 'eve@example.com'],
      'No user has the email eve@example.com.',
    ],
    [
      'an email with a sequence that a terminal would obey',
      ['slack', TEAM, 'U0OTHER', 'eve\u001b[2J\u009b31m@example.com'],
      'No user has the email eve [2J 31m@example.com.',
    ],
    ['a username or name', ['slack', TEAM, 'U0OTHER', 'hexabot'], 'No user has the email hexabot.'],
    ['another identity of a linked user', ['slack', TEAM, 'U0OTHER', 'ann@example.com'], /is already linked/],
    [
      'ids in the wrong order',
      ['slack', ANN, TEAM, 'ann@example.com'],
      /These are not the ids of a workspace and a person on Slack\. Example: slack T012AB3CD U024BE7LH/,
    ],
    ['ids of Slack on Discord', ['discord', TEAM, ANN, 'ann@example.com'], /Example: discord \d+ \d+/],
    [
      'a platform that is none',
      ['nowhere', TEAM, ANN, 'ann@example.com'],
      /The platform is slack, (\w+, )*\w+ or \w+\./,
    ],
    ['too little', ['slack', TEAM], /missing required argument 'chat-user'[\s\S]*Usage:/],
  ])('does not link %s', async (_, args, sentence) => {
    expect(await hexa(env, 'link', ...args)).toEqual(refused(sentence));
    expect(await links()).toHaveLength(1);
  });

  it('migrate changes nothing that is there', async () => {
    expect(await hexa(env, 'migrate')).toEqual(
      said('The database is up to date (standalone: tables of our own, not a Hexabot’s).'),
    );
    expect((await fetch(`${service!.address}/readyz`)).status).toBe(200);
  });

  it('with the service stopped, works as well, and leaves no server behind', async () => {
    expect(await service!.stop()).toBe(0);
    service = null;
    expect(await hexa(env, 'unlink', 'slack', TEAM, ANN)).toEqual(
      said(`Slack account ${ANN} in ${TEAM} is no longer linked.`),
    );
    expect(await findEmbedded(dataDir)).toBe(null);
    expect(await hexa(env, 'unlink', 'slack', TEAM, ANN)).toEqual(
      refused(`Slack account ${ANN} in ${TEAM} is not linked.`),
    );
    expect(await hexa(env, 'link', 'slack', TEAM, ANN, 'ann@example.com')).toMatchObject({ code: 0 });
    const { code, stdout } = await hexa({ ...env, PORT: '1' }, 'doctor');
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^off +Service +not running at .*: npm start$/m),
    ]);
    expect(stdout).toMatch(/^ok +Links +1 chat account is linked$/m);
    expect(await findEmbedded(dataDir)).toBe(null);
  });

  it('what it did is in the audit, as the operator’s', async () => {
    service = await startServiceProcess(env);
    expect(
      await query(
        `SELECT action, outcome, actor_id, request_id, target_name, coalesce(before, after) AS identity FROM chatops.audit ORDER BY id`,
      ),
    ).toMatchObject(
      ['link', 'unlink', 'link'].map((action) => ({
        action,
        outcome: 'done',
        actor_id: null,
        request_id: 'operator',
        identity: { platform: 'slack', workspace: TEAM, user: ANN },
      })),
    );
  });

  it('asks Slack by which key people are known, and doctor names links that nobody can use', async () => {
    const slack = await startSlackDouble({ enterprise: { id: 'E0GRID', name: 'Grid' } });
    const grid = {
      ...env,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
    };
    try {
      const { teamId } = slack.workspace;
      expect(await hexa(grid, 'link', 'slack', 'T0ELSE', 'U0GRID', 'ann@example.com')).toEqual(
        refused(`Nobody in T0ELSE can act here: this app serves E0GRID or ${teamId} on Slack.`),
      );
      expect(await hexa(grid, 'link', 'slack', teamId, 'U0GRID', 'ann@example.com')).toEqual(
        said('Slack account U0GRID in E0GRID is now linked to Admin Hexabot (ann@example.com).'),
      );
      const { stdout } = await hexa(grid, 'doctor');
      expect(stdout).toMatch(new RegExp(`^fix +Links +nobody can use 1 in ${TEAM} on Slack:`, 'm'));
    } finally {
      await slack.stop();
    }
  });
});

describe('doctor', () => {
  it('names everything that is to be fixed, at once, and no secret', async () => {
    await using slack = await startSlackDouble();
    const { code, stdout, stderr } = await hexa(
      {
        DATABASE_URL: 'postgres://hexa:db-secret@127.0.0.1:1/hexabot',
        CHATOPS_SECRET: 'chatops-secret-that-is-long-enough',
        SLACK_BOT_TOKEN: 'xoxb-secret',
        SLACK_SIGNING_SECRET: 'signing-secret',
        SLACK_API_URL: slack.apiUrl,
        EMAIL_SMTP_ENABLED: 'true',
        EMAIL_SMTP_HOST: '127.0.0.1',
        EMAIL_SMTP_PORT: '1',
        EMAIL_SMTP_PASS: 'smtp-secret',
        PORT: '1',
      },
      'doctor',
    );
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(
      /^fix +Database +The database at 127\.0\.0\.1:1\/hexabot cannot be used \(ECONNREFUSED\): nothing listens there/m,
    );
    expect(stdout).toMatch(/^fix +Slack +refuses SLACK_BOT_TOKEN \(invalid_auth\)/m);
    expect(stdout).toMatch(/^fix +Mail +127\.0\.0\.1:1: .*Check EMAIL_SMTP_\*/m);
    expect(stdout).not.toMatch(/[a-z]-secret/);
  });

  it('says which variable helps where the mail server’s certificate is one’s own, and is content with it', async () => {
    const fixture = (name: string): string =>
      fileURLToPath(new URL(`../fixtures/mail-server/${name}.pem`, import.meta.url));
    const pem = await readFile(fixture('server'), 'utf8');
    await using server = await startMailbox({ certificate: pem });
    const env = {
      DATABASE_URL: 'postgres://hexa:db-secret@127.0.0.1:1/hexabot',
      CHATOPS_SECRET: 'chatops-secret-that-is-long-enough',
      EMAIL_SMTP_ENABLED: 'true',
      EMAIL_SMTP_HOST: 'localhost',
      EMAIL_SMTP_PORT: String(server.port),
      PORT: '1',
    };
    expect((await hexa(env, 'doctor')).stdout).toMatch(
      /^fix +Mail .*certificate.*set NODE_EXTRA_CA_CERTS=.* in the service’s environment/m,
    );
    const trusting = await hexa({ ...env, NODE_EXTRA_CA_CERTS: fixture('authority') }, 'doctor');
    expect(trusting.stdout).toMatch(/^ok +Mail +localhost:\d+ answers/m);
  });

  it('names every wrong variable', async () => {
    const { code, stdout } = await hexa({ PORT: 'x', CHATOPS_SECRET: 'hush' }, 'doctor');
    expect(code).toBe(1);
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^fix +Configuration +PORT must be a number/),
      expect.stringMatching(/^fix +Configuration +CHATOPS_SECRET must have at least 32 characters/),
    ]);
  });
});

describe('a database of its own although variables of a Hexabot are set', () => {
  it('is refused until migrate --standalone has chosen it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hexabot-choice-'));
    // As root the server runs as another user, whose data would go elsewhere where this one is closed.
    await chmod(folder, 0o755);
    const dataDir = join(folder, 'data');
    const env = { DATA_DIR: dataDir, DB_NAME: 'hexabot', SALT_LENGTH: '4' };
    for (const command of [['migrate'], ['link', 'slack', TEAM, ANN, 'admin@example.com']]) {
      expect(await hexa(env, ...command)).toEqual(
        refused(/^No database is given, but variables of a Hexabot are \(DB_NAME\)\. Set DATABASE_URL/),
      );
    }
    await expect(access(dataDir)).rejects.toThrow();
    expect(await hexa(env, 'migrate', '--standalone')).toEqual(
      said('The database is up to date (standalone: tables of our own, not a Hexabot’s).'),
    );
    const service = await startServiceProcess(env);
    await service.line('embedded PostgreSQL');
    expect(await service.stop()).toBe(0);
    await rm(folder, { recursive: true });
  });
});

describe('manifest', () => {
  it('is the file, and with --url the same for HTTP, with every address that Slack calls', async () => {
    const file = parse(await readFile(new URL('../../manifest.yml', import.meta.url), 'utf8'));
    expect(parse((await hexa({}, 'manifest')).stdout)).toEqual(file);
    const { code, stdout } = await hexa({}, 'manifest', '--url', 'https://hexa.example.com/');
    const url = 'https://hexa.example.com/slack/events';
    expect(code).toBe(0);
    const { features, settings, ...rest } = parse(stdout);
    expect(rest).toEqual({ ...file, features: undefined, settings: undefined });
    expect(features).toEqual({
      ...file.features,
      slash_commands: [{ ...file.features.slash_commands[0], url }],
    });
    expect(settings).toEqual({
      ...file.settings,
      event_subscriptions: { ...file.settings.event_subscriptions, request_url: url },
      interactivity: { is_enabled: true, request_url: url, message_menu_options_url: url },
      socket_mode_enabled: false,
    });
  });

  it.each(['http://hexa.example.com', 'hexa.example.com'])(
    'does not take %s, as Slack would not',
    async (url) => {
      expect(await hexa({}, 'manifest', '--url', url)).toEqual(
        refused('--url must be the https:// address at which Slack reaches this service.'),
      );
    },
  );
});

describe('--help', () => {
  it.each([[[]], [['link']], [['unlink']], [['migrate']], [['doctor']], [['manifest']]])(
    'of %j says how to use it',
    async (command) => {
      const { code, stdout, stderr } = await hexa({}, ...command, '--help');
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^Usage: npm run hexa -- ${command.join(' ')}`));
      const names = command.length === 0 ? ['link', 'unlink', 'migrate', 'doctor', 'manifest'] : [];
      for (const name of names) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    },
  );

  it('is shown for what is no command', async () => {
    expect(await hexa({}, 'lnik')).toEqual(
      refused(/unknown command 'lnik'[\s\S]*Did you mean link\?[\s\S]*Usage:/),
    );
  });
});
