import { type Finding, fix, off, ok } from '#chat/finding.ts';
import { rows, sql } from '#database/connection.ts';
import { keepsSessions } from '#database/session-lock.ts';
import type { Platform } from '#domain/chat-identity.ts';
import { includesUserManagement } from '#domain/plan.ts';
import { createMailTransport } from '#mail/transport.ts';
import { startQueue } from '#queue/index.ts';
import { isSeeded } from '#services/standalone/seed.ts';
import { type Config, ConfigError, readConfig } from '../src/config.ts';
import { createLog } from '../src/start/log.ts';
import { type OpenDatabase, openDatabase } from '../src/start/open-database.ts';
import { openLicence } from '../src/start/open-licence.ts';
import { openSso } from '../src/start/open-sso.ts';
import { platformsOn } from '../src/start/platforms.ts';
import { approvalsPosture, linkingPosture } from '../src/start/posture.ts';
import { examineHexabot } from './doctor-hexabot.ts';
import { examinePasskeys } from './examine-passkeys.ts';
import { examineChannels, examinePlatforms } from './examine-platforms.ts';
import { orFix } from './or-fix.ts';

/** Looks at everything that is configured and asks it; never shows a secret. */
export async function doctor(environment: NodeJS.ProcessEnv): Promise<{ lines: string[]; healthy: boolean }> {
  const findings = await examine(environment);
  return {
    lines: findings.map(({ state, name, text }) => `${state.padEnd(4)} ${name.padEnd(13)} ${text}`),
    healthy: findings.every(({ state }) => state !== 'fix'),
  };
}

async function examine(environment: NodeJS.ProcessEnv): Promise<Finding[]> {
  let config: Config;
  try {
    config = readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems.map((problem) => fix('Configuration', problem));
    throw error;
  }
  return [
    ok('Configuration', 'all variables are valid'),
    ...(await examineDatabase(config)),
    await examineWeb(config),
    ...(await examinePlatforms(config)),
    await examineMail(config),
    ok('Linking', linkingPosture(config)),
    ok('Approvals', approvalsPosture(config)),
    ...(await examineChannels(config)),
  ];
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  let database: OpenDatabase;
  try {
    database = await openDatabase({ config, purpose: 'command', updates: config.database.url === null });
  } catch (error) {
    return [fix('Database', (error as Error).message)];
  }
  try {
    return [
      ok(
        'Database',
        `${database.embedded === null ? 'DATABASE_URL' : 'embedded'}, ${database.mode}, up to date`,
      ),
      ...(await examineHexabot(config, database)),
      ...(await examineFirstAdmin(config, database)),
      await examineSessions(config, database.url),
      await examineQueue(database.url),
      await examineLicence(config, database),
      await examineSso(config, database),
      await orFix('Links', () => examineLinks(config, database)),
      await orFix('Passkeys', () => examinePasskeys(config, database.db)),
      ok('Secret', config.secret === null ? 'made and kept in DATA_DIR' : 'CHATOPS_SECRET is set'),
    ];
  } finally {
    await database.close();
  }
}

/** Where the next start will make the first admin, and cannot. */
async function examineFirstAdmin({ seedProblems }: Config, { db, mode }: OpenDatabase): Promise<Finding[]> {
  if (seedProblems.length === 0 || mode === 'attached' || (await isSeeded(db))) return [];
  return seedProblems.map((problem) => fix('First admin', problem));
}

async function examineLinks(config: Config, { db }: OpenDatabase): Promise<Finding> {
  const links = await rows(
    db.em(),
    sql<{ platform: Platform; workspace: string; count: number }>`
    SELECT platform, workspace, count(*)::int FROM chatops.links WHERE platform <> 'console' GROUP BY 1, 2 ORDER BY 1, 2`,
  );
  const useless: string[] = [];
  for (const { platform, settings } of platformsOn(config)) {
    const served = await platform.serves(settings).catch(() => null);
    const isServed = (workspace: string) => served === null || served.some(({ key }) => key === workspace);
    for (const { workspace, count } of links.filter((each) => each.platform === platform.name)) {
      if (!isServed(workspace)) useless.push(`${count} in ${workspace} on ${platform.title}`);
    }
  }
  if (useless.length > 0) {
    return fix(
      'Links',
      `nobody can use ${useless.join(', ')}: this app serves other workspaces. Ask these people to link again with /hexa link, or link them yourself (npm run hexa -- link). Remove the old links (unlink).`,
    );
  }
  const count = links.reduce((sum, each) => sum + each.count, 0);
  if (count === 0) return fix('Links', 'nobody is linked yet: npm run hexa -- link --help');
  return ok('Links', count === 1 ? '1 chat account is linked' : `${count} chat accounts are linked`);
}

