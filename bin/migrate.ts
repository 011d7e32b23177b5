import { grantTo, missingRights, someOf } from '#database/rights.ts';
import { attachAgain } from '#services/attached/detach.ts';
import type { Config } from '../src/config.ts';
import { type OpenDatabase, openDatabase } from '../src/start/open-database.ts';
import { codeOf, StartError } from '../src/start/start-error.ts';

const UNDEFINED_OBJECT = '42704';
const INSUFFICIENT_PRIVILEGE = '42501';

interface Options {
  /** Use a database of our own although variables of a Hexabot are set. */
  standaloneChosen: boolean;
  /** The database user that the service will use. */
  grantTo: string | null;
}

/** Brings tables and queue up to date, gives the service's user its rights, and says what was done. */
export async function migrateCommand(config: Config, options: Options): Promise<string> {
  const { standaloneChosen, grantTo: role } = options;
  const migrating = { onlyAttached: role !== null };
  const database = await openDatabase({ config, purpose: 'command', standaloneChosen, migrating });
  try {
    if (role !== null) await grant(database, role, { console: config.console !== null });
    await attachAgain({ db: database.db });
    return [`The database is up to date (${whose(database)}).`, ...granted(role)].join(' ');
  } finally {
    await database.close();
  }
}

const granted = (role: string | null): string[] =>
  role === null ? [] : [`${role} may use it: let the service connect as that user.`];

function whose({ mode, db }: OpenDatabase): string {
  return mode === 'attached'
    ? `attached to the Hexabot in the schema ${db.schema}`
    : 'standalone: tables of our own, not a Hexabot’s';
}

async function grant(
  { db, url, mode }: OpenDatabase,
  role: string,
  how: { console: boolean },
): Promise<void> {
  if (mode === 'standalone') {
    throw new StartError(
      'This database is our own, not a Hexabot’s: the service connects as its owner, and --grant-to is not for it.',
    );
  }
  try {
    await grantTo(url, db.schema, role, how);
  } catch (error) {
    const code = codeOf(error);
    if (code === UNDEFINED_OBJECT) {
      throw new StartError(
        `There is no database user ${role}. Make it with: CREATE ROLE ${role} LOGIN PASSWORD '…'; then run this again.`,
      );
    }
    if (code !== INSUFFICIENT_PRIVILEGE) throw error;
  }
  const missing = await missingRights(db.em(), db.schema, { ...how, user: role });
  if (missing.length > 0) {
    throw new StartError(
      `${role} could not be given all rights, as this user does not own Hexabot's tables: ${someOf(missing)}. Run this again with the owner's DATABASE_URL.`,
    );
  }
}
