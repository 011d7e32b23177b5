import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { detachCommand } from '../../bin/detach.ts';
import { doctor as examine } from '../../bin/doctor.ts';
import { migrateCommand } from '../../bin/migrate.ts';
import { readConfig } from '../../src/config.ts';
import { once } from '../support/database.ts';
import { createHexabot, type HexabotDatabase } from '../support/hexabot-fixture.ts';
import type { HexabotClient } from '../support/hexabot-fixture-client.ts';
import { dumpCatalogue, dumpGrants } from '../support/hexabot-fixture-dump.ts';
import { type AttachedService, runAttached } from '../support/hexabot-fixture-service.ts';
import { disable, enable, rolesOf, saveRoles } from '../support/hexabot-fixture-steps.ts';
import type { RunningService } from '../support/running-service.ts';
import { runProgram } from '../support/service-process.ts';
import { textOf } from '../support/slack/index.ts';

const SECRET = 'a secret of the test that is long enough';

let attached: AttachedService;
let running: RunningService;
let database: HexabotDatabase;
let hexabot: HexabotClient;
let otherRows: unknown;
let port: string;

beforeAll(async () => {
  attached = await runAttached();
  ({ running, database, hexabot } = attached);
  await hexabot.query(`INSERT INTO sources (id, name) VALUES ('web', 'web')`);
  await hexabot.query(
    `INSERT INTO users (id, "firstName", "lastName", type, source_id) VALUES ('s1', 'A', 'Guest', 'SubscriberOrmEntity', 'web')`,
  );
  otherRows = await rowsThatAreNotOurs();
  port = new URL(running.address).port;
});
afterAll(() => attached?.stop());

/** What nobody in chat may touch. */
const rowsThatAreNotOurs = () =>
  hexabot.query(
    `SELECT (SELECT json_agg(u) FROM users u WHERE type <> 'UserOrmEntity') AS subscribers,
      (SELECT json_agg(s ORDER BY id) FROM settings s) AS settings, (SELECT json_agg(m ORDER BY id) FROM models m) AS models,
      (SELECT json_agg(m ORDER BY id) FROM metadata m) AS metadata, (SELECT json_agg(s) FROM sources s) AS sources`,
  );
const env = (changed: Record<string, string> = {}): Record<string, string> => ({
  DATABASE_URL: database.service.url,
  CHATOPS_SECRET: SECRET,
  PORT: port,
  LICENSE_API_URL: 'http://127.0.0.1:9',
  ...changed,
});
const asOwner = () => ({ DATABASE_URL: database.owner.url });
const migrate = () =>
  migrateCommand(readConfig(env(asOwner())), { standaloneChosen: false, grantTo: database.service.name });
const detach = (force = false) => detachCommand(readConfig(env()), { force });
const doctor = async (changed?: Record<string, string>) => {
  const { lines, healthy } = await examine(env(changed));
  return { find: (name: string) => lines.filter((line) => line.slice(5).startsWith(name)), healthy };
};

