import { createHmac } from 'node:crypto';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import bcrypt from 'bcrypt';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEmbedded, startEmbedded } from '#database/embedded/index.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/start/log.ts';
import { startService } from '../../src/start/service.ts';
import { StartError } from '../../src/start/start-error.ts';
import { createDatabase, once, type TestDatabase } from '../support/database.ts';
import { startMailbox } from '../support/mailbox.ts';
import { filledIn } from '../support/running-service.ts';
import { runProgram, type ServiceProcess, startServiceProcess } from '../support/service-process.ts';
import { startSlackDouble, textOf } from '../support/slack/index.ts';

const SECRET = 'a secret of the test that is long enough';
const QUICK = { SALT_LENGTH: '4' };

/** Starts it where it cannot start, and returns what it says. */
async function refusal(env: Record<string, string>): Promise<string> {
  const { code, stdout, stderr } = await runProgram(['src/main.js'], { PORT: '0', ...env });
  expect(code).toBe(1);
  expect(stdout + stderr).not.toMatch(/^\s+at |\\n\s+at /m);
  return stderr.trim();
}

/** The same without a process of its own, which takes a second: what `main.js` prints of this error. */
async function refusalHere(env: Record<string, string>): Promise<string> {
  const started = startService({
    config: readConfig({ PORT: '0', ...QUICK, CHATOPS_SECRET: SECRET, ...env }),
    log: createLog('silent'),
    print: () => {},
  });
  const error = await started.then(
    async (service) => {
      await service.stop();
      return null;
    },
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StartError);
  return (error as StartError).message;
}

/** A process that has ended counts as gone, also where nobody has asked for its exit code yet. */
async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return !/\) Z /.test(stat);
}

