import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, type Database } from '#database/connection.ts';
import type { EmbeddedServer } from '#database/embedded/index.ts';
import { compareMigrations, installationMode, type Mode, mayMigrate, migrate } from '#database/migrate.ts';
import { NotHexabotError } from '#database/recognise.ts';
import { migrateQueue, pendingQueues } from '#queue/index.ts';
import { within } from '#timing/within.ts';
import { MIGRATION_NAMES } from '../../migrations/names.ts';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import { databaseStartError, StartError } from './start-error.ts';

/** The database of this installation, ready to work with. */
export interface OpenDatabase {
  db: Database;
  url: string;
  mode: Mode;
  secret: string;
  /** Null: a server of the operator's. */
  embedded: EmbeddedServer['how'] | null;
  /**
   * Brings an embedded server back when it ends; the result says whether it is there. Where it cannot be brought back,
   * the error is thrown where nobody catches it: the service stops (last-resort.ts).
   */
  supervise(log: Pick<Logger, 'warn'>): () => boolean;
  close(): Promise<void>;
}

interface Options {
  config: Config;
  purpose: 'service' | 'command';
  /** True where the operator has chosen a database of our own (`hexa migrate --standalone`). */
  standaloneChosen?: boolean;
  /** False: tables that are behind are told (StartError), not brought up to date. */
  updates?: boolean;
  /** What `hexa migrate` was asked for. `onlyAttached`: a database that is no Hexabot's is not made one of our own. */
  migrating?: { onlyAttached: boolean };
}

/** Opens the configured or embedded database and brings its tables up to date. Throws StartError and EmbeddedError. */
export async function openDatabase(options: Options): Promise<OpenDatabase> {
  const server = await openServer(options);
  const db = connect({ url: server.url, schema: options.config.database.schema });
  const close = async () => {
    await within(CLOSE_WITHIN_MS, db.close()).finally(() => server.stop());
  };
  try {
    await updateTables(db, server.url, options);
    return {
      db,
      url: server.url,
      mode: await installationMode(db),
      secret: options.config.secret ?? (await keptSecret(options.config.database.dataDir)),
      embedded: server.embedded,
      supervise: server.supervise,
      close,
    };
  } catch (error) {
    await close();
    throw databaseStartError(error, server.url);
  }
}

/** What waits for a lock longer than that is cut off, and so rolled back: stopping is to take at most 5 s in all. */
const CLOSE_WITHIN_MS = 2_000;

interface Server {
  url: string;
  embedded: EmbeddedServer['how'] | null;
  supervise: OpenDatabase['supervise'];
  stop(): Promise<void>;
}

/** A server that is not ours to watch. */
const NOT_OURS = { supervise: () => () => true, stop: async () => {} };

async function openServer({ config, purpose, standaloneChosen = false }: Options): Promise<Server> {
  const { url, dataDir } = config.database;
  if (url !== null) return { url, embedded: null, ...NOT_OURS };
  if (config.hexabotNames.length > 0 && !standaloneChosen && (await readSecret(dataDir)) === null) {
    throw new StartError(
      `No database is given, but variables of a Hexabot are (${config.hexabotNames.join(', ')}). Set DATABASE_URL to Hexabot's database, or run npm run hexa -- migrate --standalone to use a database of its own in ${dataDir}.`,
    );
  }
  const { findEmbedded, startEmbedded } = await import('#database/embedded/index.ts');
  const running = purpose === 'command' ? await findEmbedded(dataDir) : null;
  if (running !== null) return { url: running, embedded: 'adopted', ...NOT_OURS };
  const server = await startEmbedded({ dataDir, purpose });
  return {
    url: server.url,
    embedded: server.how,
    supervise: (log) => server.supervise({ log, giveUp: (error) => void Promise.reject(error) }).isUp,
    stop: () => server.stop(),
  };
}

async function updateTables(db: Database, url: string, options: Options): Promise<void> {
  const { config, updates = true, migrating } = options;
  const user = decodeURIComponent(new URL(url).username);
  const { pending: tables, unknown } = await compareMigrations(db, MIGRATION_NAMES);
  if (unknown.length > 0) {
    throw new StartError(
      `A newer version of this program has changed the database (${unknown.join(', ')}): start that version or a newer one, or restore the backup from before.`,
    );
  }
  if (migrating !== undefined) {
    if (!(await mayMigrate(db))) throw new StartError(notOwner(user, url));
    return migrateAll(url, config.database.schema, migrating);
  }
  const pending = await whatIsPending(db, tables);
  if (pending.length === 0) return;
  if (!updates) {
    throw new StartError(
      `The database lacks ${pending.join(', ')}. Run npm run hexa -- migrate${(await mayMigrate(db)) ? '' : ` --grant-to ${user}`} as its owner.`,
    );
  }
  if (!(await mayMigrate(db))) {
    throw new StartError(
      `The database lacks ${pending.join(', ')}, and this user may not make them. Run npm run hexa -- migrate --grant-to ${user} once with the owner's DATABASE_URL.`,
    );
  }
  await migrateAll(url, config.database.schema);
}

async function whatIsPending(db: Database, tables: readonly string[]): Promise<string[]> {
  // On a new database all of it is missing: the migrations say that.
  const queues = tables.length === MIGRATION_NAMES.length ? [] : await pendingQueues(db.em());
  return [...tables, ...queues.map((name) => `the queue ${name}`)];
}

function notOwner(user: string, url: string): string {
  const database = decodeURIComponent(new URL(url).pathname.slice(1));
  return `${user} may not make schemas in this database, so nothing was changed. Give the DATABASE_URL of the user that owns the tables; if that is ${user}, a superuser runs once: GRANT CREATE ON DATABASE "${database}" TO "${user}";`;
}

/** Tables and queue, as the owner. Throws StartError for a database that is not to be touched. */
async function migrateAll(url: string, schema: string, how?: { onlyAttached: boolean }): Promise<void> {
  const { migrations } = await import('../../migrations/index.ts');
  try {
    await migrate(url, schema, migrations, how);
  } catch (error) {
    if (error instanceof NotHexabotError) throw new StartError(error.message);
    throw error;
  }
  await migrateQueue(url);
}

function secretFile(dataDir: string): string {
  return join(dataDir, 'secret');
}

async function readSecret(dataDir: string): Promise<string | null> {
  return readFile(secretFile(dataDir), 'utf8').catch(() => null);
}

/** Of those that we make; one that an operator chose has 32 at least. */
const MADE_CHARACTERS = 64;

/** CHATOPS_SECRET of an embedded installation: made once, mode 0600. Throws StartError where the file was cut short. */
async function keptSecret(dataDir: string): Promise<string> {
  const saved = await readSecret(dataDir);
  if (saved === null) {
    const made = randomBytes(48).toString('base64url');
    await writeSecret(dataDir, made);
    return made;
  }
  // The line's end comes last; earlier versions wrote none.
  const isWhole = saved.trim().length >= (saved.endsWith('\n') ? 32 : MADE_CHARACTERS);
  if (isWhole) return saved.trim();
  throw new StartError(
    `${secretFile(dataDir)} is empty or cut short. Restore it, or delete it to have a new one made: links and codes that are under way end then.`,
  );
}

/** Keeps CHATOPS_SECRET beside the embedded database, for this user alone, whole or not at all. */
export async function writeSecret(dataDir: string, secret: string): Promise<void> {
  const file = secretFile(dataDir);
  await mkdir(dataDir, { recursive: true });
  await writeFile(`${file}.new`, `${secret}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
}