describe('hexa doctor, attached', () => {
  it('says that all is well', async () => {
    const { find } = await doctor();
    expect(find('Hexabot')).toEqual([
      'ok   Hexabot       attached in the schema public; its tables are those of 3.5',
    ]);
    expect(find('Rights')).toEqual([
      `ok   Rights        ${database.service.name} may change rows, and no more`,
    ]);
    expect(find('Lockout')).toEqual(['ok   Lockout       on; users whose roles are set aside: 0']);
  });

  it('tells another version, different tables and missing rights, each with its cure', async () => {
    // What an upgraded 3.5 holds: the row is no version.
    await database.query(`UPDATE metadata SET value = '"v3.4.0"' WHERE name = 'db-version'`);
    expect((await doctor()).find('Hexabot')[0]).toMatch(/^ok .*those of 3\.5/);
    await database.query('ALTER TABLE users RENAME COLUMN gender TO nickname');
    expect((await doctor()).find('Hexabot')[0]).toMatch(
      /^fix .*users has no column gender; users\.nickname is not a column of 3\.5: this is another release/,
    );
    await database.query('ALTER TABLE users RENAME COLUMN nickname TO gender');
    await database.query(`UPDATE metadata SET value = '"3.5.0"' WHERE name = 'db-version'`);

    await database.query('ALTER TABLE audit_logs RENAME COLUMN actor_agent TO agent');
    const renamed = await doctor();
    expect(renamed.healthy).toBe(false);
    expect(renamed.find('Hexabot')).toEqual([
      expect.stringMatching(/^fix .*audit_logs has no column actor_agent\. We know 3\.5/),
    ]);
    await database.query('ALTER TABLE audit_logs RENAME COLUMN agent TO actor_agent');

    await database.query(`REVOKE UPDATE (state), INSERT ON users FROM ${database.service.name}`);
    await database.query(`REVOKE DELETE ON user_roles FROM ${database.service.name}`);
    const [lacking] = (await doctor()).find('Rights');
    expect(lacking).toMatch(/^fix .*UPDATE on users\.state/);
    expect(lacking).toContain('DELETE on user_roles');
    expect(lacking).toContain(`npm run hexa -- migrate --grant-to ${database.service.name} as the owner.`);
    await migrate();
    expect((await doctor()).find('Rights')[0]).toMatch(/^ok /);
  });

  it('names each right that is too many', async () => {
    const { name } = database.service;
    await database.query(`GRANT DELETE, SELECT (password) ON users TO ${name}`);
    await database.query(`GRANT SELECT ON attachments TO ${name}`);
    await database.query(`GRANT UPDATE ON chatops.audit TO ${name}`);
    const [rights] = (await doctor()).find('Rights');
    expect(rights).toMatch(/^fix .*may do more than is needed/);
    for (const each of [
      'DELETE on users;',
      'SELECT on users.password',
      'SELECT on attachments.id',
      'UPDATE on chatops.audit',
    ]) {
      expect(rights).toContain(each);
    }
    await database.query(`REVOKE DELETE, SELECT (password) ON users FROM ${name}`);
    await database.query(`REVOKE SELECT ON attachments FROM ${name}`);
    await database.query(`REVOKE UPDATE ON chatops.audit FROM ${name}`);
    expect((await doctor()).find('Rights')[0]).toMatch(/^ok /);
  });

  it('tells where it may not even look, and goes on', async () => {
    const { name } = database.service;
    await database.query(`REVOKE ALL ON chatops.links, chatops.set_aside_roles FROM ${name}`);
    await database.query(`REVOKE INSERT ON chatops_jobs.job FROM ${name}`);
    await database.query(`REVOKE USAGE ON SCHEMA public FROM PUBLIC, ${name}`);
    const { find } = await doctor({ CHATOPS_CONSOLE: 'on' });
    const [rights] = find('Rights');
    for (const each of [
      'USAGE on the schema public',
      'DELETE, INSERT, SELECT, UPDATE on chatops.links',
      'INSERT on chatops_jobs.job',
      'SELECT on users.password and 1 other column',
    ]) {
      expect(rights).toContain(each);
    }
    expect(find('Links')).toEqual(['fix  Links         permission denied for table links: see Rights']);
    expect(find('Lockout')[0]).toMatch(/^fix .*see Rights$/);
    await database.query('GRANT USAGE ON SCHEMA public TO PUBLIC');
    await migrate();
    expect((await doctor()).find('Rights')[0]).toMatch(/^ok /);
  });

  it('tells a schema in which there is no Hexabot, and a queue that is missing', async () => {
    expect((await doctor({ DB_SCHEMA: 'chatops' })).find('Hexabot')[0]).toBe(
      'fix  Hexabot       There is no table of Hexabot in the schema "chatops", but there is a Hexabot in "public": set DB_SCHEMA=public.',
    );
    const [queue] = await database.query('DELETE FROM chatops_jobs.queue WHERE name = $1 RETURNING *', [
      'lockout-notice',
    ]);
    expect((await doctor()).find('Database')[0]).toContain(
      `The database lacks the queue lockout-notice. Run npm run hexa -- migrate --grant-to ${database.service.name} as its owner.`,
    );
    expect(queue).toBeDefined();
    await migrate();
    expect((await doctor()).find('Database')[0]).toMatch(/^ok /);
  });

  it('tells secrets that everybody knows', async () => {
    const { find } = await doctor({ CONFIRM_ACCOUNT_SECRET: 'DEFAULT_CONFIRM_ACCOUNT_SECRET' });
    expect(find('Confirm')[0]).toMatch(
      /^fix .*anyone can make confirmation links\. Set another one in Hexabot/,
    );
    expect((await doctor({ CONFIRM_ACCOUNT_SECRET: 'a good one' })).find('Confirm')[0]).toMatch(/^ok /);
  });

  it('tells that Hexabot does not say whether SSO is on', async () => {
    const { find } = await doctor({ HEXABOT_API_URL: 'http://127.0.0.1:9' });
    expect(find('SSO')[0]).toMatch(/^fix .*it counts as on\. Correct HEXABOT_API_URL, or set SSO_ENABLED\.$/);
    expect((await doctor()).find('SSO')[0]).toMatch(/^off /);
  });

  it('changes nothing, also where there is something to bring up to date', async () => {
    const fresh = await createHexabot();
    try {
      const there = await dumpCatalogue(fresh);
      const { find, healthy } = await doctor({ DATABASE_URL: fresh.owner.url });
      expect(healthy).toBe(false);
      expect(find('Database')[0]).toContain('npm run hexa -- migrate as its owner');
      expect(await fresh.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'chatops%'`)).toEqual([]);
      expect(await dumpCatalogue(fresh)).toEqual(there);
    } finally {
      await fresh.drop();
    }
  });
});

describe('hexa detach', () => {
  let bea: string;
  let roleless: string;

  beforeAll(async () => {
    const ann = await hexabot.idOf('ann@example.com');
    roleless = await hexabot.addUser(ann, { email: 'roleless@example.com', roles: ['public'], state: true });
    await disable(running, 'roleless@example.com');
    await running.query('DELETE FROM chatops.set_aside_roles WHERE user_id = $1', [roleless]);
    bea = await hexabot.addUser(ann, { email: 'bea@example.com', roles: ['manager', 'public'], state: true });
    await disable(running, 'bea@example.com');
    await running.add(running.ann, 'zoe@example.com');
    await running.role('editor', ['Content: read']);
    await saveRoles(running, 'bea@example.com', ['manager', 'public', 'editor']);
    await enable(running, 'bea@example.com');
    await saveRoles(running, 'bea@example.com', ['manager', 'public']);
    await running.ask(running.ann, '/hexa roles delete editor');
    await running.ann.presses(running.ann.ephemerals.at(-1)!, 'Delete role');
    await running.slack.waitFor(
      () => textOf(running.ann.ephemerals.at(-1)).includes('was deleted') || undefined,
      'that the role was deleted',
    );
    await disable(running, 'bea@example.com');
    await running.sweep();
    expect(await dumpCatalogue(database)).toEqual(attached.catalogue);
  });

  it('refuses while the service runs', async () => {
    await expect(detach()).rejects.toThrow('Stop all services first');
    expect(await rolesOf(running, bea)).toEqual({ inForce: [], aside: ['manager', 'public'] });
  });

  it('is noticed by a service that runs all the same, which gives back what was set aside and says why it stops', async () => {
    expect(await detach(true)).toContain('bea@example.com');
    running.log.length = 0;
    await running.sweep();
    expect(running.log.join('')).toContain('was detached (hexa detach) while the service was running');
    expect(running.wasDetached).toBe(true);
    expect(await rolesOf(running, bea)).toEqual({ inForce: ['manager', 'public'], aside: [] });
    running.log.length = 0;
    await migrate();
    await running.sweep();
    expect(await rolesOf(running, bea)).toEqual({ inForce: [], aside: ['manager', 'public'] });
  });

  it('refuses on a database of our own', async () => {
    await running.stop();
    await database.query(`UPDATE chatops.installation SET mode = 'standalone'`);
    await expect(detach()).rejects.toThrow('nothing to detach from');
    await database.query(`UPDATE chatops.installation SET mode = 'attached'`);
  });

  it('has a service that does not start on other tables, or with fewer rights than it needs', async () => {
    const { name } = database.service;
    await database.query('ALTER TABLE sessions RENAME COLUMN destroyed_at TO ended_at');
    await expect(running.start()).rejects.toThrow('  - sessions has no column destroyed_at\n');
    await database.query('ALTER TABLE sessions RENAME COLUMN ended_at TO destroyed_at');
    await expect(running.start({ CHATOPS_CONSOLE: 'on' })).rejects.toThrow('SELECT on users.password');
    await database.query(`REVOKE DELETE ON user_roles FROM ${name}`);
    await expect(running.start({ CHATOPS_CONSOLE: '' })).rejects.toThrow(
      `${name} lacks rights: DELETE on user_roles. Run npm run hexa -- migrate --grant-to ${name} as the owner.`,
    );
    await migrate();
  });

  it('gives all roles back, says whose, and what is left to do', async () => {
    const token = await hexabot.makeToken(bea);
    const tokenOfRoleless = await hexabot.makeToken(roleless);
    const { code, stdout } = await runProgram(['bin/hexa.ts', 'detach'], env());
    expect(
      await hexabot.query('SELECT FROM mcp_tokens WHERE id = $1 AND revoked_at IS NULL', [token]),
    ).toEqual([]);
    expect(code).toBe(0);
    // They would come alive with the first role that the panel gives.
    expect(
      await hexabot.query('SELECT FROM mcp_tokens WHERE id = $1 AND revoked_at IS NULL', [tokenOfRoleless]),
    ).toEqual([]);
    expect(stdout).not.toContain('roleless@example.com');
    expect(stdout).toContain('Made There <bea@example.com> (disabled): manager, public');
    expect(stdout).toContain('Zoë Berg <zoe@example.com> (pending): manager');
    expect(stdout).toContain('DROP SCHEMA chatops CASCADE;');
    expect(await rolesOf(running, bea)).toEqual({ inForce: ['manager', 'public'], aside: [] });
    expect(await hexabot.listUsers()).toContainEqual({ email: 'zoe@example.com', roles: ['manager'] });
  });

  it('is remembered: the service does not start, until the owner migrates again', async () => {
    await expect(running.start()).rejects.toThrow('This database was detached');
    expect((await doctor()).find('Hexabot')[0]).toMatch(/^fix .*detached/);
    await migrate();
    await running.start();
    await running.sweep();
    expect(await rolesOf(running, bea)).toEqual({ inForce: [], aside: ['manager', 'public'] });
    await running.stop();
    expect(await detach()).toContain('bea@example.com');
  });

  it('leaves a Hexabot as it was, once the owner has done what it says', async () => {
    const statements = (await detach()).split('\n').filter((line) => /^ {2}[A-Z]+ .*;$/.test(line));
    expect(statements.at(-1)).toBe(`  DROP ROLE ${database.service.name};`);
    for (const statement of statements.slice(0, -1)) await once(database.owner.url, statement);
    // As it was before the first migration, after all that happened in between.
    expect(await dumpCatalogue(database)).toEqual(attached.catalogue);
    expect(await rowsThatAreNotOurs()).toEqual(otherRows);
    expect((await dumpGrants(database)).filter((line) => line.includes(database.service.name))).toEqual([]);
    // Nothing is left that would keep the user.
    await once(inject('databaseUrl'), statements.at(-1)!);
    await once(inject('databaseUrl'), `CREATE ROLE ${database.service.name}`);
    expect(await rolesInForce(bea)).toEqual(['manager', 'public']);
  });

  const rolesInForce = async (id: string) =>
    (
      await database.query<{ name: string }>(
        'SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id WHERE ur.user_id = $1 ORDER BY 1',
        [id],
      )
    ).map(({ name }) => name);
});
