import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate } from '#database/migrate.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrations } from '../../migrations/index.ts';
import { createDatabase } from '../support/database.ts';
import { attach, createHexabot, type HexabotDatabase } from '../support/hexabot-fixture.ts';
import { dumpCatalogue, dumpGrants } from '../support/hexabot-fixture-dump.ts';

let database: HexabotDatabase;

beforeEach(async () => {
  database = await createHexabot();
});
afterEach(() => database.drop());

const schemas = async () =>
  (
    await database.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'chatops%' ORDER BY 1`,
    )
  ).map(({ name }) => name);
const migrateNow = (schema = 'public') => migrate(database.owner.url, schema, migrations);
const modeOf = async (from: Pick<HexabotDatabase, 'query'>) =>
  (await from.query<{ mode: string }>('SELECT mode FROM chatops.installation'))[0]?.mode;

describe('the first migration', () => {
  it('recognises Hexabot’s tables, and makes two schemas beside them and nothing else', async () => {
    const before = await dumpCatalogue(database);
    await migrateNow();
    await migrateQueue(database.owner.url);
    expect(await modeOf(database)).toBe('attached');
    expect(await schemas()).toEqual(['chatops', 'chatops_jobs']);
    expect(await dumpCatalogue(database)).toEqual(before);
    expect((await dumpGrants(database)).filter((line) => !line.includes(database.owner.name))).toEqual([]);
  });

  it('changes nothing more when it is run again, and grants to the service’s user only', async () => {
    const before = await dumpCatalogue(database);
    await attach(database);
    await attach(database);
    expect(await dumpCatalogue(database)).toEqual(before);
    const grantees = (await dumpGrants(database)).filter((line) => !line.includes(database.owner.name));
    expect(grantees.length).toBeGreaterThan(0);
    expect(grantees.every((line) => line.includes(database.service.name))).toBe(true);
  });

  it('finds Hexabot in another schema', async () => {
    const elsewhere = await createHexabot({ schema: 'Hexa_bot' });
    try {
      const before = await dumpCatalogue(elsewhere);
      await migrate(elsewhere.owner.url, 'Hexa_bot', migrations);
      expect(await modeOf(elsewhere)).toBe('attached');
      expect(await dumpCatalogue(elsewhere)).toEqual(before);
    } finally {
      await elsewhere.drop();
    }
  });

  it('makes no tables of our own beside a Hexabot whose schema was forgotten, and says which it is', async () => {
    const elsewhere = await createHexabot({ schema: 'Hexa_bot' });
    try {
      const before = await dumpCatalogue(elsewhere);
      await expect(migrate(elsewhere.owner.url, 'public', migrations)).rejects.toThrow(
        'there is a Hexabot in "Hexa_bot": set DB_SCHEMA=Hexa_bot. Nothing was changed.',
      );
      expect(await dumpCatalogue(elsewhere)).toEqual(before);
      expect(await elsewhere.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'chatops%'`)).toEqual([]);
    } finally {
      await elsewhere.drop();
    }
  });

  it('makes an empty database ours, tables included', async () => {
    const empty = await createDatabase();
    try {
      await migrate(empty.url, 'public', migrations);
      expect(await modeOf(empty)).toBe('standalone');
      expect(await empty.query('SELECT count(*)::int AS users FROM users')).toEqual([{ users: 0 }]);
    } finally {
      await empty.drop();
    }
  });
});

describe('tables that are not as expected', () => {
  it.each([
    [
      'half',
      'DROP TABLE audit_logs, sessions',
      ['there is no table audit_logs', 'there is no table sessions'],
    ],
    ['older', 'ALTER TABLE users DROP COLUMN provider', ['users has no column provider']],
    [
      'newer',
      `ALTER TABLE users ADD COLUMN tenant_id text NOT NULL DEFAULT ''; ALTER TABLE users ALTER COLUMN tenant_id DROP DEFAULT`,
      ['users.tenant_id is not known here, and rows need a value for it'],
    ],
    [
      'of another type',
      `ALTER TABLE users ALTER COLUMN state DROP DEFAULT, ALTER COLUMN state TYPE text`,
      ['users.state is of type text, not boolean'],
    ],
    [
      'stricter',
      'UPDATE audit_logs SET resource_label = id; ALTER TABLE audit_logs ALTER COLUMN actor_agent SET NOT NULL',
      ['audit_logs.actor_agent may not be left empty'],
    ],
    [
      'with other values',
      `ALTER TYPE permissions_action_enum RENAME VALUE 'update' TO 'edit'`,
      ['permissions.action has no value update'],
    ],
    [
      'of another program',
      `DROP TABLE user_roles, permissions, roles, models, sessions, audit_logs, settings, metadata;
       DROP TABLE users; CREATE TABLE users (id serial, login text)`,
      [
        'there is no table roles',
        'users.id is of type integer, not character varying',
        'users has no column email',
      ],
    ],
  ])('are told (%s), and nothing is changed', async (_kind, change, differences) => {
    for (const statement of change.split(';')) await database.query(statement);
    const before = await dumpCatalogue(database);
    const error = await migrateNow().catch((thrown: Error) => thrown);
    for (const difference of differences) expect((error as Error).message).toContain(`  - ${difference}\n`);
    expect(await dumpCatalogue(database)).toEqual(before);
    expect(await schemas()).toEqual([]);
  });

  it('stop later migrations too, and a Hexabot that went away is not made anew', async () => {
    await migrateNow();
    await database.query('ALTER TABLE users DROP COLUMN provider');
    await expect(migrateNow()).rejects.toThrow('users has no column provider');
    await database.query(
      'DROP TABLE user_roles, permissions, roles, models, sessions, audit_logs, settings, metadata, users',
    );
    await expect(migrateNow()).rejects.toThrow('There is no table of Hexabot in the schema "public".');
  });

  it('are no obstacle where Hexabot only grew', async () => {
    await database.query(
      'ALTER TABLE users ADD COLUMN nickname text, ADD COLUMN rank integer NOT NULL DEFAULT 0',
    );
    await database.query(`ALTER TYPE users_type_enum ADD VALUE 'BotOrmEntity'`);
    await migrateNow();
    expect(await modeOf(database)).toBe('attached');
  });
});
