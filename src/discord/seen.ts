const AT_MOST = 2_000;

/** The interactions that came lately. */
export class Seen {
  readonly #ids = new Set<string>();

  /** True the first time. */
  isNew(id: string): boolean {
    if (this.#ids.has(id)) return false;
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > AT_MOST && oldest !== undefined) this.#ids.delete(oldest);
    return true;
  }
}
