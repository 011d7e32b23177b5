import type { IncomingMessage } from 'node:http';

/** Slack's payloads are far smaller (a view has at most 250 kB). */
const MAX_BYTES = 1_048_576;

/** The whole body; `too_large` beyond 1 MB, and null where the sender went away. */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too_large' | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BYTES) chunks.push(chunk);
      else resolve('too_large');
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => resolve(null));
    request.on('error', () => resolve(null));
  });
}

/**
 * Whether the payload is JSON's `null`, which no Slack sends. Bolt reads a property of it where nobody catches what is
 * thrown, and that ends the process (5.1, HTTPReceiver, `body.ssl_check`).
 */
export function isNullPayload(body: Buffer, contentType: string | undefined): boolean {
  const text = body.toString();
  const isForm = contentType === 'application/x-www-form-urlencoded';
  return (isForm ? new URLSearchParams(text).get('payload') : text)?.trim() === 'null';
}
