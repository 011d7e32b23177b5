/** The service cannot start or a command cannot run: one sentence that says what to do, for people without a stack trace. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

interface Coded {
  code?: unknown;
  cause?: unknown;
  errors?: unknown;
}

/** The first code in an error, its causes and its parts (`ECONNREFUSED`, `28P01`). */
export function codeOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, cause, errors } = error as Coded;
  if (typeof code === 'string') return code;
  const inner = Array.isArray(errors) ? errors : [cause];
  for (const each of inner) {
    const found = codeOf(each);
    if (found !== null) return found;
  }
  return null;
}

/** Where a database is, without its password. */
function whereabouts(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${hostname}:${port || '5432'}${pathname}`;
}

const DATABASE_CURES: Record<string, string> = {
  ECONNREFUSED: 'nothing listens there. Start PostgreSQL, or correct DATABASE_URL',
  ENOTFOUND: 'the host name is not known. Correct DATABASE_URL',
  EAI_AGAIN: 'the host name cannot be looked up. Check the network, or correct DATABASE_URL',
  ETIMEDOUT: 'it does not answer. Check the network and firewall, or correct DATABASE_URL',
  ECONNRESET: 'it breaks off the connection. Check that it is PostgreSQL, or correct DATABASE_URL',
  EHOSTUNREACH: 'it cannot be reached. Check the network, or correct DATABASE_URL',
  '28P01': 'user or password is wrong. Correct DATABASE_URL',
  '28000': 'it does not let this user in from here. Check pg_hba.conf, or correct DATABASE_URL',
  '3D000': 'there is no such database. Create it, or correct DATABASE_URL',
  '53300': 'it has no connection left. Raise max_connections, or stop something',
  '42501':
    'this user lacks rights. Run npm run hexa -- migrate --grant-to with its name, as the owner (docs/attach-to-hexabot.md)',
};

/** What the driver says without a code. */
const DATABASE_MESSAGES: readonly (readonly [RegExp, string])[] = [
  [/timeout/i, 'ETIMEDOUT'],
  [/terminated unexpectedly/i, 'ECONNRESET'],
];

/** A failure to reach or use the database as a sentence with its cure; other errors come back as they are. */
export function databaseStartError(error: unknown, url: string): unknown {
  const message = error instanceof Error ? error.message : '';
  const code = codeOf(error) ?? DATABASE_MESSAGES.find(([pattern]) => pattern.test(message))?.[1] ?? null;
  const cure = code === null ? undefined : DATABASE_CURES[code];
  if (cure !== undefined) {
    return new StartError(`The database at ${whereabouts(url)} cannot be used (${code}): ${cure}.`);
  }
  if (/certificate|SSL connections/i.test(message)) {
    return new StartError(
      `The database at ${whereabouts(url)} cannot be used with TLS as asked (${message}): in DATABASE_URL, sslrootcert=/path/to/ca.pem names who signed its certificate, sslmode=no-verify takes any, sslmode=disable does without TLS.`,
    );
  }
  return error;
}

/** The queue's tables are not those that this version works with, or the database fails. */
export function queueStartError(error: unknown, url: string): unknown {
  const known = databaseStartError(error, url);
  if (known !== error || !(error instanceof Error)) return known;
  return new StartError(
    `The queue cannot be used (${error.message}). Run npm run hexa -- migrate as the owner of the database.`,
  );
}
