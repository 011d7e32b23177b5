import { type Channel, channel } from 'node:diagnostics_channel';

/**
 * What is counted, said where it happens. Nothing is made while nobody listens: with METRICS_PORT unset, saying it
 * costs one comparison. No event holds a name of a person, an email or an id.
 */
class Event<Data extends object> {
  readonly #channel: Channel<unknown, unknown>;

  constructor(name: string) {
    this.#channel = channel(`hexabot-chatops.${name}`);
  }

  /** Says it to whoever listens. */
  say(make: () => Data): void {
    if (this.#channel.hasSubscribers) this.#channel.publish(make());
  }

  /** Hears it from now on, until the function that is returned is called. */
  hear(heard: (data: Data) => void): () => void {
    const listener = (data: unknown) => heard(data as Data);
    this.#channel.subscribe(listener);
    return () => this.#channel.unsubscribe(listener);
  }
}

/** What became of an invocation. `confirming`: nothing is done yet, it waits for a passkey. */
export type Outcome = 'done' | 'confirming' | 'refused' | 'failed';

/** An invocation came to its end. `command`: its path, action or form; `unknown` where there is none of that name. */
export const finished = new Event<{
  command: string;
  platform: string;
  outcome: Outcome;
  seconds: number;
}>('finished');

/** A platform had its first response, `seconds` after the payload was received. */
export const acknowledged = new Event<{ platform: string; seconds: number }>('acknowledged');

/** The gate or a rule refused. `code`: of a HexaError. */
export const refused = new Event<{ platform: string; code: string }>('refused');

/** A mail server took a mail, or did not. */
export const mailed = new Event<{ outcome: 'sent' | 'failed' }>('mailed');

/** This process holds Discord's gateway from now on, or does not. */
export const gatewayHeld = new Event<{ held: boolean }>('gateway-held');

/** Starts measuring at the arrival of a payload; the function that is returned says that it was acknowledged. */
export function arrived(platform: string): () => void {
  const receivedAt = performance.now();
  return () => acknowledged.say(() => ({ platform, seconds: (performance.now() - receivedAt) / 1_000 }));
}
