import { createHash } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { HTTPReceiver, type Logger, SocketModeReceiver } from '@slack/bolt';
import { webOptions } from './web.ts';

/**
 * Slack over HTTP: Bolt checks signature and age (5 minutes), 401 otherwise. The signature is the delivery's
 * key: a replay of the request has the same one.
 */
export function createHttpReceiver(signingSecret: string, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret,
    endpoints: ['/slack/events'],
    logger,
    bodyLimit: '1mb',
    customPropertiesExtractor: ({ headers }) => ({
      delivery: `http:${hash(String(headers['x-slack-signature']))}`,
    }),
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** For mounting: 404 for what is not Slack's, 503 until it is known whom the token serves. */
export function mountable(receiver: HTTPReceiver, isReady: () => boolean): RequestListener {
  return (request, response) => {
    if (!isReady()) {
      response.writeHead(503, { 'retry-after': '1' }).end();
      return;
    }
    try {
      receiver.requestListener(request, response);
    } catch {
      // Bolt throws for other paths and methods than its own (HTTPReceiverDeferredRequestError).
      response.writeHead(404).end();
    }
  };
}

/**
 * Slack over Socket Mode; the envelope's id is the delivery's key. Bolt's own reconnecting is off: it waits
 * 5 s, and where apps.connections.open fails then, its promise is rejected with nobody listening, which ends
 * the process (socket-mode 3.1, `delayReconnectAttempt`). socket.ts does it instead.
 */
export function createSocketReceiver(
  appToken: string,
  logger: Logger,
  apiUrl: string | undefined,
): SocketModeReceiver {
  return new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: webOptions(logger, apiUrl) },
    customPropertiesExtractor: ({ envelope_id }: { envelope_id?: string }) => ({
      delivery: `socket:${envelope_id}`,
    }),
  });
}
