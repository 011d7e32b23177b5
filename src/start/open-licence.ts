import type { Clock } from '#services/deps.ts';
import { attachedLicence, type LicenceWatch, standaloneLicence } from '#services/plan/licence.ts';
import { within } from '#timing/within.ts';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './open-database.ts';
import { StartError } from './start-error.ts';

/** A licence service that is slow to answer delays the start by no more than this. */
const WAIT_AT_START_MS = 1_500;

/** Whose word counts: Hexabot's key, or on a database of our own the operator's variables. Throws StartError. */
export async function openLicence(options: {
  config: Config;
  database: Pick<OpenDatabase, 'db' | 'mode' | 'secret'>;
  clock: Clock;
  log: Logger;
}): Promise<LicenceWatch> {
  const { config, database, clock, log } = options;
  if (database.mode === 'standalone') return standaloneLicence(config.plan);
  const given = config.standaloneNames;
  if (given.length > 0) {
    throw new StartError(
      `${given.join(' and ')} may not be set on Hexabot's database: there the plan follows from its license key. Unset ${given.length === 1 ? 'it' : 'them'}, and enter the key in Hexabot's settings.`,
    );
  }
  const { db, secret } = database;
  const watch = attachedLicence({ db, clock, secret, serviceUrl: config.licenseApiUrl, log });
  // Later answers count when they come; what fails is tried again by the sweep within a minute.
  const refreshed = watch
    .refresh()
    .catch((error: unknown) => log.error({ err: error }, 'the licence cannot be read'));
  await within(WAIT_AT_START_MS, refreshed);
  return watch;
}
