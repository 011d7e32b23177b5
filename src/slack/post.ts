import type { IncomingHttpHeaders } from 'node:http';
import type * as Bolt from '@slack/bolt';

// Not imported: see src/http/server.ts.
const { request: requestHttp } = process.getBuiltinModule('node:http');
const { request: requestHttps } = process.getBuiltinModule('node:https');

/** The response to a post. */
export interface Posted {
  status: number;
  statusText: string;
  headers: IncomingHttpHeaders;
  text: string;
}

/** Posts JSON and reads the whole response, within `withinMs`. Rejects where there is none by then. */
export function postJson(url: string, json: string, withinMs: number): Promise<Posted> {
  return post(url, { 'content-type': 'application/json' }, json, withinMs);
}

type Fetch = NonNullable<NonNullable<ConstructorParameters<typeof Bolt.webApi.WebClient>[1]>['fetch']>;

/** `fetch` as far as WebClient needs it, within `withinMs`. Posts text, so no files. */
export function fetchWithin(withinMs: number): Fetch {
  return async (url, { headers = {}, body } = {}) => {
    if (typeof body !== 'string') throw new Error('only text can be posted');
    const { status, statusText, headers: received, text } = await post(String(url), headers, body, withinMs);
    const all = new Map(Object.entries(received).map(([name, value]) => [name, String(value)]));
    return {
      ok: status >= 200 && status < 300,
      status,
      statusText,
      url: String(url),
      headers: { get: (name) => all.get(name.toLowerCase()) ?? null, entries: () => all },
      text: async () => text,
      json: async () => JSON.parse(text),
      arrayBuffer: async () => new TextEncoder().encode(text).buffer,
    };
  };
}

/** By Node's own client: every command's answer goes this way, and `fetch` computes several times as long. */
function post(url: string, headers: Record<string, string>, body: string, withinMs: number): Promise<Posted> {
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    const late = setTimeout(() => sent.destroy(new Error(`no response within ${withinMs} ms`)), withinMs);
    sent.on('close', () => clearTimeout(late));
    sent.on('error', reject);
    sent.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const { statusCode: status = 0, statusMessage: statusText = '', headers: received } = response;
        resolve({ status, statusText, headers: received, text });
      });
    });
    sent.end(body);
  });
}
