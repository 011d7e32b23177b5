import type { Licence } from '#domain/plan.ts';
import type { Config } from '../config.ts';
import type { OpenDatabase } from './open-database.ts';
import { approvalsPosture, linkingPosture } from './posture.ts';

const DATABASES = {
  created: 'embedded PostgreSQL, new',
  started: 'embedded PostgreSQL',
  adopted: 'embedded PostgreSQL, found running and adopted',
};

/** What is on and, for what is off, which variable turns it on; one line each. */
export function startupSummary(options: {
  config: Config;
  address: string;
  database: Pick<OpenDatabase, 'mode' | 'embedded'>;
  /** The console's; null: none. */
  mailbox: object | null;
  licence: Licence;
  sso: { enabled: boolean; strict: boolean };
}): string[] {
  const { config, address, database, mailbox, licence, sso } = options;
  const where =
    database.embedded === null
      ? 'DATABASE_URL'
      : `${DATABASES[database.embedded]} in ${config.database.dataDir}`;
  return [
    `Web       on   ${address} (health at /healthz and /readyz)`,
    `Database  on   ${where}, ${database.mode}`,
    slackLine(config),
    discordLine(config),
    consoleLine(config),
    config.mail === null
      ? `Mail      off  set EMAIL_SMTP_ENABLED=true and EMAIL_SMTP_HOST; until then users are activated by hand${mailbox === null ? '' : ", or from the console's Mailbox"}`
      : `Mail      on   ${config.mail.host}:${config.mail.port} from ${config.mail.from}`,
    `Plan      ${licence.plan} (${licence.status}), users: ${licence.userLimit ?? 'unlimited'}`,
    ssoLine(config, sso),
    `Linking   ${linkingPosture(config)}`,
    `Approvals ${approvalsPosture(config)}`,
  ];
}

function ssoLine({ sso: { enabled }, hexabotApiUrl }: Config, sso: { enabled: boolean; strict: boolean }) {
  const asked = enabled === null ? `, as ${hexabotApiUrl} says, or on until it has said so` : '';
  return sso.enabled
    ? `SSO       on   roles and status are closed${sso.strict ? ', adding users too' : ''}${asked}`
    : `SSO       off  ${enabled === null ? `as ${hexabotApiUrl} says` : 'set SSO_ENABLED=true'}`;
}

function consoleLine({ console }: Config): string {
  if (!console.on) return 'Console   off  set CHATOPS_CONSOLE=on';
  return `Console   on   at /console, ${console.keyLink ? 'by the link below' : 'with email and password'}`;
}

function slackLine({ slack }: Config): string {
  if (slack === null) {
    return 'Slack     off  set SLACK_BOT_TOKEN and SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)';
  }
  return slack.signingSecret === undefined
    ? 'Slack     on   Socket Mode'
    : 'Slack     on   HTTP at /slack/events';
}

function discordLine({ discord }: Config): string {
  if (discord === null)
    return 'Discord   off  set DISCORD_TOKEN, DISCORD_APPLICATION_ID and DISCORD_GUILD_IDS';
  const { length } = discord.guildIds;
  return `Discord   on   gateway, ${length === 1 ? '1 server' : `${length} servers`}`;
}
