import { type Finding, fix, off, ok } from '#chat/finding.ts';
import { rows, sql } from '#database/connection.ts';
import { hexabotElsewhere, noTables, recognise } from '#database/recognise.ts';
import { excessRights, missingRights, someOf } from '#database/rights.ts';
import { auditElsewhere } from '#services/attached/audit-elsewhere.ts';
import { isDetached } from '#services/attached/detach.ts';
import type { Config } from '../src/config.ts';
import { PANEL_ENABLES_TEXT } from '../src/start/attached.ts';
import type { OpenDatabase } from '../src/start/open-database.ts';
import { codeOf } from '../src/start/start-error.ts';
import { orFix } from './or-fix.ts';

/** What Hexabot takes where CONFIRM_ACCOUNT_SECRET is not set: known to everybody. */
const DEFAULT_CONFIRM_SECRET = 'DEFAULT_CONFIRM_ACCOUNT_SECRET';
const INSUFFICIENT_PRIVILEGE = '42501';

/** Whether this is a Hexabot as we know it, and whether all that acting on it needs is there. */
export async function examineHexabot(config: Config, database: OpenDatabase): Promise<Finding[]> {
  if (database.mode === 'standalone') return [off('Hexabot', 'not attached (standalone)')];
  return [
    ...(await examineTables(database)),
    await examineRights(config, database),
    await orFix('Lockout', () => examineLockout(config, database)),
    await orFix('Audit', () => examineAudit(config, database)),
    examineConfirm(config),
  ];
}

async function examineTables({ db }: OpenDatabase): Promise<Finding[]> {
  if (await isDetached({ db }).catch(refusedOrThrow)) {
    return [
      fix(
        'Hexabot',
        `detached. To attach again, run npm run hexa -- migrate --grant-to ${await userOf(db)} as the owner.`,
      ),
    ];
  }
  const found = await recognise(db.em(), db.schema);
  if (found.kind === 'empty') return [fix('Hexabot', noTables(db.schema, await hexabotElsewhere(db.em())))];
  if (found.kind === 'different') {
    return found.differences.map((each) =>
      fix(
        'Hexabot',
        `${each}. We know 3.5: run that version, or a version of hexabot-chatops that knows this one.`,
      ),
    );
  }
  const where = `attached in the schema ${db.schema}`;
  if (found.beside.length === 0) return [ok('Hexabot', `${where}; its tables are those of 3.5`)];
  return [
    fix(
      'Hexabot',
      `${where}; what we use is as in 3.5, but ${someOf(found.beside)}: this is another release. Try what you need, and look for a newer version of hexabot-chatops.`,
    ),
  ];
}

/** Null where this user may not read it: that is a finding of its own. */
function refusedOrThrow(error: unknown): null {
  if (codeOf(error) === INSUFFICIENT_PRIVILEGE) return null;
  throw error;
}

async function userOf(db: OpenDatabase['db']): Promise<string> {
  const [user] = await rows(db.em(), sql<{ name: string }>`SELECT current_user AS name`);
  return user?.name ?? '';
}

async function examineRights({ console }: Config, { db }: OpenDatabase): Promise<Finding> {
  const em = db.em();
  const missing = await missingRights(em, db.schema, { console: console !== null });
  const name = await userOf(db);
  if (missing.length > 0) {
    return fix(
      'Rights',
      `${name} lacks ${someOf(missing)}. Run npm run hexa -- migrate --grant-to ${name} as the owner.`,
    );
  }
  const excess = await excessRights(em, db.schema, { console: console !== null });
  if (excess.length === 0) return ok('Rights', `${name} may change rows, and no more`);
  return fix(
    'Rights',
    `${name} may do more than is needed: ${someOf(excess)}. Revoke it, or give the service its own database user: docs/attach-to-hexabot.md`,
  );
}

async function examineLockout({ lockout }: Config, { db }: OpenDatabase): Promise<Finding> {
  const [aside] = await rows(
    db.em(),
    sql<{ users: number }>`SELECT count(DISTINCT user_id)::int AS users FROM chatops.set_aside_roles`,
  );
  const users = aside?.users ?? 0;
  if (lockout) return ok('Lockout', `on; users whose roles are set aside: ${users}`);
  return users === 0
    ? off('Lockout', 'CHATOPS_LOCKOUT=off: pending and disabled users can sign in to the panel')
    : fix(
        'Lockout',
        `off, but ${users} users still have roles set aside from when it was on. They get them back when they’re enabled; npm run hexa -- detach gives all of them back.`,
      );
}

async function examineAudit(config: Config, { db }: OpenDatabase): Promise<Finding> {
  const { panelEnables, lockout } = config;
  if (!lockout) return off('Audit', 'not needed, because nobody is locked out');
  const how = await auditElsewhere({ db, clock: () => new Date(), settings: config });
  if (how === null) return ok('Audit', 'Hexabot’s audit says who enables users in the panel');
  const follows = `${PANEL_ENABLES_TEXT[panelEnables]} (CHATOPS_PANEL_ENABLES=${panelEnables})`;
  if (how === 'configured') return off('Audit', follows);
  return fix(
    'Audit',
    `A user was enabled in the panel, but Hexabot’s audit has no entry for it. ${follows}. Copy AUDIT_LOG_ENABLED and AUDIT_LOG_BACKEND from its .env.`,
  );
}

function examineConfirm({ confirm, confirmAccountSecret: secret }: Config): Finding {
  if (secret === DEFAULT_CONFIRM_SECRET) {
    return fix(
      'Confirm',
      'CONFIRM_ACCOUNT_SECRET is the default in Hexabot’s source, so anyone can make confirmation links. Set another one in Hexabot and here.',
    );
  }
  if (confirm === 'hexabot') return ok('Confirm', 'mails Hexabot’s own links, which work until they expire');
  return ok(
    'Confirm',
    secret === null
      ? 'mails our own links. We don’t know CONFIRM_ACCOUNT_SECRET: make sure that Hexabot has one, or anyone can make its links'
      : 'mails our own links',
  );
}
