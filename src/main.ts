import { EmbeddedError } from '#database/embedded/index.ts';
import { ConfigError, readConfig } from './config.ts';
import { createLog } from './log.ts';
import { startService } from './service.ts';
import { StartError } from './start-error.ts';

/** Starts, then stops at the first SIGINT or SIGTERM; a second one ends the process at once. */
async function main(): Promise<void> {
  const config = readConfig(process.env);
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
  const service = await startService({ config, log, print: (text) => process.stdout.write(text) });
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

try {
  await main();
} catch (error) {
  const known = error instanceof ConfigError || error instanceof StartError || error instanceof EmbeddedError;
  process.stderr.write(
    `${known ? error.message : `hexabot-chatops could not start: ${(error as Error).stack}`}\n`,
  );
  process.exitCode = 1;
}