describe('with nothing configured', () => {
  let dataDir: string;
  let service: ServiceProcess | null = null;
  let env: Record<string, string>;
  let password: string;
  let adminId: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'hexabot-start-'));
    env = { ...QUICK, DATA_DIR: dataDir };
  });
  afterAll(async () => {
    await service?.stop('SIGKILL');
    await rm(dataDir, { recursive: true, force: true });
  });

  async function query<T>(statement: string): Promise<T[]> {
    return once<T>((await findEmbedded(dataDir))!, statement);
  }

  async function postgresPid(): Promise<number> {
    const { pid } = JSON.parse(await readFile(join(dataDir, 'server.json'), 'utf8')) as { pid: number };
    return pid;
  }

  it('the first start makes a database and an admin, and shows the password this once', async () => {
    service = await startServiceProcess(env);
    await service.line('Approvals');
    const shown = service.output.filter((line) => line.startsWith('  password  '));
    expect(shown).toHaveLength(1);
    password = shown[0]!.slice('  password  '.length);
    expect(password).toMatch(/^[\w-]{16}$/);
    expect(service.output.filter((line) => line.includes(password))).toHaveLength(1);
    expect(service.output).toContain('  email     admin@example.com');
    const [admin] = await query<{ id: string; password: string }>('SELECT * FROM users');
    expect(await bcrypt.compare(password, admin!.password)).toBe(true);
    adminId = admin!.id;
  });

  it('logs a line of JSON each, with nothing of what it shows between them', () => {
    expect(service!.logged.length).toBeGreaterThan(5);
    for (const line of service!.logged) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
  });

  it('leads somewhere from its first link', async () => {
    for (const path of ['/', '/users']) {
      const { status, headers } = await fetch(service!.address + path, { redirect: 'manual' });
      expect([status, headers.get('location')]).toEqual([302, '/console']);
    }
  });

  it('says what is on and, for what is off, what turns it on', () => {
    const said = service!.output.join('\n');
    expect(said).toContain('health at /healthz and /readyz');
    expect(said).toContain(`embedded PostgreSQL, new in ${dataDir}, standalone`);
    expect(said).toContain('Slack     off  set SLACK_BOT_TOKEN');
    expect(said).toContain('Mail      off  set EMAIL_SMTP_ENABLED=true');
    expect(said).toContain('Plan      pro (active), users: 10');
    expect(said).toContain('SSO       off  set SSO_ENABLED=true');
  });

  it('holds what a fresh Hexabot holds', async () => {
    expect(await query('SELECT count(*)::int AS models FROM models')).toEqual([{ models: 26 }]);
    expect(
      await query(`SELECT name FROM models WHERE identity <> lower(name) OR attributes::text <> '{}'`),
    ).toEqual([]);
    expect(
      await query(
        `SELECT r.name, r.active, count(p.id)::int AS permissions, count(DISTINCT p.relation)::int AS relations
         FROM roles r LEFT JOIN permissions p ON p.role_id = r.id GROUP BY r.id ORDER BY r.name`,
      ),
    ).toEqual([
      { name: 'admin', active: true, permissions: 104, relations: 1 },
      { name: 'manager', active: true, permissions: 88, relations: 1 },
      { name: 'public', active: true, permissions: 0, relations: 0 },
    ]);
    expect(
      await query(
        `SELECT DISTINCT m.name FROM permissions p JOIN models m ON m.id = p.model_id JOIN roles r ON r.id = p.role_id
         WHERE m.id NOT IN (SELECT p.model_id FROM permissions p JOIN roles r ON r.id = p.role_id WHERE r.name = 'manager') ORDER BY 1`,
      ),
    ).toEqual([{ name: 'AuditLog' }, { name: 'Permission' }, { name: 'Role' }, { name: 'User' }]);
    expect(await query(`SELECT DISTINCT relation FROM permissions`)).toEqual([{ relation: 'role' }]);
    const [admin] = await query<Record<string, unknown>>('SELECT * FROM users');
    expect(admin).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/),
      created_at: expect.any(Date),
      updated_at: expect.any(Date),
      type: 'UserOrmEntity',
      username: 'admin',
      provider: { strategy: 'local' },
      language: 'en',
      timezone: 0,
      send_email: false,
      state: true,
      reset_count: 0,
    });
    expect(await query('SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id')).toEqual([
      { name: 'admin' },
    ]);
  });

  it('a second one on the same folder says who has it, and leaves the first alone', async () => {
    expect(await refusal(env)).toMatch(
      new RegExp(
        `^Another service \\(process ${service!.child.pid}\\) is using the data folder .*set DATA_DIR`,
      ),
    );
    expect((await fetch(`${service!.address}/readyz`)).status).toBe(200);
  });

  it('SIGTERM lets a request in flight end, and leaves no PostgreSQL behind', async () => {
    const postgres = await postgresPid();
    const { hostname, port } = new URL(service!.address);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    const head = `POST /confirm/x HTTP/1.1\r\nhost: ${hostname}\r\ncontent-length: 10\r\nexpect: 100-continue\r\n\r\n`;
    socket.write(head);
    // The response to `expect` says that it has arrived.
    await new Promise((resolve) => socket.once('data', resolve));
    socket.write('12345');
    const stopped = service!.stop('SIGTERM');
    await service!.line('Stopping');
    socket.write('67890');
    await new Promise((resolve) => socket.once('close', resolve));
    expect(answer).toMatch(
      /^HTTP\/1.1 100 Continue\r\n\r\nHTTP\/1.1 404 [\s\S]*This link doesn’t work[\s\S]*<\/html>/,
    );
    expect(await stopped).toBe(0);
    expect(service!.output.at(-1)).toContain('Stopped');
    expect(await isAlive(postgres)).toBe(false);
    expect(await findEmbedded(dataDir)).toBe(null);
    service = null;
  });

  it('the next start keeps the data and shows no password', async () => {
    service = await startServiceProcess(env);
    await service.line(`embedded PostgreSQL in ${dataDir}, standalone`);
    expect(service.output.join('\n')).not.toContain('password');
    expect(await query('SELECT id FROM users')).toEqual([{ id: adminId }]);
  });

  it('after a SIGKILL the next one adopts the PostgreSQL that still runs, and Ctrl-C stops both', async () => {
    const postgres = await postgresPid();
    expect(await service!.stop('SIGKILL')).toBe(null);
    expect(await isAlive(postgres)).toBe(true);
    service = await startServiceProcess(env, ['npm', 'start', '--silent']);
    await service.line(`found running and adopted in ${dataDir}`);
    expect(await query('SELECT id FROM users')).toEqual([{ id: adminId }]);
    expect(await postgresPid()).toBe(postgres);
    // npm ends by the signal itself, so the code says nothing.
    await service.stop('SIGINT');
    expect(service.output.at(-1)).toContain('Stopped');
    expect(await isAlive(postgres)).toBe(false);
    service = null;
  });

  it('does not start with a secret that is cut short, nor on tables of a newer version, and says what to do', async () => {
    const file = join(dataDir, 'secret');
    const secret = await readFile(file, 'utf8');
    for (const cut of ['', secret.slice(0, 40)]) {
      await writeFile(file, cut);
      expect(await refusalHere({ DATA_DIR: dataDir, CHATOPS_SECRET: '' })).toMatch(
        /secret is empty or cut short\. Restore it, or delete it/,
      );
    }
    await writeFile(file, secret);
    service = await startServiceProcess(env);
    await query(`INSERT INTO chatops.migrations (name, executed_at) VALUES ('999-of-tomorrow', now())`);
    await service.stop();
    service = null;
    expect(await refusalHere({ DATA_DIR: dataDir })).toMatch(
      /newer version .*999-of-tomorrow.*: start that version/,
    );
    service = null;
    const server = await startEmbedded({ dataDir, purpose: 'command' });
    await once(server.url, `DELETE FROM chatops.migrations WHERE name = '999-of-tomorrow'`);
    await server.stop();
  });

  it('stops in order with exit code 1 after a rejection and an exception that nobody caught, each with a reference', async () => {
    const slips = `process.on("SIGUSR2",()=>{Promise.reject(new Error("a rejection"));throw new Error("a slip")})`;
    const slipping = `--import=data:text/javascript,${encodeURIComponent(slips)}`;
    service = await startServiceProcess({ ...env, NODE_OPTIONS: slipping });
    await service.line('Approvals');
    const postgres = await postgresPid();
    process.kill(service.child.pid!, 'SIGUSR2');
    expect(await service.ended).toBe(1);
    const fatal = service.output
      .filter((line) => line.includes('"level":60'))
      .map((line) => JSON.parse(line));
    // Node promises no order of the two.
    const told = fatal.map(({ reference, event, err }) => [
      event,
      err.message,
      /^[0-9a-f]{8}$/.test(reference),
    ]);
    expect(told.sort()).toEqual([
      ['uncaughtException', 'a slip', true],
      ['unhandledRejection', 'a rejection', true],
    ]);
    expect(service.output.at(-1)).toContain('Stopped');
    expect(await isAlive(postgres)).toBe(false);
  });
});

