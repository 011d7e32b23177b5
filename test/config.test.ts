import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Config, ConfigError, readConfig } from '../src/config.ts';

const SECRET = 'x'.repeat(32);

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('without any variable', () => {
  it('has the defaults that docs/configuration.md names', () => {
    expect(readConfig({})).toMatchObject({
      hexabotNames: [],
      standaloneNames: [],
      database: { url: null, schema: 'public', dataDir: '.data' },
      http: { host: '127.0.0.1', port: 3000, publicUrl: null },
      frontendBaseUrl: null,
      slack: null,
      mail: null,
      licenseApiUrl: 'https://api.lemonsqueezy.com',
      plan: { name: 'pro', userLimit: undefined },
      sso: { enabled: false, strict: false },
      approvals: 'escalations',
      passwords: 'form',
      saltLength: 12,
      confirmationLifeMs: 3_600_000,
      secret: null,
      seedAdmin: { firstName: 'Admin', lastName: 'Hexabot', email: 'admin@example.com', password: null },
      logLevel: 'info',
    } satisfies Partial<Config>);
  });

  it('takes an empty variable as unset', () => {
    expect(readConfig({ PORT: '', SLACK_BOT_TOKEN: ' ', DATABASE_URL: '' })).toEqual(readConfig({}));
  });
});

