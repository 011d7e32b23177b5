import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { linesOf, readHeader } from '#database/backup/format.ts';
import { BrokenBackupError, readBackup } from '#database/backup/read.ts';
import { type Written, writeBackup } from '#database/backup/write.ts';
import { connect } from '#database/connection.ts';
import { startEmbedded } from '#database/embedded/index.ts';
import { compareMigrations, migrate } from '#database/migrate.ts';
import { migrateQueue, queueVersion } from '#queue/index.ts';
import { isSeeded } from '#services/standalone/seed.ts';
import { migrations } from '../migrations/index.ts';
import { MIGRATION_NAMES } from '../migrations/names.ts';
import manifest from '../package.json' with { type: 'json' };
import type { Config } from '../src/config.ts';
import { openDatabase, writeSecret } from '../src/start/open-database.ts';
import { codeOf, StartError } from '../src/start/start-error.ts';

/** Writes everything of the embedded database into one file that only its owner can read, and says what was written. */
export async function backupCommand(config: Config, file: string): Promise<string> {
  requireEmbedded(config, 'pg_dump --format=custom --file=backup.dump "$DATABASE_URL"');
  const database = await openDatabase({ config, purpose: 'command', updates: false });
  const partial = `${file}.partial`;
  try {
    const out = createWriteStream(partial, { mode: 0o600, flags: 'w' });
    const written = await writeBackup(database.url, out, {
      schemas: [database.db.schema, 'chatops', 'chatops_jobs'],
      program: manifest.version,
      at: new Date().toISOString(),
      secret: database.secret,
    });
    out.end();
    await finished(out);
    await rename(partial, file);
    return `Wrote ${file}: ${counted(written)}. It holds password hashes and CHATOPS_SECRET: keep it where only you can read it.`;
  } catch (error) {
    await rm(partial, { force: true });
    throw unusable(file, error);
  } finally {
    await database.close();
  }
}

/** Puts a backup into a new, empty embedded database, brings that up to date, and says what is there now. */
export async function restoreCommand(config: Config, file: string): Promise<string> {
  requireEmbedded(config, 'pg_restore --clean --if-exists --dbname="$DATABASE_URL" backup.dump');
  const { dataDir, schema } = config.database;
  try {
    const lines = linesOf(createReadStream(file));
    const first = await lines.next();
    const header = first.done ? null : readHeader(first.value.toString());
    if (header === null) throw new StartError(`${file} is not a backup that this version can read.`);
    const known: readonly string[] = MIGRATION_NAMES;
    if (header.migrations.some((name) => !known.includes(name))) {
      throw new StartError(
        `${file} was made by version ${header.program}, which is newer than this one (${manifest.version}). Restore it with that version.`,
      );
    }
    if (config.secret !== null && config.secret !== header.secret) {
      throw new StartError(
        'The backup was made with another CHATOPS_SECRET than the one that is set. Unset it: restoring brings its own.',
      );
    }
    const server = await startEmbedded({ dataDir, purpose: 'service' });
    try {
      await requireEmpty(server.url, schema, dataDir);
      await migrate(
        server.url,
        schema,
        migrations.filter(({ name }) => header.migrations.includes(name)),
      );
      await migrateQueue(server.url);
      if ((await queueVersionAt(server.url, schema)) !== header.queue) {
        throw new StartError(
          `${file} was made by version ${header.program}, whose queue has other tables. Restore it with that version, then upgrade.`,
        );
      }
      await writeSecret(dataDir, header.secret);
      const written = await readBackup(server.url, lines);
      await migrate(server.url, schema, migrations);
      await migrateQueue(server.url);
      return `Restored the backup of ${header.at} into ${dataDir}: ${counted(written)}. Start the service to use it.`;
    } finally {
      await server.stop();
    }
  } catch (error) {
    throw unusable(file, error);
  }
}

async function queueVersionAt(url: string, schema: string): Promise<number | null> {
  const db = connect({ url, schema });
  return queueVersion(db.em()).finally(() => db.close());
}

async function requireEmpty(url: string, schema: string, dataDir: string): Promise<void> {
  const db = connect({ url, schema });
  try {
    const isNew = (await compareMigrations(db, MIGRATION_NAMES)).pending.length === MIGRATION_NAMES.length;
    if (!isNew && (await isSeeded(db))) {
      throw new StartError(
        `${dataDir} holds a database already. Move that folder away, or set DATA_DIR to a new one, and restore again.`,
      );
    }
  } finally {
    await db.close();
  }
}

function requireEmbedded({ database }: Config, instead: string): void {
  if (database.url === null) return;
  throw new StartError(
    `This is for the embedded database. DATABASE_URL is set: use PostgreSQL’s own tools, such as ${instead}`,
  );
}

function counted({ tables, rows }: Written): string {
  return `${tables} tables, ${rows.toLocaleString('en')} rows`;
}

/** What goes wrong with the file, in a sentence. */
function unusable(file: string, error: unknown): unknown {
  if (error instanceof BrokenBackupError) {
    return new StartError(`${file} is damaged or was cut short. Nothing was restored.`);
  }
  const reasons: Record<string, string> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'this user may not use it',
    EISDIR: 'it is a folder',
    ENOSPC: 'the disk is full',
    EROFS: 'the file system is read-only',
  };
  const reason = reasons[codeOf(error) ?? ''];
  return reason === undefined ? error : new StartError(`${file} cannot be used: ${reason}.`);
}
