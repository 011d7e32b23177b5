import { rows, sql } from '#database/connection.ts';
import { createMailTransport } from '#mail/transport.ts';
import { startQueue } from '#queue/index.ts';
import { type Config, ConfigError, readConfig } from '../src/config.ts';
import { type OpenDatabase, openDatabase } from '../src/open-database.ts';

type Finding = { state: 'ok' | 'off' | 'fix'; name: string; text: string };

const ok = (name: string, text: string): Finding => ({ state: 'ok', name, text });
const off = (name: string, text: string): Finding => ({ state: 'off', name, text });
const fix = (name: string, text: string): Finding => ({ state: 'fix', name, text });

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
    ok('Configuration', 'every variable is well formed'),
    ...(await examineDatabase(config)),
    await examineWeb(config),
    await examineSlack(config),
    await examineMail(config),
    ok('Approvals', `CHATOPS_APPROVALS=${config.approvals}`),
    config.sso.enabled ? ok('SSO', 'on') : off('SSO', 'SSO_ENABLED turns it on'),
  ];
}

async function examineDatabase(config: Config): Promise<Finding[]> {
  let database: OpenDatabase;
  try {
    database = await openDatabase({ config, purpose: 'command' });
  } catch (error) {
    return [fix('Database', (error as Error).message)];
  }
  try {
    const [links] = await rows<{ count: number }>(
      database.db.em(),
      sql`SELECT count(*)::int FROM chatops.links`,
    );
    return [
      ok(
        'Database',
        `${database.embedded === null ? 'DATABASE_URL' : 'embedded'}, ${database.mode}, up to date`,
      ),
      await examineQueue(database.url),
      links?.count
        ? ok('Links', `${links.count} chat identities are linked`)
        : fix('Links', 'nobody is linked: npm run hexa -- link --help'),
      ok('Secret', config.secret === null ? 'made and kept in DATA_DIR' : 'CHATOPS_SECRET is set'),
    ];
  } finally {
    await database.close();
  }
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

async function examineWeb(config: Config): Promise<Finding> {
  const address = `http://${config.http.host}:${config.http.port}`;
  try {
    const response = await fetch(`${address}/readyz`, { signal: AbortSignal.timeout(3_000) });
    return response.ok
      ? ok('Service', `runs and is ready at ${address}`)
      : fix('Service', `runs at ${address} but is not ready: ${await response.text()}`);
  } catch {
    return off('Service', `does not run at ${address}: npm start`);
  }
}

async function examineSlack({ slack }: Config): Promise<Finding> {
  if (slack === null) {
    return off('Slack', 'SLACK_BOT_TOKEN and SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET, turn it on');
  }
  const base = slack.apiUrl ?? 'https://slack.com/api';
  try {
    const response = await fetch(`${base}/auth.test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${slack.botToken}` },
      signal: AbortSignal.timeout(5_000),
    });
    const answer = (await response.json()) as {
      ok: boolean;
      error?: string;
      team?: string;
      team_id?: string;
    };
    if (!answer.ok) {
      return fix(
        'Slack',
        `refuses SLACK_BOT_TOKEN (${answer.error}). Copy it again from OAuth & Permissions.`,
      );
    }
    return ok(
      'Slack',
      `workspace ${answer.team} (${answer.team_id}), ${slack.appToken ? 'Socket Mode' : 'HTTP'}`,
    );
  } catch (error) {
    return fix('Slack', `does not answer (${(error as Error).message}). Check the network.`);
  }
}

async function examineMail({ mail }: Config): Promise<Finding> {
  if (mail === null) return off('Mail', 'EMAIL_SMTP_ENABLED=true and EMAIL_SMTP_HOST turn it on');
  const transport = createMailTransport(mail);
  try {
    await transport.verify();
    return ok('Mail', `${mail.host}:${mail.port} answers`);
  } catch (error) {
    return fix('Mail', `${mail.host}:${mail.port}: ${(error as Error).message}. Check EMAIL_SMTP_*.`);
  } finally {
    transport.close();
  }
}
