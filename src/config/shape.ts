import { type Environment, readVariables } from '#chat/variables.ts';
import { strictTls } from '../start/database-url.ts';
import type { PlatformSettings } from '../start/platforms.ts';
import { seedSchema, type Values } from './variables.ts';

const HEXABOT_NAMES = [
  'DB_PORT',
  'DB_USERNAME',
  'DB_PASSWORD',
  'DB_NAME',
  'DB_SCHEMA',
  'CONFIRM_ACCOUNT_SECRET',
  'FRONTEND_BASE_URL',
  'HEXABOT_API_URL',
];

const STANDALONE_NAMES = ['CHATOPS_PLAN', 'CHATOPS_USER_LIMIT'];

function databaseUrl(values: Values): string | null {
  const given = values.DATABASE_URL ?? values.DB_URL;
  if (given !== undefined) return strictTls(given);
  if (values.DB_HOST === undefined) return null;
  const url = new URL('postgres://localhost');
  url.hostname = values.DB_HOST;
  url.port = String(values.DB_PORT);
  url.username = encodeURIComponent(values.DB_USERNAME ?? 'postgres');
  url.password = encodeURIComponent(values.DB_PASSWORD ?? '');
  url.pathname = `/${values.DB_NAME ?? 'postgres'}`;
  return url.href;
}

/** Shapes the checked values for the rest of the program; nothing else reads the environment. */
export function shape(values: Values, given: Environment, platformSettings: PlatformSettings) {
  return {
    ...platformSettings,
    /** Given variables that speak of a Hexabot's database: without its address the embedded server would be a surprise. */
    hexabotNames: HEXABOT_NAMES.filter((name) => given[name] !== undefined),
    /** Given variables that only a database of our own follows. */
    standaloneNames: STANDALONE_NAMES.filter((name) => given[name] !== undefined),
    database: {
      /** Null: the embedded server in `dataDir`. */
      url: databaseUrl(values),
      schema: values.DB_SCHEMA,
      dataDir: values.DATA_DIR,
    },
    http: {
      host: values.HOST,
      port: values.PORT,
      /** Without a trailing slash; null: `http://localhost:port`, or `http://host:port` where that is not this machine alone. */
      publicUrl: values.PUBLIC_URL ?? null,
    },
    /** Null: nothing is measured. */
    metrics:
      values.METRICS_PORT === undefined ? null : { host: values.METRICS_HOST, port: values.METRICS_PORT },
    frontendBaseUrl: values.FRONTEND_BASE_URL ?? null,
    mail:
      values.EMAIL_SMTP_ENABLED && values.EMAIL_SMTP_HOST
        ? {
            host: values.EMAIL_SMTP_HOST,
            port: values.EMAIL_SMTP_PORT,
            secure: values.EMAIL_SMTP_SECURE === true,
            user: values.EMAIL_SMTP_USER ?? null,
            pass: values.EMAIL_SMTP_PASS ?? null,
            from: values.EMAIL_SMTP_FROM ?? `noreply@${values.EMAIL_SMTP_HOST}`,
          }
        : null,
    /** Without a trailing slash. */
    licenseApiUrl: values.LICENSE_API_URL ?? 'https://api.lemonsqueezy.com',
    /** Of a database of our own. */
    plan: {
      name: values.CHATOPS_PLAN,
      /** Undefined: the plan's own limit; null: unlimited. */
      userLimit: values.CHATOPS_USER_LIMIT === 'unlimited' ? null : values.CHATOPS_USER_LIMIT,
    },
    sso: {
      /** Null: Hexabot's API is asked. */
      enabled: values.SSO_ENABLED ?? (values.HEXABOT_API_URL === undefined ? false : null),
      strict: values.CHATOPS_SSO_STRICT === true,
    },
    /** Hexabot's API, without a trailing slash. */
    hexabotApiUrl: values.HEXABOT_API_URL ?? null,
    /** On Hexabot's database: who is not active is kept out. */
    lockout: values.CHATOPS_LOCKOUT === 'on',
    panelEnables: values.CHATOPS_PANEL_ENABLES,
    /** Hexabot's own variables; where they are not given, its defaults. */
    auditElsewhere:
      values.AUDIT_LOG_ENABLED === 'false' || (values.AUDIT_LOG_BACKEND ?? 'database') !== 'database',
    confirm: values.CHATOPS_CONFIRM,
    /** Hexabot's, as given; what Hexabot takes when it is not is no secret. */
    confirmAccountSecret: values.CONFIRM_ACCOUNT_SECRET ?? null,
    approvals: values.CHATOPS_APPROVALS,
    stepUp: values.CHATOPS_STEP_UP,
    requestTtlMs: values.CHATOPS_REQUEST_TTL,
    approvalChannels: values.CHATOPS_APPROVAL_CHANNEL,
    linkByEmail: values.CHATOPS_LINK_BY_EMAIL === true,
    auditChannels: values.CHATOPS_AUDIT_CHANNEL,
    passwords: values.CHATOPS_PASSWORDS,
    /** Cost of bcrypt: work doubles with each step. */
    saltLength: values.SALT_LENGTH,
    confirmationLifeMs: values.CONFIRM_ACCOUNT_EXPIRES_IN,
    /** Null when embedded: made and kept in `dataDir`. */
    secret: values.CHATOPS_SECRET ?? null,
    seedAdmin: {
      firstName: values.SEED_ADMIN_FIRST_NAME,
      lastName: values.SEED_ADMIN_LAST_NAME,
      email: values.SEED_ADMIN_EMAIL,
      password: values.SEED_ADMIN_PASSWORD ?? null,
    },
    /** What keeps `seedAdmin` from being made; asked only of a new database of our own. */
    seedProblems: readVariables(seedSchema, given).malformed,
    logLevel: values.LOG_LEVEL,
  };
}

/** The configuration of this process. */
export type Config = ReturnType<typeof shape>;