describe('a wrong variable', () => {
  it.each([
    ['PORT', 'eighty', 'PORT must be a number from 0 to 65535.'],
    ['PORT', '65536', 'PORT must be at most 65535.'],
    ['PORT', '1.5', 'PORT must be a whole number.'],
    ['PUBLIC_URL', 'hexa.example.com', 'PUBLIC_URL must be an address that starts with http:// or https://.'],
    [
      'FRONTEND_BASE_URL',
      'javascript:alert(1)',
      'FRONTEND_BASE_URL must be an address that starts with http:// or https://.',
    ],
    ['CHATOPS_PLAN', 'enterprise', 'CHATOPS_PLAN must be one of: community, starter, pro, unlimited.'],
    ['CHATOPS_USER_LIMIT', 'many', 'CHATOPS_USER_LIMIT must be a number of at least 1, or unlimited.'],
    ['CHATOPS_USER_LIMIT', '0', 'CHATOPS_USER_LIMIT must be at least 1.'],
    ['CHATOPS_PASSWORDS', 'none', 'CHATOPS_PASSWORDS must be one of: form, invite.'],
    ['CHATOPS_APPROVALS', 'some', 'CHATOPS_APPROVALS must be one of: off, escalations, privileged, all.'],
    ['CHATOPS_SSO_STRICT', 'yes', 'CHATOPS_SSO_STRICT must be true or false.'],
    ['SSO_ENABLED', 'on', 'SSO_ENABLED must be true or false.'],
    [
      'CHATOPS_SECRET',
      'short',
      'CHATOPS_SECRET must have at least 32 characters. Make one with: openssl rand -base64 48',
    ],
    ['SALT_LENGTH', '3', 'SALT_LENGTH must be at least 4.'],
    ['SALT_LENGTH', '31', 'SALT_LENGTH must be at most 15.'],
    [
      'CONFIRM_ACCOUNT_EXPIRES_IN',
      'soon',
      'CONFIRM_ACCOUNT_EXPIRES_IN must be a time such as 30m, 1h or 2d.',
    ],
    ['CONFIRM_ACCOUNT_EXPIRES_IN', '-1h', 'CONFIRM_ACCOUNT_EXPIRES_IN must be a time such as 30m, 1h or 2d.'],
    ['EMAIL_SMTP_PORT', '0', 'EMAIL_SMTP_PORT must be at least 1.'],
    ['EMAIL_SMTP_ENABLED', 'true', 'EMAIL_SMTP_HOST is missing: EMAIL_SMTP_ENABLED is true.'],
    ['DB_SCHEMA', 'a-b', 'DB_SCHEMA must be the name of a PostgreSQL schema.'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL must be one of: fatal, error, warn, info, debug, trace, silent.'],
    [
      'SLACK_BOT_TOKEN',
      'xoxb-1',
      'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing beside SLACK_BOT_TOKEN.',
    ],
    ['SLACK_APP_TOKEN', 'xapp-1', 'SLACK_BOT_TOKEN is missing: Slack needs it (it starts with xoxb-).'],
  ])('%s=%s is told with its cure', (name, value, sentence) => {
    expect(problemsOf({ [name]: value })).toEqual([sentence]);
  });

  it.each([
    'postgres.example.com/hexabot',
    'mysql://root@localhost/hexabot',
    'postgres://',
    'postgres://me:secret@localhost',
    'postgres://me:100%@localhost/hexabot',
  ])('DATABASE_URL=%s is told with its shape', (url) => {
    expect(problemsOf({ DATABASE_URL: url, CHATOPS_SECRET: SECRET })).toEqual([
      'DATABASE_URL must look like postgres://user:password@host:5432/name, with special characters of the password as %40 and the like.',
    ]);
  });

  it('is told beside all others, malformed or contradictory, and without the values of secrets', () => {
    const problems = problemsOf({
      PORT: 'x',
      LOG_LEVEL: 'x',
      CHATOPS_SECRET: 'hush-hush',
      SLACK_APP_TOKEN: 'xapp-secret',
      DATABASE_URL: 'postgres://me:db-secret@one/x',
      DB_URL: 'postgres://me:db-secret@two/x',
    });
    expect(problems).toHaveLength(5);
    expect(problems.join('\n')).toContain('DATABASE_URL and DB_URL name different databases: keep one.');
    expect(problems.join('\n')).not.toMatch(/hush|xapp-secret|db-secret/);
  });
});

describe('the first admin', () => {
  const EMAIL = 'SEED_ADMIN_EMAIL must be an email address.';
  it.each([
    ['ann', 'short', [EMAIL, 'SEED_ADMIN_PASSWORD must have at least 8 characters.']],
    [
      'ann@example.com',
      '🐎'.repeat(19),
      ['SEED_ADMIN_PASSWORD must have at most 72 bytes: bcrypt reads no more.'],
    ],
    ['Ann@example.com', 'long enough', []],
  ])('of email %s and password %s is judged, and left to where one is made', (email, password, problems) => {
    const config = readConfig({ SEED_ADMIN_EMAIL: email, SEED_ADMIN_PASSWORD: password });
    expect(config.seedProblems).toEqual(problems);
    expect(config.seedAdmin).toMatchObject({ email: email.toLowerCase(), password });
  });
});

describe('LOG_LEVEL', () => {
  it.each([
    ['log', 'info'],
    ['verbose', 'trace'],
    ['debug', 'debug'],
  ])('%s, as NestJS and so a Hexabot may say it, is %s', (given, level) => {
    expect(readConfig({ LOG_LEVEL: given }).logLevel).toBe(level);
  });
});

describe('the database', () => {
  it('is DATABASE_URL, or Hexabot’s DB_URL', () => {
    for (const name of ['DATABASE_URL', 'DB_URL']) {
      const config = readConfig({ [name]: 'postgres://me@db/hexabot', CHATOPS_SECRET: SECRET });
      expect(config.database.url).toBe('postgres://me@db/hexabot');
    }
  });

  it('is made of Hexabot’s DB_* parts, whatever characters they have', () => {
    const { database } = readConfig({
      DB_HOST: 'db.example.com',
      DB_PORT: '5433',
      DB_USERNAME: 'he:xa',
      DB_PASSWORD: 'p@ss/word?#%',
      DB_NAME: 'hexabot',
      DB_SCHEMA: 'bot',
      CHATOPS_SECRET: SECRET,
    });
    const url = new URL(database.url!);
    expect(database.schema).toBe('bot');
    expect([url.hostname, url.port, url.pathname]).toEqual(['db.example.com', '5433', '/hexabot']);
    expect(decodeURIComponent(url.username)).toBe('he:xa');
    expect(decodeURIComponent(url.password)).toBe('p@ss/word?#%');
  });

  it('of the operator’s needs CHATOPS_SECRET', () => {
    expect(problemsOf({ DATABASE_URL: 'postgres://me@db/hexabot' })).toEqual([
      'CHATOPS_SECRET is missing: a database of your own needs it. Make one with: openssl rand -base64 48',
    ]);
  });

  it('notes variables of a Hexabot, which make the embedded server a surprise', () => {
    expect(
      readConfig({ FRONTEND_BASE_URL: 'https://hexabot.example.com', DB_NAME: 'x' }).hexabotNames,
    ).toEqual(['DB_NAME', 'FRONTEND_BASE_URL']);
  });
});

describe('CHATOPS_STEP_UP', () => {
  it('is off, and asks for an address that browsers have passkeys for', () => {
    expect(readConfig({}).stepUp).toBe('off');
    expect(readConfig({ PUBLIC_URL: 'http://10.0.0.7' }).stepUp).toBe('off');
    for (const given of [
      {},
      { PUBLIC_URL: 'https://hexa.example.com' },
      { PUBLIC_URL: 'http://localhost:8080' },
    ]) {
      expect(readConfig({ CHATOPS_STEP_UP: 'all', ...given }).stepUp).toBe('all');
    }
    for (const given of [{ PUBLIC_URL: 'http://127.0.0.1:3000' }, { HOST: '0.0.0.0' }]) {
      expect(problemsOf({ CHATOPS_STEP_UP: 'privileged', ...given })).toEqual([
        expect.stringContaining('PUBLIC_URL must be https:// with a name, or http://localhost'),
      ]);
    }
    expect(problemsOf({ CHATOPS_STEP_UP: 'some' })).toEqual([
      'CHATOPS_STEP_UP must be one of: off, privileged, all.',
    ]);
  });
});

describe('the console', () => {
  const byKey = { keyLink: true };
  const byPassword = { keyLink: false };
  const server = { DATABASE_URL: 'postgres://db/x', CHATOPS_SECRET: 's'.repeat(32) };
  it.each([
    ['is on by the link in the terminal where only this machine gets to it', {}, byKey],
    ['also by another name of this machine', { HOST: '::1' }, byKey],
    ['is off where others get to it', { HOST: '0.0.0.0' }, null],
    ['is off on a database of the operator’s', server, null],
    ['is on there when asked for, by email and password', { ...server, CHATOPS_CONSOLE: 'on' }, byPassword],
    ['is so where others get to it', { HOST: '0.0.0.0', CHATOPS_CONSOLE: 'on' }, byPassword],
    ['can be switched off', { CHATOPS_CONSOLE: 'off' }, null],
  ])('%s', (_, env, settings) => {
    expect(readConfig(env).console).toEqual(settings);
  });
});

describe('the plan', () => {
  it.each([
    ['7', 7],
    ['unlimited', null],
  ])('takes CHATOPS_USER_LIMIT=%s', (given, limit) => {
    expect(readConfig({ CHATOPS_USER_LIMIT: given }).plan.userLimit).toBe(limit);
  });
});

describe('ENV_FILE', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hexabot-env-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is read first; the environment wins over it', () => {
    const file = join(folder, '.env');
    writeFileSync(file, 'PORT=4000\nHOST=0.0.0.0\nSEED_ADMIN_LAST_NAME="Van Dyke"\n# a comment\n');
    const config = readConfig({ ENV_FILE: file, PORT: '5000' });
    expect(config.http).toMatchObject({ host: '0.0.0.0', port: 5000 });
    expect(config.seedAdmin.lastName).toBe('Van Dyke');
  });

  it('that cannot be read is told by its name', () => {
    const file = join(folder, 'absent.env');
    expect(problemsOf({ ENV_FILE: file })).toEqual([
      `ENV_FILE names ${file}, which cannot be read. Check the path and its permissions.`,
    ]);
  });
});

