import { grantTo } from '#database/rights.ts';
import { attachAgain } from '#services/detach.ts';
import type { Config } from '../src/config.ts';
import { migrateAll, openDatabase } from '../src/open-database.ts';
import { codeOf, StartError } from '../src/start-error.ts';

const UNDEFINED_OBJECT = '42704';

interface Options {
  /** Use a database of our own although variables of a Hexabot are set. */
  standaloneChosen: boolean;
  /** The database user that the service will use. */
  grantTo: string | null;
}

/** Brings tables and queue up to date, gives the service's user its rights, and says what was done. */
export async function migrateCommand(config: Config, options: Options): Promise<string> {
  const { standaloneChosen, grantTo: role } = options;
  const database = await openDatabase({ config, purpose: 'command', standaloneChosen });
  try {
    await migrateAll(database.url, config.database.schema);
    await attachAgain({ db: database.db });
    if (role !== null) await grant(database.url, config.database.schema, role);
    const granted = role === null ? '' : ` ${role} may use it: let the service connect as that user.`;
    return `The database is up to date (${database.mode}).${granted}`;
  } finally {
    await database.close();
  }
}

async function grant(url: string, schema: string, role: string): Promise<void> {
  try {
    await grantTo(url, schema, role);
  } catch (error) {
    if (codeOf(error) !== UNDEFINED_OBJECT) throw error;
    throw new StartError(
      `There is no database user ${role}. Make it with: CREATE ROLE ${role} LOGIN PASSWORD '…'; then run this again.`,
    );
  }
}
