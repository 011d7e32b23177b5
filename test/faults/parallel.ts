import { setTimeout as pause } from 'node:timers/promises';

/** Does them all, at most so many at once, in their order. */
export async function together<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next;
      next += 1;
      await work(items[index]!, index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
}

/** Begins one after the other at this pace, whether or not those before are done. */
export async function paced<T>(
  items: readonly T[],
  everyMs: number,
  work: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const begun = Date.now();
  await Promise.all(
    items.map(async (item, index) => {
      await pause(Math.max(0, begun + index * everyMs - Date.now()));
      await work(item, index);
    }),
  );
}

/** Looks until it is so; false when it is not in time. */
export async function comesTrue(
  look: () => Promise<boolean> | boolean,
  withinMs: number,
  everyMs = 100,
): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await pause(everyMs)) {
    if (await look()) return true;
  }
  return look();
}
