import type { Logger } from '@slack/bolt';
import { LogLevel } from './bolt.ts';

/** What this folder needs of a logger; pino is one. */
export interface Log {
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}

/**
 * Bolt's logger on ours. Debug lines are dropped whatever the level: Socket Mode's hold whole payloads, and so
 * the passwords in submitted forms. Of errors only the message is logged, of other objects nothing.
 */
export function boltLogger(log: Log): Logger {
  const write =
    (level: keyof Log) =>
    (...parts: unknown[]): void => {
      const text = parts.map(textOf).filter(Boolean).join(' ');
      // What a JSON parser says of a body quotes from it.
      log[level]({ from: 'bolt' }, text.replace(/(Malformed request body).*/s, '$1').slice(0, 500));
    };
  return {
    debug: () => undefined,
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    getLevel: () => LogLevel.INFO,
    setLevel: () => undefined,
    setName: () => undefined,
  };
}

function textOf(part: unknown): string {
  if (part instanceof Error) return part.message;
  return typeof part === 'object' ? '' : String(part);
}
