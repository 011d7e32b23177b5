import { createRequire } from 'node:module';
import { type Logger, pino, stdSerializers } from 'pino';

export type { Logger };

/** JSON lines; on a terminal, lines for people. What is logged never holds bodies, tokens or passwords. */
export function createLog(level: string): Logger {
  const options = { level, base: null, serializers: { err: withoutRows } };
  if (!process.stdout.isTTY) return pino(options);
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
