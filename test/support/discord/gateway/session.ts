import type { Json } from '../wire.ts';

export interface GatewayEvent {
  op: 0;
  s: number;
  t: string;
  d: unknown;
}

/** What a connection is for: it outlives lost connections, and keeps what happens meanwhile. */
export class Session {
  readonly id: string;
  readonly #events: GatewayEvent[] = [];
  /** Sends to the present connection; undefined while there is none. */
  send: ((payload: GatewayEvent | Json) => void) | undefined;
  /** A session that was invalidated, or closed with 1000 or 1001, cannot be resumed. */
  ended = false;

  constructor(id: string) {
    this.id = id;
  }

  get sequence(): number {
    return this.#events.length;
  }

  dispatch(name: string, data: unknown): void {
    const event: GatewayEvent = { op: 0, s: this.sequence + 1, t: name, d: data };
    this.#events.push(event);
    this.send?.(event);
  }

  /** Sends again what came after `sequence`; returns how many events that were. */
  replay(sequence: number): number {
    const missed = this.#events.slice(sequence);
    for (const event of missed) this.send?.(event);
    return missed.length;
  }
}
