import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import ms from 'ms';
import { z } from 'zod';
import type { Host } from '#chat/platform.ts';
import { address, type Environment, readVariables, text } from '#chat/variables.ts';
import { PANEL_ENABLES } from '#domain/lockout.ts';
import { passkeySite } from '#domain/passkey-site.ts';
import { PLANS } from '#domain/plan.ts';
import { STEP_UPS } from '#domain/proof.ts';
import { APPROVALS } from '#domain/role-policy.ts';
import { databaseUrlProblems, strictTls } from './start/database-url.ts';
import { CHANNEL_EXAMPLES, isChannel, type PlatformSettings, platforms } from './start/platforms.ts';
import { publicUrlOf } from './start/public-url.ts';
import { readSecretFiles } from './start/secret-files.ts';

/** Every problem of the environment, one line each: what is wrong and what to do. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

const flag = (name: string, fallback?: boolean) =>
  z
    .enum(['true', 'false', '1', '0'], { error: `${name} must be true or false.` })
    .optional()
    .transform((value) => (value === undefined ? fallback : value === 'true' || value === '1'));
const integer = (name: string, min: number, max: number) =>
  z.coerce
    .number({ error: `${name} must be a number from ${min} to ${max}.` })
    .int(`${name} must be a whole number.`)
    .min(min, `${name} must be at least ${min}.`)
    .max(max, `${name} must be at most ${max}.`);
const choice = <const T extends readonly [string, ...string[]]>(
  name: string,
  values: T,
  fallback: T[number],
) => z.enum(values, { error: `${name} must be one of: ${values.join(', ')}.` }).default(fallback as never);
const channels = (name: string) =>
  z
    .string()
    .default('')
    .transform((value) =>
      value
        .split(',')
        .map((channel) => channel.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().refine(isChannel, `${name} must be ${CHANNEL_EXAMPLES}, several with commas.`)));
const duration = (name: string, fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((value, context) => {
      const milliseconds = ms(value.trim() as ms.StringValue);
      if (Number.isFinite(milliseconds) && milliseconds > 0) return milliseconds;
      context.addIssue(`${name} must be a time such as 30m, 1h or 2d.`);
      return z.NEVER;
    });

/** Levels of NestJS, which Hexabot stands on, that pino names otherwise. */
const NEST_LEVELS = new Map([
  ['log', 'info'],
  ['verbose', 'trace'],
]);

const DEFAULT_HOST = '127.0.0.1';

