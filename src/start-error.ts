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
  EHOSTUNREACH: 'it cannot be reached. Check the network, or correct DATABASE_URL',
  '28P01': 'user or password is wrong. Correct DATABASE_URL',
  '28000': 'it does not let this user in from here. Check pg_hba.conf, or correct DATABASE_URL',
  '3D000': 'there is no such database. Create it, or correct DATABASE_URL',
  '53300': 'it has no connection left. Raise max_connections, or stop something',
  '42501': 'the user lacks rights. Run npm run hexa -- migrate as the owner, then give the rights in docs',
};

/** A failure to reach or use the database as a sentence with its cure; other errors come back as they are. */
export function databaseStartError(error: unknown, url: string): unknown {
  const timedOut = error instanceof Error && /timeout/i.test(error.message);
  const code = codeOf(error) ?? (timedOut ? 'ETIMEDOUT' : null);
  const cure = code === null ? undefined : DATABASE_CURES[code];
  if (cure === undefined) return error;
  return new StartError(`The database at ${whereabouts(url)} cannot be used (${code}): ${cure}.`);
}
