/** Slack's clock: real time plus what a test has moved it by. Triggers and response_urls age by it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the clock forward. */
  advance(milliseconds: number): void;
  /** A message timestamp ("1700000000.000100"), unique and rising. */
  ts(): string;
}

/** A clock that starts at the present. */
export function createClock(): Clock {
  let offset = 0;
  let serial = 0;
  const now = (): number => Date.now() + offset;
  return {
    now,
    advance: (milliseconds) => {
      offset += milliseconds;
    },
    ts: () => {
      serial = (serial + 1) % 1_000_000;
      return `${Math.floor(now() / 1000)}.${String(serial).padStart(6, '0')}`;
    },
  };
}
