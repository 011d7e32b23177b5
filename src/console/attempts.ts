import { LRUCache } from 'lru-cache';

const WINDOW_MS = 15 * 60_000;
const MAX_KEYS = 10_000;

/** Failed sign-ins in 15 minutes, for each address and each email; and how many passwords are compared at once. */
const MOST = { address: 20, email: 5, atOnce: 4 } as const;

/**
 * Bounds guessing. Only failures count, so that people behind one proxy do not shut each other out. Unknown emails
 * are counted like known ones.
 */
export class Attempts {
  readonly #clock: () => Date;
  readonly #failures = new LRUCache<string, number[]>({ max: MAX_KEYS });
  #underWay = 0;

  constructor(clock: () => Date) {
    this.#clock = clock;
  }

  /** Runs one attempt; `too_many` without running it. `attempt` resolves to null when it failed. */
  async try<T>(
    address: string,
    email: string,
    attempt: () => Promise<T | null>,
  ): Promise<T | null | 'too_many'> {
    const keys = { address: `address:${address}`, email: `email:${email.trim().toLowerCase()}` };
    const isFull =
      this.#underWay >= MOST.atOnce ||
      this.#recent(keys.address).length >= MOST.address ||
      this.#recent(keys.email).length >= MOST.email;
    if (isFull) return 'too_many';
    this.#underWay += 1;
    // Counted before the outcome is known: attempts at the same time count too.
    const at = this.#clock().getTime();
    for (const key of Object.values(keys)) this.#add(key, at);
    try {
      const result = await attempt();
      if (result !== null) for (const key of Object.values(keys)) this.#remove(key, at);
      return result;
    } finally {
      this.#underWay -= 1;
    }
  }

  #recent(key: string): number[] {
    const now = this.#clock().getTime();
    // Also where the clock was set back: what lies ahead does not count for hours.
    return (this.#failures.get(key) ?? []).filter((at) => Math.abs(now - at) < WINDOW_MS);
  }

  #add(key: string, at: number): void {
    this.#failures.set(key, [...this.#recent(key), at]);
  }

  #remove(key: string, at: number): void {
    const left = this.#recent(key);
    const index = left.indexOf(at);
    if (index >= 0) left.splice(index, 1);
    if (left.length === 0) this.#failures.delete(key);
    else this.#failures.set(key, left);
  }
}