/** Names and meanings: docs/design.md, section 8. What is a platform's own stands in its folder. */
const schema = z.object({
  DATABASE_URL: text,
  DB_URL: text,
  DB_TYPE: text,
  DB_HOST: text,
  DB_PORT: integer('DB_PORT', 1, 65535).default(5432),
  DB_USERNAME: text,
  DB_PASSWORD: z.string().optional(),
  DB_NAME: text,
  DB_SCHEMA: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_$]{0,62}$/, 'DB_SCHEMA must be the name of a PostgreSQL schema.')
    .default('public'),
  DATA_DIR: z.string().default('.data'),
  HOST: z.string().default(DEFAULT_HOST),
  PORT: integer('PORT', 0, 65535).default(3000),
  METRICS_HOST: z.string().default('127.0.0.1'),
  METRICS_PORT: integer('METRICS_PORT', 0, 65535).optional(),
  PUBLIC_URL: address('PUBLIC_URL'),
  FRONTEND_BASE_URL: address('FRONTEND_BASE_URL'),
  HEXABOT_API_URL: address('HEXABOT_API_URL'),
  LICENSE_API_URL: address('LICENSE_API_URL'),
  CHATOPS_PLAN: choice('CHATOPS_PLAN', PLANS, 'pro'),
  CHATOPS_USER_LIMIT: z
    .union([z.literal('unlimited'), integer('CHATOPS_USER_LIMIT', 1, 1_000_000)], {
      error: 'CHATOPS_USER_LIMIT must be a number of at least 1, or unlimited.',
    })
    .optional(),
  CHATOPS_PASSWORDS: choice('CHATOPS_PASSWORDS', ['form', 'invite'], 'form'),
  CHATOPS_CONFIRM: choice('CHATOPS_CONFIRM', ['ours', 'hexabot'], 'ours'),
  CHATOPS_LOCKOUT: choice('CHATOPS_LOCKOUT', ['on', 'off'], 'on'),
  CHATOPS_PANEL_ENABLES: choice('CHATOPS_PANEL_ENABLES', PANEL_ENABLES, 'undo'),
  AUDIT_LOG_ENABLED: text,
  AUDIT_LOG_BACKEND: text,
  CHATOPS_APPROVALS: choice('CHATOPS_APPROVALS', APPROVALS, 'escalations'),
  CHATOPS_STEP_UP: choice('CHATOPS_STEP_UP', STEP_UPS, 'off'),
  CHATOPS_REQUEST_TTL: duration('CHATOPS_REQUEST_TTL', '24h'),
  CHATOPS_APPROVAL_CHANNEL: channels('CHATOPS_APPROVAL_CHANNEL'),
  CHATOPS_LINK_BY_EMAIL: flag('CHATOPS_LINK_BY_EMAIL', false),
  CHATOPS_AUDIT_CHANNEL: channels('CHATOPS_AUDIT_CHANNEL'),
  CHATOPS_SSO_STRICT: flag('CHATOPS_SSO_STRICT', false),
  CHATOPS_SECRET: z
    .string()
    .min(32, 'CHATOPS_SECRET must have at least 32 characters. Make one with: openssl rand -base64 48')
    .optional(),
  SSO_ENABLED: flag('SSO_ENABLED'),
  SALT_LENGTH: integer('SALT_LENGTH', 4, 15).default(12),
  CONFIRM_ACCOUNT_SECRET: z.string().optional(),
  CONFIRM_ACCOUNT_EXPIRES_IN: duration('CONFIRM_ACCOUNT_EXPIRES_IN', '1h'),
  EMAIL_SMTP_ENABLED: flag('EMAIL_SMTP_ENABLED', false),
  EMAIL_SMTP_HOST: text,
  EMAIL_SMTP_PORT: integer('EMAIL_SMTP_PORT', 1, 65535).default(25),
  EMAIL_SMTP_SECURE: flag('EMAIL_SMTP_SECURE', false),
  EMAIL_SMTP_USER: text,
  EMAIL_SMTP_PASS: z.string().optional(),
  EMAIL_SMTP_FROM: text,
  SEED_ADMIN_FIRST_NAME: z.string().trim().default('Admin'),
  SEED_ADMIN_LAST_NAME: z.string().trim().default('Hexabot'),
  SEED_ADMIN_EMAIL: z.string().toLowerCase().default('admin@example.com'),
  SEED_ADMIN_PASSWORD: z.string().optional(),
  LOG_LEVEL: text
    .transform((level) => NEST_LEVELS.get(level ?? '') ?? level)
    .pipe(choice('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], 'info')),
});
type Values = z.output<typeof schema>;

/** The names of all variables that there are. */
export const VARIABLES: readonly string[] = [
  schema,
  ...Object.values(platforms).map(({ variables }) => variables),
].flatMap(({ shape }) => Object.keys(shape));

/** What is asked of a first admin: only where one is made, as the `.env` of a Hexabot may hold anything here. */
const seedSchema = z.object({
  SEED_ADMIN_EMAIL: z.email('SEED_ADMIN_EMAIL must be an email address.').optional(),
  SEED_ADMIN_PASSWORD: z
    .string()
    .min(8, 'SEED_ADMIN_PASSWORD must have at least 8 characters.')
    .refine(
      (password) => Buffer.byteLength(password) <= 72,
      'SEED_ADMIN_PASSWORD must have at most 72 bytes: bcrypt reads no more.',
    )
    .optional(),
});

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

