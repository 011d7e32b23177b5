import type { Environment } from '#chat/variables.ts';
import { passkeySite } from '#domain/passkey-site.ts';
import { databaseUrlProblems } from '../start/database-url.ts';
import { publicUrlOf } from '../start/public-url.ts';
import { DEFAULT_HOST } from './variables.ts';

/** What the variables ask of each other; looked at as given, so that it is told beside what is malformed. */
export function contradictions(given: Environment): string[] {
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
  const http = { host: given.HOST ?? DEFAULT_HOST, port: 3000, publicUrl: given.PUBLIC_URL ?? null };
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
