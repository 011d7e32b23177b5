import type { Clock } from '#services/deps.ts';
import { askedSso, configuredSso, type SsoWatch } from '#services/gate/sso.ts';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './open-database.ts';

/** SSO_ENABLED, else what Hexabot says; asked once here, so that the first invocation need not wait for it. */
export async function openSso(options: {
  config: Config;
  database: Pick<OpenDatabase, 'db' | 'mode'>;
  clock: Clock;
  log: Pick<Logger, 'warn' | 'error'>;
}): Promise<SsoWatch> {
  const { config, database, clock, log } = options;
  const { enabled, strict } = config.sso;
  const apiUrl = config.hexabotApiUrl;
  if (enabled !== null || apiUrl === null || database.mode === 'standalone') {
    return configuredSso({ enabled: enabled === true, strict });
  }
  const watch = askedSso({ db: database.db, clock, apiUrl, strict, log });
  await watch.refresh().catch((error: unknown) => log.error({ err: error }, 'SSO cannot be looked up'));
  return watch;
}
