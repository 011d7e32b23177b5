import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grantStatements } from '#database/grants.ts';
import { migrate } from '#database/migrate.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrateCommand } from '../../bin/migrate.ts';
import { migrations } from '../../migrations/index.ts';
import { readConfig } from '../../src/config.ts';
import { createDatabase, once } from '../support/database.ts';
import { attach, createHexabot, type HexabotDatabase } from '../support/hexabot-fixture.ts';
import { dumpGrants } from '../support/hexabot-fixture-dump.ts';
import { runProgram, startServiceProcess } from '../support/service-process.ts';

const SECRET = 'a secret of the test that is long enough';

let database: HexabotDatabase;
let other: HexabotDatabase;

beforeAll(async () => {
  [database, other] = await Promise.all([createHexabot({ mcp: true }), createHexabot({ mcp: true })]);
});
afterAll(async () => {
  await Promise.all([database?.drop(), other?.drop()]);
});

const migrateAs = (url: string, grantTo: string | null) =>
  migrateCommand(readConfig({ DATABASE_URL: url, CHATOPS_SECRET: SECRET }), {
    standaloneChosen: false,
    grantTo,
  });

/** The block of SQL in the page, as statements on one line each. */
async function documented(): Promise<string[]> {
  const page = await readFile(new URL('../../docs/attach-to-hexabot.md', import.meta.url), 'utf8');
  const [, block = ''] = /```sql\n([\s\S]*?)```/.exec(page) ?? [];
  return block
    .split(';')
    .map((statement) => statement.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}

/** As Hexabot's example has it: names that are not ours, quotes, comments, upper-case times. */
function hexabotEnv(db: {
  hostname: string;
  port: string;
  password: string;
  name: string;
  user: string;
}): string {
  return `
# Hexabot
NODE_ENV=production
APP_DOMAIN=localhost
DB_TYPE=postgres
DB_HOST=${db.hostname}
DB_PORT=${db.port}
DB_USERNAME="${db.user}"
DB_PASSWORD='${db.password}'
DB_NAME=${db.name}
DB_SCHEMA=public
DB_AUTO_MIGRATE=true
FRONTEND_BASE_URL=http://localhost:4000
CONFIRM_ACCOUNT_SECRET=dev_only
CONFIRM_ACCOUNT_EXPIRES_IN=1H
SALT_LENGTH=12
EMAIL_SMTP_ENABLED=false
EMAIL_SMTP_HOST=app
EMAIL_SMTP_PORT=9025
EMAIL_SMTP_SECURE=false
CACHE_TTL=300000
SEED_ADMIN_EMAIL=admin
SEED_ADMIN_PASSWORD=admin
LOG_LEVEL=log
`;
}

describe('Hexabot’s own .env', () => {
  it('of a Hexabot on SQLite starts nothing, and the start says what to do', async () => {
    const { hostname, port } = new URL(database.service.url);
    const env = hexabotEnv({ hostname, port, password: 'x', name: 'hexabot', user: 'hexabot' });
    const folder = await mkdtemp(join(tmpdir(), 'hexabot-sqlite-'));
    const file = join(folder, '.env');
    await writeFile(file, env.replace('DB_TYPE=postgres', 'DB_TYPE=sqlite'));
    const given = { ENV_FILE: file, CHATOPS_SECRET: SECRET, PORT: '0' };
    const started = await runProgram(['src/main.js'], given);
    expect(started.code).toBe(1);
    expect(started.stderr).toContain('DB_TYPE is sqlite: only a Hexabot on PostgreSQL can be attached to.');
    expect(started.stderr).toContain('docs/attach-to-hexabot.md, SQLite');
    const doctor = await runProgram(['bin/hexa.ts', 'doctor'], given);
    expect([doctor.code, doctor.stdout]).toEqual([1, expect.stringContaining('DB_TYPE is sqlite')]);
    await rm(folder, { recursive: true });
  });
});

describe('the rights of the service’s user', () => {
  it('are asked for where they are missing, and no DDL is tried', async () => {
    const asks = `npm run hexa -- migrate --grant-to ${database.service.name} once with the owner's DATABASE_URL.`;
    const { name } = database.service;
    await expect(migrateAs(database.service.url, null)).rejects.toThrow(
      `${name} may not make schemas in this database, so nothing was changed.`,
    );
    const { code, stderr } = await runProgram(['src/main.js'], {
      DATABASE_URL: database.service.url,
      CHATOPS_SECRET: SECRET,
      PORT: '0',
    });
    expect(code).toBe(1);
    expect(stderr.trim().endsWith(asks)).toBe(true);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }, 60_000);

  it('are given by the owner with one command, which says what to do where there is no such user', async () => {
    await expect(migrateAs(database.owner.url, 'nobody_there')).rejects.toThrow(
      'CREATE ROLE nobody_there LOGIN',
    );
    const done = await runProgram(['bin/hexa.ts', 'migrate', '--grant-to', database.service.name], {
      DATABASE_URL: database.owner.url,
      CHATOPS_SECRET: SECRET,
    });
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(done.stdout).toContain('up to date (attached to the Hexabot in the schema public)');
  }, 60_000);

  it('are not given on what is no Hexabot, nor by somebody who does not own it, and that is said', async () => {
    const empty = await createDatabase();
    const stranger = await createHexabot();
    try {
      await expect(migrateAs(empty.url, stranger.service.name)).rejects.toThrow(
        'There is no table of Hexabot in the schema "public". Correct DB_SCHEMA, or the database in DATABASE_URL. Nothing was changed.',
      );
      expect(await empty.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'chatops%'`)).toEqual([]);
      await migrateAs(empty.url, null);
      await expect(migrateAs(empty.url, stranger.service.name)).rejects.toThrow('--grant-to is not for it');
      const { pathname } = new URL(stranger.owner.url);
      await stranger.query(`GRANT CREATE ON DATABASE ${pathname.slice(1)} TO ${stranger.service.name}`);
      await stranger.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${stranger.service.name}`);
      await expect(migrateAs(stranger.service.url, database.service.name)).rejects.toThrow(
        /could not be given all rights, as this user does not own Hexabot's tables: .*; SELECT on settings; /,
      );
    } finally {
      await stranger.drop();
      await empty.drop();
    }
  });

  it('are those of the page, to the letter, and what the page says is enough', async () => {
    const statements = await documented();
    expect(statements).toEqual(grantStatements('public', 'chatops', ['mcp_tokens'], { console: false }));
    await migrate(other.owner.url, 'public', migrations);
    await migrateQueue(other.owner.url);
    for (const statement of statements) {
      const toTheirs = statement.replace(/\b(TO|FROM) chatops$/, `$1 ${other.service.name}`);
      await once(other.owner.url, toTheirs);
    }
    const [here, there] = await Promise.all([dumpGrants(database), dumpGrants(other)]);
    const neutral = (lines: string[], { owner, service }: HexabotDatabase) =>
      lines.map((line) => line.replace(owner.name, 'owner').replace(service.name, 'service')).sort();
    expect(neutral(here, database)).toEqual(neutral(there, other));
  });

  it.each([
    ['to read a password', 'SELECT password FROM users'],
    ['to read a reset token', 'SELECT reset_token FROM users'],
    ['to read all of a user', 'SELECT * FROM users'],
    ['to change an email', `UPDATE users SET email = 'x'`],
    ['to delete a user', 'DELETE FROM users'],
    ['to change Hexabot’s audit', `UPDATE audit_logs SET actor_label = 'x'`],
    ['to change our own audit', `UPDATE chatops.audit SET actor_name = 'x'`],
    ['to delete from our own audit', 'DELETE FROM chatops.audit'],
    ['to change a licence key', `UPDATE settings SET value = '""'`],
    ['to read a token for agents', 'SELECT token_hash FROM mcp_tokens'],
    ['to make a table', 'CREATE TABLE chatops.more (id text)'],
    ['to change a table', 'ALTER TABLE users ADD COLUMN more text'],
    ['to make a schema', 'CREATE SCHEMA more'],
  ])('do not suffice %s', async (_what, statement) => {
    const client = new pg.Client({ connectionString: database.service.url });
    await client.connect();
    try {
      await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    } finally {
      await client.end();
    }
  });

  it('are not needed apart where Hexabot’s own .env is passed as it is: the service attaches by itself', async () => {
    const third = await createHexabot();
    const folder = await mkdtemp(join(tmpdir(), 'hexabot-env-'));
    try {
      const { hostname, port, password, pathname } = new URL(third.owner.url);
      const file = join(folder, '.env');
      await writeFile(
        file,
        hexabotEnv({ hostname, port, password, name: pathname.slice(1), user: third.owner.name }),
      );
      const service = await startServiceProcess({
        ENV_FILE: file,
        CHATOPS_SECRET: SECRET,
        LICENSE_API_URL: 'http://127.0.0.1:9',
      });
      expect(await service.stop()).toBe(0);
      expect(service.output.join('\n')).toContain('Database  on   DATABASE_URL, attached');
      expect(await third.query('SELECT mode FROM chatops.installation')).toEqual([{ mode: 'attached' }]);
    } finally {
      await third.drop();
      await rm(folder, { recursive: true });
    }
  }, 60_000);

  it('come with tables that a later version of ours makes', async () => {
    await once(database.owner.url, 'CREATE TABLE chatops.later (id text)');
    expect(await once(database.service.url, 'SELECT * FROM chatops.later')).toEqual([]);
    await once(database.owner.url, 'DROP TABLE chatops.later');
    await attach(database);
  });
});
