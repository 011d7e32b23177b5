import { type Logger, pino, stdSerializers } from 'pino';
import pretty from 'pino-pretty';

export type { Logger };

/** JSON lines; on a terminal, lines for people. What is logged never holds bodies, tokens or passwords. */
export function createLog(level: string): Logger {
  const options = { level, base: null, serializers: { err: withoutRows } };
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
}

/** An error as pino writes it, less what PostgreSQL quotes of the row: it may hold a hash or an address. */
function withoutRows(error: Error): object {
  const { detail, where, internalQuery, cause, ...rest } = stdSerializers.err(error) as Record<
    string,
    unknown
  >;
  return rest;
}
