/** How a call is made to fail. Without `status` and `hang` the answer is `{ ok: false, error }`. */
export interface Failure {
  /** How many calls fail; one by default. */
  times?: number;
  /** Slack's error code, with HTTP 200. */
  error?: string;
  /** An HTTP status: 429 comes with `retry-after`, 500 and 503 with a body that is not JSON. */
  status?: number;
  /** Seconds, for 429. */
  retryAfter?: number;
  /** Never answers; the connection ends with the double. */
  hang?: boolean;
  /** Does what was asked before failing, like an answer that was lost on the way. */
  afterwards?: boolean;
}

/** Failures that a test has asked for, by method ("views.open", "response_url", or "*" for all). */
export class Failures {
  readonly #planned = new Map<string, Failure & { left: number }>();

  add(method: string, failure: Failure): void {
    this.#planned.set(method, { ...failure, left: failure.times ?? 1 });
  }

  clear(): void {
    this.#planned.clear();
  }

  /** The failure for this call, counted down. */
  take(method: string): Failure | undefined {
    const failure = this.#planned.get(method) ?? this.#planned.get('*');
    if (!failure || failure.left <= 0) return undefined;
    failure.left -= 1;
    return failure;
  }
}
