import { LRUCache } from 'lru-cache';

const AT_MOST = 2_000;

/** The interactions that came lately. */
export class Seen {
  readonly #ids = new LRUCache<string, true>({ max: AT_MOST });

  /** True the first time. */
  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.set(id, true);
    return true;
  }
}