describe('what stands in the way is one sentence with its cure', () => {
  let database: TestDatabase;
  let server: Server;
  beforeAll(async () => {
    database = await createDatabase();
    server = createServer((_, response) => void response.end('not Slack, not PostgreSQL'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server.close();
    await database.drop();
  });

  const changed = (change: (url: URL) => void): string => {
    const url = new URL(database.url);
    change(url);
    return url.href;
  };

  it('several wrong variables, all at once', async () => {
    const said = await refusal({
      PORT: '99999',
      LOG_LEVEL: 'loud',
      SLACK_APP_TOKEN: 'xapp-1',
      SALT_LENGTH: 'x',
    });
    expect(said.split('\n')).toEqual([
      'PORT must be at most 65535.',
      'SALT_LENGTH must be a number from 4 to 15.',
      'LOG_LEVEL must be one of: fatal, error, warn, info, debug, trace, silent.',
      'SLACK_BOT_TOKEN is missing: Slack needs it (it starts with xoxb-).',
    ]);
  });

  it('a first admin who cannot be made, once for all, and the next start makes one', async () => {
    const empty = await createDatabase();
    const env = { ...QUICK, DATABASE_URL: empty.url, CHATOPS_SECRET: SECRET };
    const wrong = { SEED_ADMIN_EMAIL: 'ann', SEED_ADMIN_PASSWORD: 'hunter2' };
    const problems = [
      'SEED_ADMIN_EMAIL must be an email address.',
      'SEED_ADMIN_PASSWORD must have at least 8 characters.',
    ];
    expect((await refusal({ ...env, ...wrong })).split('\n')).toEqual(problems);
    const { stdout } = await runProgram(['bin/hexa.ts', 'doctor'], { ...env, ...wrong });
    expect(stdout.match(/(?<=^fix +First admin +)\S.*$/gm)).toEqual(problems);
    expect(await empty.query('SELECT FROM users')).toEqual([]);

    const service = await startServiceProcess(env);
    await service.stop();
    expect(await empty.query('SELECT email FROM users')).toEqual([{ email: 'admin@example.com' }]);
    // Now that there is one, nothing is asked of the next.
    expect(await (await startServiceProcess({ ...env, ...wrong })).stop()).toBe(0);
    await empty.drop();
  });

  it.each<[string, () => string, RegExp]>([
    [
      'nothing that listens',
      () => changed((url) => (url.port = '1')),
      /^The database at 127\.0\.0\.1:1\/test_\w+ cannot be used \(ECONNREFUSED\): nothing listens there\. Start PostgreSQL, or correct DATABASE_URL\.$/,
    ],
    [
      'a wrong password',
      () => changed((url) => (url.password = 'hunter2')),
      /^The database at 127\.0\.0\.1:\d+\/test_\w+ cannot be used \(28P01\): user or password is wrong\. Correct DATABASE_URL\.$/,
    ],
    [
      'a database that does not exist',
      () => changed((url) => (url.pathname = '/nowhere')),
      /^The database at 127\.0\.0\.1:\d+\/nowhere cannot be used \(3D000\): there is no such database\. Create it, or correct DATABASE_URL\.$/,
    ],
    [
      'a host that does not exist',
      () => changed((url) => (url.hostname = 'db.invalid')),
      /^The database at db\.invalid:\d+\/test_\w+ cannot be used \((ENOTFOUND|EAI_AGAIN)\): the host name /,
    ],
    [
      'something that is not PostgreSQL',
      () => changed((url) => (url.port = String((server.address() as AddressInfo).port))),
      /^The database at 127\.0\.0\.1:\d+\/test_\w+ cannot be used/,
    ],
  ])('a DATABASE_URL with %s', async (_, url, sentence) => {
    const said = await refusalHere({ DATABASE_URL: url() });
    expect(said).toMatch(sentence);
    expect(said).not.toContain('hunter2');
  });

  it('a database that holds only some of Hexabot’s tables', async () => {
    const other = await createDatabase();
    await other.query('CREATE TABLE users (id text)');
    const said = await refusalHere({ DATABASE_URL: other.url });
    expect(said).toMatch(
      /^The tables in the schema "public" are not those of Hexabot 3\.5, so nothing was changed/,
    );
    expect(said).toContain('DATABASE_URL at an empty database');
    await other.drop();
  });

  it('a user who may not make the tables', async () => {
    const url = new URL(database.url);
    const name = url.pathname.slice(1);
    await database.query(`CREATE ROLE ${name} LOGIN PASSWORD 'modest'`);
    try {
      url.username = name;
      url.password = 'modest';
      expect(await refusalHere({ DATABASE_URL: url.href })).toContain(
        `this user may not make them. Run npm run hexa -- migrate --grant-to ${name} once with the owner`,
      );
    } finally {
      await database.query(`DROP ROLE ${name}`);
    }
  });

  it('a port that is taken', async () => {
    const { port } = server.address() as AddressInfo;
    expect(
      await refusal({
        ...QUICK,
        DATABASE_URL: database.url,
        CHATOPS_SECRET: SECRET,
        SEED_ADMIN_PASSWORD: 'long enough',
        PORT: String(port),
      }),
    ).toBe(
      `Port 127.0.0.1:${port} is taken by another process. Stop that one, or set PORT to another number.`,
    );
    // The password of a first admin is shown once: not in a start that fails.
    expect(await database.query('SELECT email FROM users')).toEqual([]);
  });

  it('a HOST that is not ours', async () => {
    expect(await refusalHere({ DATABASE_URL: database.url, HOST: '203.0.113.1' })).toBe(
      'HOST 203.0.113.1 is no address of this machine. Set HOST to one, such as 127.0.0.1.',
    );
  });

  it('variables of a Hexabot without its database', async () => {
    const dataDir = join(tmpdir(), 'hexabot-never-made');
    expect(
      await refusal({ DB_NAME: 'hexabot', FRONTEND_BASE_URL: 'https://h.example', DATA_DIR: dataDir }),
    ).toBe(
      `No database is given, but variables of a Hexabot are (DB_NAME, FRONTEND_BASE_URL). Set DATABASE_URL to Hexabot's database, or run npm run hexa -- migrate --standalone to use a database of its own in ${dataDir}.`,
    );
    await expect(access(dataDir)).rejects.toThrow();
  });

  it('a token that Slack refuses', async () => {
    await using slack = await startSlackDouble();
    const said = await refusalHere({
      DATABASE_URL: database.url,
      SLACK_BOT_TOKEN: 'xoxb-wrong',
      SLACK_SIGNING_SECRET: 's3cret',
      SLACK_API_URL: slack.apiUrl,
    });
    expect(said).toBe(
      'Slack refuses the token: auth.test says invalid_auth. At https://api.slack.com/apps, copy SLACK_BOT_TOKEN from OAuth & Permissions again.',
    );
    expect(said).not.toContain('xoxb-wrong');
  });
});

describe('with a database of the operator’s, Slack and mail', () => {
  it('uses it, shows no secret at LOG_LEVEL=trace, and SIGTERM finishes the form that is being worked on', async () => {
    const database = await createDatabase();
    const dataDir = join(tmpdir(), 'hexabot-not-made-either');
    await using slack = await startSlackDouble({
      botToken: 'xoxb-very-secret',
      appToken: 'xapp-very-secret',
    });
    const mailbox = await startMailbox();
    const secrets = {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: 'signing-very-secret',
      CHATOPS_SECRET: 'chatops-very-secret-and-long-enough',
      EMAIL_SMTP_PASS: 'smtp-very-secret',
      SEED_ADMIN_PASSWORD: 'seed-very-secret',
    };
    const service = await startServiceProcess({
      ...secrets,
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      SLACK_API_URL: slack.apiUrl,
      EMAIL_SMTP_ENABLED: 'true',
      EMAIL_SMTP_HOST: '127.0.0.1',
      EMAIL_SMTP_PORT: String(mailbox.port),
      EMAIL_SMTP_USER: 'hexa',
      LOG_LEVEL: 'trace',
      ...QUICK,
    });
    slack.overHttp(service.address, secrets.SLACK_SIGNING_SECRET);
    await service.line('DATABASE_URL, standalone');
    expect(service.output.join('\n')).not.toContain('password');
    await expect(access(dataDir)).rejects.toThrow();
    const ann = slack.person({ name: 'ann' });
    await database.query(
      `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
       SELECT 'slack', $1, $2, id, 'operator', now() FROM users WHERE email = 'admin@example.com'`,
      [slack.workspace.teamId, ann.id],
    );

    await ann.types('/hexa users add');
    const form = await slack.waitFor(() => (ann.view?.submit ? ann.view : undefined), 'the form');
    const password = 'user-very-secret';
    // The signal comes in the middle of the work: that waits for a lock, which is ours until the service stops.
    const holder = new pg.Client({ connectionString: database.url });
    await holder.connect();
    await holder.query(`SELECT pg_advisory_lock(hashtext('hexabot-chatops creation'))`);
    await ann.submits(form, {
      ...filledIn('zoe@example.com'),
      Password: password,
      'Confirm password': password,
    });
    expect(textOf(ann.view)).toContain('Creating the user');
    await expect
      .poll(() => database.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`))
      .toHaveLength(1);
    const stopped = service.stop('SIGTERM');
    await service.line('Stopping');
    await holder.end();
    expect(await stopped).toBe(0);
    expect(service.output.at(-1)).toContain('Stopped');
    expect(ann.ephemerals.map(textOf).join('\n')).toContain('was added');
    expect(await database.query(`SELECT state FROM users WHERE email = 'zoe@example.com'`)).toEqual([
      { state: false },
    ]);

    const said = service.output.join('\n');
    expect(said.length).toBeGreaterThan(500);
    for (const secret of [...Object.values(secrets), password, new URL(database.url).password]) {
      expect(said).not.toContain(secret);
    }
    const [confirmation] = await database.query<{ id: string }>('SELECT id FROM chatops.confirmations');
    const token = createHmac('sha256', secrets.CHATOPS_SECRET).update(`confirm:${confirmation!.id}`);
    expect(said).not.toContain(token.digest('base64url'));
    await mailbox.stop();
    await database.drop();
  });
});