describe('TLS to the database', () => {
  const HOST = 'postgres://ann:secret@db.example.com:5432/hexabot';
  const urlOf = (query: string) =>
    readConfig({ DATABASE_URL: HOST + query, CHATOPS_SECRET: SECRET }).database.url;

  it.each(['allow', 'prefer', 'require', 'verify-ca', 'verify-full'])(
    'is verified in full with sslmode=%s, which is what the driver does, without its warning',
    (mode) => {
      expect(urlOf(`?sslmode=${mode}`)).toBe(`${HOST}?sslmode=verify-full`);
    },
  );

  it('is left as it is where it is off, unverified on purpose, or meant as psql means it', () => {
    for (const query of [
      '',
      '?sslmode=disable',
      '?sslmode=no-verify',
      '?uselibpqcompat=true&sslmode=require',
    ]) {
      expect(urlOf(query)).toBe(HOST + query);
    }
  });

  it('is refused in a mode that there is not, and with files that cannot be read', () => {
    const query = '?sslmode=required&sslrootcert=/nowhere/ca.pem';
    expect(problemsOf({ DB_URL: HOST + query, CHATOPS_SECRET: SECRET })).toEqual([
      'sslmode in DATABASE_URL must be one of: disable, no-verify, allow, prefer, require, verify-ca, verify-full.',
      'sslrootcert in DATABASE_URL names /nowhere/ca.pem, which cannot be read.',
    ]);
  });
});

describe('a secret in a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it('is read from there, less one newline at its end', () => {
    const config = readConfig({
      DATABASE_URL_FILE: file('url', 'postgres://ann:pw@db.internal/hexabot\n'),
      CHATOPS_SECRET_FILE: file('secret', `${SECRET} \n\n`),
      SLACK_BOT_TOKEN_FILE: file('bot', 'xoxb-1'),
      SLACK_APP_TOKEN_FILE: file('app', 'xapp-1\r\n'),
    });
    expect(config.database.url).toBe('postgres://ann:pw@db.internal/hexabot');
    expect(config.secret).toBe(`${SECRET} \n`);
    expect(config.slack).toMatchObject({ botToken: 'xoxb-1', appToken: 'xapp-1' });
  });

  it('is refused beside its variable, empty, and where it cannot be read, all at once', () => {
    const missing = join(folder, 'missing');
    const empty = file('empty', '\n');
    expect(
      problemsOf({
        EMAIL_SMTP_PASS: 'one',
        EMAIL_SMTP_PASS_FILE: file('pass', 'other'),
        DISCORD_TOKEN_FILE: missing,
        DB_PASSWORD_FILE: empty,
        PORT: 'eighty',
      }),
    ).toEqual([
      `DB_PASSWORD_FILE names ${empty}, which is empty.`,
      'EMAIL_SMTP_PASS and EMAIL_SMTP_PASS_FILE are both set: keep one.',
      `DISCORD_TOKEN_FILE names ${missing}, which cannot be read: check the path and its permissions.`,
      'PORT must be a number from 0 to 65535.',
    ]);
  });

  it('is not asked for where no secret has that name', () => {
    expect(readConfig({ PORT_FILE: join(folder, 'missing') })).toEqual(readConfig({}));
  });
});
