import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { HTTPReceiver, isValidSlackRequest, type Logger, SocketModeReceiver } from '@slack/bolt';
import { isNullPayload, readBody } from './body.ts';
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
    // What listeners throw ends in app.error: here comes what Bolt itself cannot read, and would answer with 500.
    processEventErrorHandler: async ({ response }) => {
      logger.warn('A signed payload is not one that Slack sends');
      response.writeHead(400);
      response.end();
      return false;
    },
    customPropertiesExtractor: ({ headers }) => ({
      delivery: `http:${hash(String(headers['x-slack-signature']))}`,
    }),
  });
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/**
 * For mounting: 401 for what Slack has not signed, 404 for what is not Slack's, 503 until it is known whom the token serves, 413 for what is too large and
 * 400 for what Bolt would not survive.
 */
export function mountable(
  receiver: HTTPReceiver,
  signingSecret: string,
  isReady: () => boolean,
): RequestListener {
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!isReady()) return void response.writeHead(503, { 'retry-after': '1' }).end();
    const rawBody = await readBody(request);
    if (rawBody === null) return;
    if (rawBody === 'too_large') {
      response.writeHead(413, { connection: 'close' }).end(() => request.destroy());
      return;
    }
    // Before anything is read of it: a megabyte from anybody must not cost more than its hash.
    if (!isSigned(request, rawBody, signingSecret)) return void response.writeHead(401).end();
    if (isNullPayload(rawBody, request.headers['content-type'])) return void response.writeHead(400).end();
    try {
      // Bolt takes a body that was read already.
      receiver.requestListener(Object.assign(request, { rawBody }), response);
    } catch {
      // Bolt throws for other paths and methods than its own (HTTPReceiverDeferredRequestError).
      response.writeHead(404).end();
    }
  };
  return (request, response) => void take(request, response);
}

function isSigned({ headers }: IncomingMessage, body: Buffer, signingSecret: string): boolean {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = headers;
  return (
    typeof signature === 'string' &&
    typeof timestamp === 'string' &&
    isValidSlackRequest({
      signingSecret,
      body: body.toString(),
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
    })
  );
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
