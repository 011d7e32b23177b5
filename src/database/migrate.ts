import type { MigrationObject } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { type Database, type EntityManager, rows, sql, wholeAddress } from './connection.ts';
import { hexabotElsewhere, recognise, requireHexabot } from './recognise.ts';
import { opened } from './session-lock.ts';

/** Our migrations in the order in which they are applied. */
export type Migrations = MigrationObject[];
/** Whose tables these are (docs/design.md, section 1). */
export type Mode = 'standalone' | 'attached';

/**
 * Names of the known migrations that are still to be applied, and of those that were applied and that this program does not
 * know; asked with rights on rows only. On a new database all are to be applied.
 */
export async function compareMigrations(
  db: Database,
  known: readonly string[],
): Promise<{ pending: string[]; unknown: string[] }> {
  const em = db.em();
  const [found] = await rows(
    em,
    sql<{ there: boolean }>`SELECT to_regclass('chatops.migrations') IS NOT NULL AS there`,
  );
  const applied = found?.there
    ? (await rows(em, sql<{ name: string }>`SELECT name FROM chatops.migrations`)).map(({ name }) => name)
    : [];
  return {
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

/** Whether this user may bring the database up to date; the service's own user on Hexabot's database may not. */
export async function mayMigrate(db: Database): Promise<boolean> {
  const [row] = await rows(
    db.em(),
    sql<{
      may: boolean;
    }>`SELECT has_database_privilege(current_database(), 'CREATE') AND CASE WHEN to_regnamespace('chatops') IS NULL
      THEN true ELSE has_schema_privilege('chatops', 'CREATE') END AS may`,
  );
  return row?.may === true;
}

/** Which kind of installation the first migration decided on (docs/design.md, section 1). */
export async function installationMode(db: Database): Promise<Mode> {
  const [row] = await rows(db.em(), sql<{ mode: Mode }>`SELECT mode FROM chatops.installation`);
  if (row === undefined) throw new Error('chatops.installation is empty');
  return row.mode;
}

/**
 * Asked before the first migration, which decides for good, and before each later one of an attached installation.
 * Tables of our own are made only where no Hexabot is in the whole database: a forgotten DB_SCHEMA must not put them
 * beside it.
 */
async function requireKnownTables(em: EntityManager, schema: string, onlyAttached: boolean): Promise<void> {
  const [there] = await rows(
    em,
    sql<{ decided: boolean }>`SELECT to_regclass('chatops.installation') IS NOT NULL AS decided`,
  );
  const [installation] = there?.decided
    ? await rows(em, sql<{ mode: Mode }>`SELECT mode FROM chatops.installation`)
    : [];
  if (installation?.mode === 'standalone') return;
  const mayBeOurs = installation === undefined && !onlyAttached;
  const isEmpty = mayBeOurs && (await recognise(em, schema)).kind === 'empty';
  if (isEmpty && (await hexabotElsewhere(em)).length === 0) return;
  await requireHexabot(em, schema);
}

/**
 * Applies what is pending, as a user who may create schemas. Two at once wait for each other: an advisory lock
 * is held on a connection of its own. Throws NotHexabotError, before anything is changed, where the tables are neither
 * absent nor Hexabot's as we know them; with `onlyAttached` also where they are absent.
 */
export async function migrate(
  url: string,
  schema: string,
  migrations: Migrations,
  { onlyAttached = false } = {},
): Promise<string[]> {
  const lock = await opened(new Client({ connectionString: url, connectionTimeoutMillis: 5_000 }));
  const { Migrator } = await import('@mikro-orm/migrations');
  const orm = new MikroORM({
    clientUrl: url,
    driverOptions: wholeAddress(url),
    schema,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    migrations: { tableName: 'chatops.migrations', snapshot: false, migrationsList: migrations },
    logger: () => {},
  });
  try {
    await lock.query(`SELECT pg_advisory_lock(hashtext('hexabot-chatops migrate'))`);
    await requireKnownTables(orm.em.fork(), schema, onlyAttached);
    await lock.query('CREATE SCHEMA IF NOT EXISTS chatops');
    return (await orm.migrator.up()).map(({ name }) => name);
  } finally {
    await orm.close();
    await lock.end();
  }
}
