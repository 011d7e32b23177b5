/** Something to look after every minute. */
export interface SweepTask {
  name: string;
  run(): Promise<void>;
}

/** The tasks of every minute, running. */
export interface Sweep {
  /** Runs all tasks once more, after those under way. */
  now(): Promise<void>;
  stop(): Promise<void>;
}

const EVERY_MS = 60_000;

/**
 * Runs each task once a minute, one after the other; what is due is decided by the tasks, from times in our own
 * rows and the injected clock, so that nothing is missed over a restart. A failing task is logged and tried again.
 */
export function startSweep(
  tasks: readonly SweepTask[],
  log: { error(data: object, message: string): void },
): Sweep {
  let underWay: Promise<void> = Promise.resolve();
  let stopped = false;
  const sweep = async () => {
    for (const { name, run } of tasks) {
      if (stopped) return;
      await run().catch((error: unknown) => log.error({ task: name, err: error }, 'a sweep failed'));
    }
  };
  const next = () => {
    underWay = underWay.then(sweep);
    return underWay;
  };
  next();
  const timer = setInterval(next, EVERY_MS);
  return {
    now: next,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await underWay;
    },
  };
}