/** What the variables ask of each other; looked at as given, so that it is told beside what is malformed. */
function contradictions(given: Environment): string[] {
  const problems: string[] = [];
  if (/^(true|1)$/.test(given.EMAIL_SMTP_ENABLED ?? '') && given.EMAIL_SMTP_HOST === undefined) {
    problems.push('EMAIL_SMTP_HOST is missing: EMAIL_SMTP_ENABLED is true.');
  }
  if (given.DATABASE_URL && given.DB_URL && given.DATABASE_URL !== given.DB_URL) {
    problems.push('DATABASE_URL and DB_URL name different databases: keep one.');
  }
  const kind = given.DB_TYPE;
  if (kind !== undefined && kind !== 'postgres' && given.DATABASE_URL === undefined) {
    problems.push(
      `DB_TYPE is ${kind}: only a Hexabot on PostgreSQL can be attached to. Move it there first (docs/attach-to-hexabot.md, SQLite), or unset the variables of Hexabot.`,
    );
  }
  problems.push(...confirmContradictions(given), ...stepUpContradictions(given));
  const url = given.DATABASE_URL ?? given.DB_URL;
  if (url !== undefined) problems.push(...databaseUrlProblems(url));
  if ((url ?? given.DB_HOST) !== undefined && given.CHATOPS_SECRET === undefined) {
    problems.push(
      'CHATOPS_SECRET is missing: a database of your own needs it. Make one with: openssl rand -base64 48',
    );
  }
  return problems;
}

/** Browsers know passkeys for names only, and over https or on this machine. */
function stepUpContradictions(given: Environment): string[] {
  if ((given.CHATOPS_STEP_UP ?? 'off') === 'off') return [];
  const http = { host: given.HOST ?? '127.0.0.1', port: 3000, publicUrl: given.PUBLIC_URL ?? null };
  const publicUrl = publicUrlOf({ http });
  if (passkeySite(publicUrl) !== null) return [];
  return [
    `PUBLIC_URL must be https:// with a name, or http://localhost, as CHATOPS_STEP_UP asks for passkeys; ${publicUrl} can have none.`,
  ];
}

/** Hexabot's own link is a token that Hexabot's secret signs and its panel reads. */
function confirmContradictions(given: Environment): string[] {
  if (given.CHATOPS_CONFIRM !== 'hexabot') return [];
  const missing = ['CONFIRM_ACCOUNT_SECRET', 'FRONTEND_BASE_URL'].filter((name) => given[name] === undefined);
  return [
    ...missing.map((name) => `${name} is missing: CHATOPS_CONFIRM=hexabot mails Hexabot's own link.`),
    ...(given.CHATOPS_PASSWORDS === 'invite'
      ? [
          'CHATOPS_CONFIRM=hexabot and CHATOPS_PASSWORDS=invite exclude each other: on the page behind Hexabot’s link nobody can set a password. Unset one.',
        ]
      : []),
  ];
}

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
function shape(values: Values, given: Environment, platformSettings: PlatformSettings) {
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
export type Config = ReturnType<typeof shape>;

function readPlatforms(given: Environment) {
  const isEmbedded = (given.DATABASE_URL ?? given.DB_URL ?? given.DB_HOST) === undefined;
  const isLoopback = /^(127(\.\d+){3}|::1|localhost)$/.test(given.HOST ?? DEFAULT_HOST);
  const host: Host = { isEmbedded, isLoopback };
  const read = Object.values(platforms).map((platform) => ({
    name: platform.name,
    ...platform.configure(given, host),
  }));
  return {
    settings: Object.fromEntries(read.map(({ name, settings }) => [name, settings])) as PlatformSettings,
    malformed: read.flatMap(({ malformed }) => malformed),
    contradictions: read.flatMap(({ contradictions }) => contradictions),
  };
}

function withFile(environment: Environment): Environment {
  const file = environment.ENV_FILE;
  if (!file) return environment;
  try {
    return { ...parseEnv(readFileSync(file, 'utf8')), ...environment };
  } catch {
    throw new ConfigError([
      `ENV_FILE names ${file}, which cannot be read. Check the path and its permissions.`,
    ]);
  }
}

/** Reads and checks the environment. An empty variable counts as unset. Throws ConfigError with all problems. */
export function readConfig(environment: Environment): Config {
  const named = Object.fromEntries(
    Object.entries(withFile(environment)).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const { environment: given, problems: unreadable } = readSecretFiles(named, VARIABLES);
  const { values, malformed } = readVariables(schema, given);
  const ofPlatforms = readPlatforms(given);
  const problems = [
    ...unreadable,
    ...malformed,
    ...ofPlatforms.malformed,
    ...(unreadable.length > 0 ? [] : [...ofPlatforms.contradictions, ...contradictions(given)]),
  ];
  if (values === null || problems.length > 0) throw new ConfigError(problems);
  return shape(values, given, ofPlatforms.settings);
}
