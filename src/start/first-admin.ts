import type { Clock, Deps } from '#services/deps.ts';
import { markDemo } from '#services/standalone/demo.ts';
import { isSeeded, seed } from '#services/standalone/seed.ts';
import { type Config, ConfigError } from '../config.ts';
import type { OpenDatabase } from './open-database.ts';
import { checkPort, pagesAt } from './open-port.ts';

interface Options {
  config: Config;
  database: OpenDatabase;
  clock: Clock;
  passwords: Deps['passwords'];
  print(text: string): void;
}

/**
 * Makes the first admin of a new database of our own. A password that was made up is shown this once, so what is likely
 * to stop the start comes before. Throws ConfigError where the variables do not make an admin, and StartError.
 */
export async function makeFirstAdmin(options: Options): Promise<void> {
  const { config, database, clock, passwords, print } = options;
  const { db, mode, embedded } = database;
  if (mode === 'attached' || (await isSeeded(db))) return;
  if (config.seedProblems.length > 0) throw new ConfigError(config.seedProblems);
  await checkPort(pagesAt(config));
  const madePassword = await seed({ db, clock, passwords }, config.seedAdmin);
  if (embedded !== null) await markDemo(db);
  if (madePassword !== null) print(announcement(config.seedAdmin.email, madePassword));
}

function announcement(email: string, password: string): string {
  return [
    '',
    'Created the first admin. The password is shown only this once:',
    `  email     ${email}`,
    `  password  ${password}`,
    '',
    '',
  ].join('\n');
}
