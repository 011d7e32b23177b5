import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** The response to a post. */
export interface Posted {
  status: number;
  text: string;
}

/**
 * Posts JSON and reads the whole response, within `withinMs`. Rejects where there is none by then. By Node's own client:
 * every command's answer goes this way, and `fetch` computes several times as long.
 */
export function postJson(url: string, body: object, withinMs: number): Promise<Posted> {
  const json = JSON.stringify(body);
  const request = url.startsWith('https:') ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) },
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
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sent.end(json);
  });
}
