import { accessSync, constants } from 'node:fs';

const FILES = ['sslrootcert', 'sslcert', 'sslkey'];
/** To the driver they all mean verify-full, and all but that one print a warning of ten lines at each connection. */
const VERIFYING = ['allow', 'prefer', 'require', 'verify-ca', 'verify-full'];
const MODES = ['disable', 'no-verify', ...VERIFYING];

/** With a database's name, and percent signs that can be decoded: the driver only throws at others. */
function isDatabaseUrl(text: string): boolean {
  if (!/^postgres(ql)?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password, pathname } = new URL(text);
  try {
    decodeURIComponent(username + password + pathname);
    return pathname.length > 1;
  } catch {
    return false;
  }
}

/** What is wrong with the address of a database, a sentence each. */
export function databaseUrlProblems(text: string): string[] {
  if (!isDatabaseUrl(text)) {
    return [
      'DATABASE_URL must look like postgres://user:password@host:5432/name, with special characters of the password as %40 and the like.',
    ];
  }
  const { searchParams } = new URL(text);
  const mode = searchParams.get('sslmode');
  const unreadable = FILES.filter((name) => {
    const file = searchParams.get(name);
    return file !== null && !isReadable(file);
  });
  return [
    ...(mode === null || MODES.includes(mode)
      ? []
      : [`sslmode in DATABASE_URL must be one of: ${MODES.join(', ')}.`]),
    ...unreadable.map(
      (name) => `${name} in DATABASE_URL names ${searchParams.get(name)}, which cannot be read.`,
    ),
  ];
}

/**
 * The address with the mode that the driver takes it for: whoever asks for TLS has certificate and host name verified,
 * unless they say no-verify, or uselibpqcompat for the meanings that psql has.
 */
export function strictTls(url: string): string {
  const parsed = new URL(url);
  const mode = parsed.searchParams.get('sslmode') ?? '';
  if (!VERIFYING.includes(mode) || parsed.searchParams.get('uselibpqcompat') === 'true') return url;
  parsed.searchParams.set('sslmode', 'verify-full');
  return parsed.href;
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
