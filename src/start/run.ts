import { EmbeddedError } from '#database/embedded/index.ts';
import { ConfigError, readConfig } from '../config.ts';
import { createLog } from './log.ts';
import { type Filling, startService } from './service.ts';
import { StartError } from './start-error.ts';

/** Starts, then stops at the first SIGINT or SIGTERM; a second one ends the process at once. */
async function start(environment: NodeJS.ProcessEnv, fill?: Filling): Promise<void> {
  const config = readConfig(environment);
  const log = createLog(config.logLevel);
  let stopRequested = false;
  let stop: (() => void) | null = null;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopRequested) process.exit(130);
      stopRequested = true;
      stop?.();
    });
  }
  const print = (text: string) => process.stdout.write(text);
  const service = await startService({ config, log, print, ...(fill === undefined ? {} : { fill }) });
  stop = () => {
    log.info('Stopping: finishing what is in flight');
    service.stop().then(
      () => {
        log.info('Stopped');
        // A mail server that says nothing more must not keep the process.
        process.exit(0);
      },
      (error: unknown) => {
        log.error({ err: error }, 'not everything stopped cleanly');
        process.exit(1);
      },
    );
  };
  if (stopRequested) stop();
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
