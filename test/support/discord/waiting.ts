import type { World } from './world.ts';

/** What the app does with an answer shows nowhere here: look again now and then, too. */
const lookAgain = 25;

export interface Waiting {
  /** Real milliseconds; whatever the double's clock says. */
  within?: number;
  /** What to add to the error when time is over. */
  hint?: () => string;
}

/**
 * Looks at each change of the world until `look` gives something, and gives that back.
 * Throws when it does not in time, saying what was waited for.
 */
export async function until<T>(
  world: World,
  look: () => T,
  what: string,
  { within = 15_000, hint = () => '' }: Waiting = {},
): Promise<NonNullable<Exclude<T, false>>> {
  const { promise, resolve, reject } = Promise.withResolvers<NonNullable<Exclude<T, false>>>();
  const attempt = () => {
    try {
      const seen = look();
      if (seen !== undefined && seen !== null && seen !== false)
        resolve(seen as NonNullable<Exclude<T, false>>);
    } catch (error) {
      reject(error);
    }
  };
  const stop = world.watch(attempt);
  const ticks = setInterval(attempt, lookAgain);
  const timer = setTimeout(
    () => reject(new Error(`Waited ${within} ms in vain for ${what}.${hint()}`)),
    within,
  );
  attempt();
  try {
    return await promise;
  } finally {
    stop();
    clearInterval(ticks);
    clearTimeout(timer);
  }
}