async function examineSso(config: Config, database: OpenDatabase): Promise<Finding> {
  const failures: object[] = [];
  const log = { warn: (data: object) => failures.push(data), error: (data: object) => failures.push(data) };
  const { enabled } = (await openSso({ config, database, clock: () => new Date(), log })).sso();
  const isAsked = config.sso.enabled === null && database.mode === 'attached';
  const asked = isAsked ? `, as ${config.hexabotApiUrl} said` : '';
  if (failures.length > 0) {
    return fix(
      'SSO',
      `${config.hexabotApiUrl} does not say whether SSO is on. Until it does, ${enabled ? 'it counts as on' : 'it counts as off, as it last said'}. Correct HEXABOT_API_URL, or set SSO_ENABLED.`,
    );
  }
  if (enabled) return ok('SSO', `on${asked}`);
  if (isAsked) return off('SSO', `off${asked}`);
  return off(
    'SSO',
    database.mode === 'attached'
      ? 'set SSO_ENABLED=true, or HEXABOT_API_URL to ask Hexabot'
      : 'set SSO_ENABLED=true; HEXABOT_API_URL is not asked about a standalone database',
  );
}

/** The lock by which several services take turns at a platform lives in a session. */
async function examineSessions(config: Config, url: string): Promise<Finding> {
  if (await keepsSessions(url)) return ok('Sessions', 'a connection keeps its session');
  const inTurns = platformsOn(config).filter(({ platform }) => platform.needsTurn);
  const titles = inTurns.map(({ platform }) => platform.title).join(' and ');
  const text = `DATABASE_URL points to a pooler in transaction mode: several services can’t agree on which one holds the connection to ${titles || 'Discord'}. Point it to PostgreSQL itself, or set the pooler to session mode.`;
  return inTurns.length === 0 ? off('Sessions', text) : fix('Sessions', text);
}

async function examineQueue(url: string): Promise<Finding> {
  try {
    const queue = await startQueue({ url, onError: () => {} });
    await queue.ping();
    await queue.stop(1_000);
    return ok('Queue', 'answers');
  } catch (error) {
    return fix('Queue', `${(error as Error).message}. Run npm run hexa -- migrate as the owner.`);
  }
}

/** Asks the licence service only where the service would: at most once an hour. */
async function examineLicence(config: Config, database: OpenDatabase): Promise<Finding> {
  try {
    const clock = () => new Date();
    const watch = await openLicence({ config, database, clock, log: createLog('silent') });
    const licence = watch.licence();
    const text = `${licence.plan} (${licence.status}), users: ${licence.userLimit ?? 'unlimited'}`;
    return includesUserManagement(licence)
      ? ok('Plan', text)
      : fix('Plan', `${text}: user management is locked. /hexa plan says why, and what to do.`);
  } catch (error) {
    return fix('Plan', (error as Error).message);
  }
}

async function examineWeb(config: Config): Promise<Finding> {
  const address = `http://${config.http.host}:${config.http.port}`;
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(3_000) });
    return response.ok
      ? ok('Service', `running and ready at ${address}`)
      : fix('Service', `running at ${address}, but not ready: ${await response.text()}`);
  } catch {
    return off('Service', `not running at ${address}: npm start`);
  }
}

/** A certificate of one's own is trusted by name, never by switching the check off. */
function mailAdvice(message: string): string {
  return /self[- ]signed|unable to (?:verify|get)|certificate/i.test(message)
    ? 'If your own authority signed the certificate, set NODE_EXTRA_CA_CERTS=/path/to/ca.pem in the service’s environment.'
    : 'Check EMAIL_SMTP_*.';
}

async function examineMail({ mail }: Config): Promise<Finding> {
  if (mail === null) return off('Mail', 'set EMAIL_SMTP_ENABLED=true and EMAIL_SMTP_HOST');
  const transport = createMailTransport(mail);
  try {
    await transport.verify();
    return ok('Mail', `${mail.host}:${mail.port} answers`);
  } catch (error) {
    const { message } = error as Error;
    return fix('Mail', `${mail.host}:${mail.port}: ${message}. ${mailAdvice(message)}`);
  } finally {
    transport.close();
  }
}
