import { z } from 'zod';
import { address, text } from '#chat/variables.ts';
import { PANEL_ENABLES } from '#domain/lockout.ts';
import { PLANS } from '#domain/plan.ts';
import { STEP_UPS } from '#domain/proof.ts';
import { APPROVALS } from '#domain/role-policy.ts';
import { channels, choice, duration, flag, integer } from './kinds.ts';

/** Levels of NestJS, which Hexabot stands on, that pino names otherwise. */
const NEST_LEVELS = new Map([
  ['log', 'info'],
  ['verbose', 'trace'],
]);

/** HOST where it is not set: this machine alone. */
export const DEFAULT_HOST = '127.0.0.1';

/** Names and meanings: docs/design.md, section 8. What is a platform's own stands in its folder. */
export const schema = z.object({
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
/** The checked values, by variable. */
export type Values = z.output<typeof schema>;

/** What is asked of a first admin: only where one is made, as the `.env` of a Hexabot may hold anything here. */
export const seedSchema = z.object({
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
