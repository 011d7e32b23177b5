import { migrate } from '#database/migrate.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrations } from '../migrations/index.ts';
import type { Config } from '../src/config.ts';
import { openDatabase } from '../src/open-database.ts';

/** Brings tables and queue up to date and says what was done. */
export async function migrateCommand(config: Config, standaloneChosen: boolean): Promise<string> {
  const database = await openDatabase({ config, purpose: 'command', standaloneChosen });
  try {
    await migrate(database.url, config.database.schema, migrations);
    await migrateQueue(database.url);
    return `The database is up to date (${database.mode}).`;
  } finally {
    await database.close();
  }
}
