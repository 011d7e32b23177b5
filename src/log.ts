import { type Logger, pino } from 'pino';
import pretty from 'pino-pretty';

export type { Logger };

/** JSON lines; on a terminal, lines for people. What is logged never holds bodies, tokens or passwords. */
export function createLog(level: string): Logger {
  const options = { level, base: null };
  if (!process.stdout.isTTY) return pino(options);
  return pino(options, pretty({ sync: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
}
