import { createRequire } from 'node:module';
import { type Logger, pino, stdSerializers } from 'pino';

export type { Logger };

/** A call of the system for every line costs a tenth of what a command computes. */
const WRITTEN = { sync: false, minLength: 4_096, periodicFlush: 100 };

/**
 * JSON lines, written ten times a second and at the end; on a terminal, lines for people, at once. What is logged never
 * holds bodies, tokens or passwords.
 */
export function createLog(level: string): Logger {
  const options = { level, base: null, serializers: { err: withoutRows } };
  if (!process.stdout.isTTY) return pino(options, pino.destination({ dest: process.stdout.fd, ...WRITTEN }));
  // A service whose log is kept has no use for it, and would wait for it at each start.
  const pretty: typeof import('pino-pretty') = createRequire(import.meta.url)('pino-pretty');
  return pino(options, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
}

/** What PostgreSQL quotes of a row: it may hold a hash or an address. */
const QUOTED = new Set(['detail', 'where', 'internalQuery', 'cause']);

/** An error as pino writes it, less what PostgreSQL quotes, and less objects that hang on it, such as a whole connection. */
export function withoutRows(error: Error): object {
  const written = stdSerializers.err(error) as object;
  return Object.fromEntries(
    Object.entries(written).filter(([name, value]) => !QUOTED.has(name) && !isObject(value)),
  );
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}
