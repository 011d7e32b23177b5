import type { SocketModeReceiver } from '@slack/bolt';
import { within } from '#timing/within.ts';
import type { Log } from './log.ts';
import { type Retry, retrying } from './retrying.ts';

/** How long stopping waits for Slack to say goodbye: it may take socket-mode 30 s to give up on that. */
const GOODBYE_MS = 1_000;

/**
 * Keeps one connection open until `signal` ends it: reconnects at once when Slack recycles it (about hourly,
 * docs.slack.dev, "Using Socket Mode"), and with growing pauses where that fails. Resolves at the first
 * connection; rejects where Slack refuses the app token.
 */
export function keepConnected(
  { client }: SocketModeReceiver,
  { signal, log, onState }: Retry & { log: Log; onState: (isOpen: boolean) => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const stayConnected = async (): Promise<void> => {
      while (!signal.aborted) {
        await retrying(() => client.start(), { signal, log, what: 'apps.connections.open' });
        if (signal.aborted) break;
        const closed = new Promise<void>((done) => client.once('disconnected', () => done()));
        onState(true);
        resolve();
        await closed;
        onState(false);
        if (!signal.aborted) log.info({}, 'Slack closed the connection; opening another one');
      }
    };
    stayConnected().then(resolve, reject);
  });
}

/** Disconnects, and waits no longer than a moment for it. */
export async function sayGoodbye({ client }: SocketModeReceiver): Promise<void> {
  await within(GOODBYE_MS, client.disconnect());
}
