import { NotHexabotError, requireHexabot } from '#database/recognise.ts';
import { missingRights, someOf } from '#database/rights.ts';
import type { PanelEnables } from '#domain/lockout.ts';
import { auditElsewhere } from '#services/attached/audit-elsewhere.ts';
import { isDetached } from '#services/attached/detach.ts';
import type { Deps } from '#services/deps.ts';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './open-database.ts';
import { StartError } from './start-error.ts';

/** What follows from an audit that is written elsewhere; at start and by doctor. */
export const PANEL_ENABLES_TEXT: Record<PanelEnables, string> = {
  undo: 'Hexabot’s audit is not in this database: users who are disabled here and enabled in the panel are disabled again within a minute',
  trust:
    'Hexabot’s audit is not in this database: users who are disabled here and enabled in the panel are let in, whoever enabled them',
};

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
 * Before the service acts on a Hexabot's database: refuses one that was detached, whose tables are not as we know them,
 * or where this user lacks rights (StartError), and logs where they differ beside what we touch.
 */
export async function checkAttached(database: OpenDatabase, config: Config, log: Logger): Promise<void> {
  const { db, mode } = database;
  if (mode === 'standalone') return;
  if (await isDetached({ db })) {
    throw new StartError(
      `This database was detached (hexa detach). To attach again, run npm run hexa -- migrate --grant-to ${decodeURIComponent(new URL(database.url).username)} as its owner.`,
    );
  }
  const { beside } = await requireHexabot(db.em(), db.schema).catch((error: unknown) => {
    throw error instanceof NotHexabotError ? new StartError(error.message) : error;
  });
  await checkRights(database, config, log);
  await sayWhereAuditIs(database, config, log);
  if (beside.length > 0) {
    log.warn({ beside }, 'the tables of this Hexabot differ from those of 3.5, where we touch nothing');
  }
}

/** Where Hexabot's audit is written elsewhere, nobody can be seen to enable a user in the panel. */
async function sayWhereAuditIs({ db }: OpenDatabase, config: Config, log: Logger): Promise<void> {
  const { panelEnables, auditElsewhere: elsewhere } = config;
  const settings = { auditElsewhere: elsewhere };
  const how = config.lockout ? await auditElsewhere({ db, clock: () => new Date(), settings }) : null;
  if (how !== null) log.warn({ how, CHATOPS_PANEL_ENABLES: panelEnables }, PANEL_ENABLES_TEXT[panelEnables]);
}

/** MCP may have been enabled after the rights were given: then tokens are left alone, which is logged. */
async function checkRights({ db, url }: OpenDatabase, config: Config, log: Logger): Promise<void> {
  const user = decodeURIComponent(new URL(url).username);
  const missing = await missingRights(db.em(), db.schema, { console: config.console !== null });
  const optional = missing.filter((right) => right.includes(' on mcp_tokens'));
  const required = missing.filter((right) => !optional.includes(right));
  if (required.length > 0) {
    throw new StartError(
      `${user} lacks rights: ${someOf(required)}. Run npm run hexa -- migrate --grant-to ${user} as the owner.`,
    );
  }
  if (optional.length > 0) {
    log.warn(
      { missing: optional },
      'MCP tokens of disabled users are not revoked; run npm run hexa -- doctor',
    );
  }
}
