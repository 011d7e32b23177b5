import type { ChatPlatform, PlatformState } from '#chat/platform.ts';
import type { Platform } from '#domain/chat-identity.ts';
import type { Licence } from '#domain/plan.ts';
import type { Config } from '../config.ts';
import type { OpenDatabase } from './open-database.ts';
import { platforms } from './platforms.ts';
import { approvalsPosture, linkingPosture, stepUpPosture } from './posture.ts';

const DATABASES = {
  created: 'embedded PostgreSQL, new',
  started: 'embedded PostgreSQL',
  adopted: 'embedded PostgreSQL, found running and adopted',
};

/** What is on and, for what is off, which variable turns it on; one line each. */
export function startupSummary(options: {
  config: Config;
  address: string;
  /** Where `/metrics` is; null: off. */
  metrics: { address: string } | null;
  database: Pick<OpenDatabase, 'mode' | 'embedded'>;
  /** The console's; null: none. */
  mailbox: object | null;
  licence: Licence;
  sso: { enabled: boolean; strict: boolean };
  stateOf(platform: Platform): PlatformState;
}): string[] {
  const { config, address, metrics, database, mailbox, licence, sso, stateOf } = options;
  const where =
    database.embedded === null
      ? 'DATABASE_URL'
      : `${DATABASES[database.embedded]} in ${config.database.dataDir}`;
  return [
    `Web       on   ${address} (health at /healthz and /readyz)`,
    `Database  on   ${where}, ${database.mode}`,
    ...Object.values(platforms).map((platform) =>
      platformLine(platform, config[platform.name], stateOf(platform.name)),
    ),
    config.mail === null
      ? `Mail      off  set EMAIL_SMTP_ENABLED=true and EMAIL_SMTP_HOST; until then, enable new users by hand${mailbox === null ? '' : " or from the console's Mailbox"}`
      : `Mail      on   ${config.mail.host}:${config.mail.port} from ${config.mail.from}`,
    metrics === null ? 'Metrics   off  set METRICS_PORT' : `Metrics   on   ${metrics.address}/metrics`,
    `Plan      ${licence.plan} (${licence.status}), users: ${licence.userLimit ?? 'unlimited'}`,
    ssoLine(config, database, sso),
    `Linking   ${linkingPosture(config)}`,
    `Approvals ${approvalsPosture(config)}`,
    `Passkeys  ${stepUpPosture(config)}`,
  ];
}

/** Of Hexabot's API only an attached database is a reason to ask (open-sso.ts). */
function ssoLine(
  { sso: { enabled }, hexabotApiUrl }: Config,
  { mode }: Pick<OpenDatabase, 'mode'>,
  sso: { enabled: boolean; strict: boolean },
): string {
  const isAsked = enabled === null && mode === 'attached';
  const asked = isAsked ? ` (${hexabotApiUrl} says so, or hasn’t responded yet)` : '';
  if (sso.enabled) {
    return `SSO       on   roles and status can’t be changed here${sso.strict ? ', and users can’t be added' : ''}${asked}`;
  }
  if (isAsked) return `SSO       off  ${hexabotApiUrl} says so`;
  return `SSO       off  set SSO_ENABLED=true${enabled === null ? '; HEXABOT_API_URL is not asked about a standalone database' : ''}`;
}

/** A platform is on once it has answered. */
const STATES: Record<PlatformState, string> = {
  on: '',
  waiting: ': no answer yet, still trying',
  standby: ': another service holds the connection; this one is on standby',
  refused: ': refused, see above',
};

function platformLine(
  { title, turnOn, summary }: ChatPlatform,
  settings: object | null,
  state: PlatformState,
): string {
  const name = title.padEnd(9);
  if (settings === null) return `${name} off  set ${turnOn}`;
  return `${name} ${state === 'on' ? 'on  ' : '... '} ${summary(settings)}${STATES[state]}`;
}
