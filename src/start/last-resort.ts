import { randomUUID } from 'node:crypto';
import type { Logger } from './log.ts';

/** With what is given to finish, stopping takes 5 s; what hangs is left behind after that. */
const STOP_WITHIN_MS = 10_000;

/**
 * For an exception that nobody caught and a rejection that nobody listens to: what they left half done is not known, so
 * the service stops in order, with exit code 1, and its supervisor starts it again. Each is logged with a reference.
 */
export function stopOnTheUnexpected(log: Logger, stop: () => void): void {
  const unexpected = (error: unknown, event: string): void => {
    const reference = randomUUID().slice(0, 8);
    log.fatal({ reference, event, err: error }, 'unexpected error: the service stops, to be started again');
    if (process.exitCode === 1) return;
    process.exitCode = 1;
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    stop();
  };
  process.on('uncaughtException', (error, origin) => unexpected(error, origin));
  process.on('unhandledRejection', (reason) => unexpected(reason, 'unhandledRejection'));
}
