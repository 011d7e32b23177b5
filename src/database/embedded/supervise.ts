import { setTimeout as sleep } from 'node:timers/promises';

/** How often it is asked whether the server's process is there. */
const EVERY_MS = 1_000;
/** Before each attempt to bring it back; after the last one it is given up. */
const PAUSES_MS = [0, 1_000, 2_000, 5_000, 10_000, 20_000];

interface Supervised {
  isAlive(): Promise<boolean>;
  /** Starts the server again at the same address. */
  revive(): Promise<void>;
  log: { warn(data: object, message: string): void };
  /** It could not be brought back, for the last attempt's reason. */
  giveUp(error: unknown): void;
  pausesMs?: readonly number[];
}

/** A server that is being watched. */
export interface Supervision {
  /** False while the server is away. */
  isUp(): boolean;
  /** Looks no more; resolves when no attempt is under way. */
  stop(): Promise<void>;
}

/** Watches a server from now on, and brings it back when its process ended. Does not keep our process running. */
export function supervise({ isAlive, revive, log, giveUp, pausesMs = PAUSES_MS }: Supervised): Supervision {
  const ending = new AbortController();
  const { signal } = ending;
  let isUp = true;

  const bringBack = async (): Promise<void> => {
    let problem: unknown;
    for (const pauseMs of pausesMs) {
      await sleep(pauseMs, undefined, { signal, ref: false });
      try {
        await revive();
        isUp = true;
        log.warn({}, 'the embedded PostgreSQL runs again');
        return;
      } catch (error) {
        problem = error;
        log.warn({ err: error }, 'the embedded PostgreSQL does not start');
      }
    }
    throw problem;
  };
  const watch = async (): Promise<void> => {
    for (;;) {
      await sleep(EVERY_MS, undefined, { signal, ref: false });
      if (await isAlive()) continue;
      signal.throwIfAborted();
      isUp = false;
      log.warn({}, 'the embedded PostgreSQL has ended; starting it again');
      await bringBack();
    }
  };
  const watching = watch().catch((error: unknown) => {
    if (!signal.aborted) giveUp(error);
  });
  return {
    isUp: () => isUp,
    stop() {
      ending.abort();
      return watching;
    },
  };
}
