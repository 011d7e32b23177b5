import type { Dict } from './types.ts';

/** Slack's three kinds of delivery, by their names in Socket Mode. */
export type Kind = 'slash_commands' | 'interactive' | 'events_api';

/** How a delivery is made; without options as Slack makes it. */
export interface SendOptions {
  /** Milliseconds until it counts as not acknowledged (3000), or false to wait as long as it takes. */
  ackWithin?: number | false;
  /** HTTP: signed so many seconds ago. */
  staleBy?: number;
  /** HTTP: signed with another secret. */
  forged?: boolean;
  /** Slack's second try of something that was not acknowledged: header fields, or fields of the envelope. */
  retry?: { num: number; reason: string };
  /** HTTP: header fields to add or replace. */
  headers?: Record<string, string>;
  /** Do not throw when the answer is not a success; the delivery says what it was. */
  allowFailure?: boolean;
}

/** One delivery and its acknowledgement. */
export interface Delivery {
  kind: Kind;
  payload: Dict;
  /** The HTTP status; 200 for an acknowledged envelope. */
  status: number;
  /** The body as text. */
  text: string;
  /** The body as JSON, when it is a JSON object. */
  json: Dict | undefined;
  /** Milliseconds until the acknowledgement. */
  tookMs: number;
  /** The same bytes with the same signature (or the same envelope) again. */
  replay(options?: SendOptions): Promise<Delivery>;
}

/** A way from Slack to the app. */
export interface Transport {
  send(kind: Kind, payload: Dict, options?: SendOptions): Promise<Delivery>;
}

/** Throws what a test should read when the app did not acknowledge as Slack wants. */
export function checkAck(delivery: Delivery, options: SendOptions): void {
  if (options.allowFailure || (delivery.status >= 200 && delivery.status < 300)) return;
  const what = String(delivery.payload.type ?? delivery.payload.command ?? delivery.kind);
  throw new Error(`${what} was answered with HTTP ${delivery.status}: ${delivery.text.slice(0, 300)}`);
}
