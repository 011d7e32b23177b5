import { setTimeout as pause } from 'node:timers/promises';

/** Waits for the work, at most this long. Keeps the process running meanwhile, and not longer. */
export async function atMost(milliseconds: number, work: Promise<unknown>): Promise<void> {
  const late = new AbortController();
  const patience = pause(milliseconds, undefined, { signal: late.signal });
  await Promise.race([work, patience]).finally(() => late.abort());
}
