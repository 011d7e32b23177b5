import { hexabotVersion, recognise } from '#database/recognise.ts';
import type { Deps } from '#services/deps.ts';
import { isDetached } from '#services/detach.ts';
import { sweepLockout } from '#services/lockout-sweep.ts';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './open-database.ts';
import { StartError } from './start-error.ts';

/** The versions of Hexabot whose tables we know. */
export const KNOWN_VERSIONS = /^3\.5\./;

/** What of the settings depends on whose database it is. Throws StartError for what only a Hexabot can do. */
export function attachedSettings(
  config: Config,
  { mode }: Pick<OpenDatabase, 'mode'>,
): Pick<Deps['settings'], 'lockout' | 'hexabotConfirm'> {
  const { confirm, confirmAccountSecret: secret, frontendBaseUrl, lockout } = config;
  if (confirm === 'ours' || secret === null || frontendBaseUrl === null) {
    return { lockout: lockout && mode === 'attached', hexabotConfirm: null };
  }
  if (mode === 'standalone') {
    throw new StartError(
      'CHATOPS_CONFIRM=hexabot mails links that a Hexabot must open, and this database is none of its. Unset it.',
    );
  }
  return { lockout, hexabotConfirm: { secret, frontendBaseUrl } };
}

/**
 * Before the service acts on a Hexabot's database: refuses one that was detached (StartError), and logs what is not as
 * we know it.
 */
export async function checkAttached({ db, mode }: OpenDatabase, log: Logger): Promise<void> {
  if (mode === 'standalone') return;
  if (await isDetached({ db })) {
    throw new StartError(
      'This database was detached (hexa detach). To attach again, run npm run hexa -- migrate as its owner.',
    );
  }
  const found = await recognise(db.em(), db.schema);
  const differences = found.kind === 'different' ? found.differences : [];
  if (differences.length > 0) log.warn({ differences }, 'Hexabot’s tables are not as they were in 3.5');
  const version = await hexabotVersion(db.em(), db.t.metadata);
  if (version === null || !KNOWN_VERSIONS.test(version)) {
    log.warn({ version }, 'this Hexabot is not a 3.5; run npm run hexa -- doctor');
  }
}

/** What runs every minute on a Hexabot's database. */
export function attachedTasks(deps: Deps, stopping: AbortSignal): { name: string; run(): Promise<void> }[] {
  return deps.attached ? [{ name: 'lockout', run: () => sweepLockout(deps, { stopping }) }] : [];
}
