import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type * as Bolt from '@slack/bolt';
import { isNullPayload, readBody } from './body.ts';
import { HTTPReceiver, socketModeReceiver } from './bolt.ts';
import { webOptions } from './web.ts';

/**
 * Slack over HTTP, for `mountable`, which checks signature and age before. The signature is the delivery's key: a replay
 * of the request has the same one.
 */
export function createHttpReceiver(logger: Bolt.Logger): Bolt.HTTPReceiver {
  return new HTTPReceiver({
    signingSecret: '',
    signatureVerification: false,
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
      delivery: `http:${hash('sha256', String(headers['x-slack-signature']), 'base64url')}`,
    }),
  });
}

/**
 * For mounting: 401 for what Slack has not signed, 404 for what is not Slack's, 503 until it is known whom the token serves, 413 for what is too large and
 * 400 for what Bolt would not survive.
 */
export function mountable(
  receiver: Bolt.HTTPReceiver,
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

/** How old a request may be, in seconds. */
const MOST_AGE = 300;

/** docs.slack.dev, "Verifying requests from Slack"; with one hash, where Bolt computes three. */
function isSigned({ headers }: IncomingMessage, body: Buffer, signingSecret: string): boolean {
  const { 'x-slack-signature': signature, 'x-slack-request-timestamp': timestamp } = headers;
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return false;
  // Not `<`, which would let through what is no number.
  if (!(Number(timestamp) >= Math.floor(Date.now() / 1_000) - MOST_AGE)) return false;
  const expected = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex');
  const [given, wanted] = [Buffer.from(signature), Buffer.from(`v0=${expected}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/**
 * Slack over Socket Mode; the envelope's id is the delivery's key. Bolt's own reconnecting is off: it waits
 * 5 s, and where apps.connections.open fails then, its promise is rejected with nobody listening, which ends
 * the process (socket-mode 3.1, `delayReconnectAttempt`). socket.ts does it instead.
 */
export function createSocketReceiver(
  appToken: string,
  logger: Bolt.Logger,
  apiUrl: string | undefined,
): Bolt.SocketModeReceiver {
  return new (socketModeReceiver())({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: webOptions(logger, apiUrl) },
    customPropertiesExtractor: ({ envelope_id }: { envelope_id?: string }) => ({
      delivery: `socket:${envelope_id}`,
    }),
  });
}
