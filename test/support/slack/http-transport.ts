import { createHmac } from 'node:crypto';
import { LIMITS } from './limits.ts';
import { checkAck, type Delivery, type Kind, type SendOptions, type Transport } from './transport.ts';
import { type Dict, isDict } from './types.ts';

/**
 * Delivers over HTTP as Slack does: slash commands as form fields, interactions as a form with one field
 * `payload`, events as JSON, each signed (docs.slack.dev: "Verifying requests from Slack"). The signature takes
 * the real time, as the app compares with its own.
 */
export function createHttpTransport(url: string, signingSecret: string, settled: () => void): Transport {
  const post = async (
    kind: Kind,
    payload: Dict,
    request: Signed,
    options: SendOptions,
  ): Promise<Delivery> => {
    const within = options.ackWithin ?? LIMITS.ackWithin;
    const started = performance.now();
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...request.headers, ...options.headers, ...retryHeaders(options) },
      body: request.body,
      ...(within === false ? {} : { signal: AbortSignal.timeout(within) }),
    }).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'TimeoutError')) throw error;
      throw new Error(`${nameOf(kind, payload)} was not acknowledged within ${within} ms`);
    });
    const text = await response.text();
    const delivery: Delivery = {
      kind,
      payload,
      status: response.status,
      text,
      json: parsed(text),
      tookMs: performance.now() - started,
      replay: (again = {}) => post(kind, payload, request, again),
    };
    settled();
    checkAck(delivery, options);
    return delivery;
  };
  return {
    send: (kind, payload, options = {}) =>
      post(kind, payload, sign(kind, payload, signingSecret, options), options),
  };
}

/** A request as it goes over the wire. */
export interface Signed {
  body: string;
  headers: Record<string, string>;
}

/** A payload as Slack sends it, signed at this moment. */
export function sign(kind: Kind, payload: Dict, secret: string, options: SendOptions = {}): Signed {
  const body = encode(kind, payload);
  const timestamp = String(Math.floor(Date.now() / 1000) - (options.staleBy ?? 0));
  const key = options.forged ? `not ${secret}` : secret;
  const hmac = createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${hmac}`,
    },
  };
}

function encode(kind: Kind, payload: Dict): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  const fields =
    kind === 'interactive'
      ? { payload: JSON.stringify(payload) }
      : Object.fromEntries(Object.entries(payload).map(([key, value]) => [key, String(value)]));
  return new URLSearchParams(fields).toString();
}

function retryHeaders({ retry }: SendOptions): Record<string, string> {
  return retry ? { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason } : {};
}

function parsed(text: string): Dict | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isDict(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(kind: Kind, payload: Dict): string {
  return String(payload.type ?? payload.command ?? kind);
}
