import { EmbeddedError } from '#database/embedded/errors.ts';
import { ConfigError, readConfig } from '../config.ts';
import { stopOnTheUnexpected } from './last-resort.ts';
import { createLog, type Logger } from './log.ts';
import { type Filling, type Service, startService } from './service.ts';
import { StartError } from './start-error.ts';

/**
 * Starts, then stops at the first SIGINT or SIGTERM; a second one ends the process at once. Stops with exit code 1 after
 * what nobody expected.
 */
async function start(environment: NodeJS.ProcessEnv, fill?: Filling): Promise<void> {
  const config = readConfig(environment);
  const log = createLog(config.logLevel);
  let stopRequested = false;
  let stop: (() => void) | null = null;
  const requestStop = (): void => {
    if (stopRequested) return;
    stopRequested = true;
    stop?.();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopRequested) process.exit(130);
      requestStop();
    });
  }
  stopOnTheUnexpected(log, requestStop);
  // The log takes standard output where nobody sits before it, a line of JSON each.
  const print = (text: string) => (process.stdout.isTTY ? process.stdout : process.stderr).write(text);
  const service = await startService({
    config,
    log,
    print,
    onDetached: requestStop,
    ...(fill === undefined ? {} : { fill }),
  });
  log.flush();
  stop = () => void stopInOrder(service, log);
  if (stopRequested) stop();
}

async function stopInOrder(service: Service, log: Logger): Promise<void> {
  log.info('Stopping: finishing what is in flight');
  try {
    await service.stop();
    log.info('Stopped');
  } catch (error) {
    log.error({ err: error }, 'not everything stopped cleanly');
    process.exitCode = 1;
  }
  // A mail server that says nothing more must not keep the process.
  process.exit();
}

/** The whole process; what keeps it from starting is told in a sentence. `fill` writes sample data first. */
export async function run(environment: NodeJS.ProcessEnv, fill?: Filling): Promise<void> {
  try {
    await start(environment, fill);
  } catch (error) {
    const known =
      error instanceof ConfigError || error instanceof StartError || error instanceof EmbeddedError;
    process.stderr.write(
      `${known ? error.message : `hexabot-chatops could not start: ${(error as Error).stack}`}\n`,
    );
    process.exitCode = 1;
  }
}
