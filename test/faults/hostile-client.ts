import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import type { Raw, Request } from './hostile-requests.ts';
import type { Seen } from './hostile-seen.ts';

const ANSWERED_WITHIN_MS = 15_000;

/** Sends anything to one address, over connections that are used again. */
export class HostileClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 400 });
  readonly #address: URL;

  constructor(address: string) {
    this.#address = new URL(address);
  }

  send(one: Request | Raw): Promise<Seen> {
    return 'raw' in one ? this.#raw(one.raw) : this.#request(one);
  }

  stop(): void {
    this.#agent.destroy();
  }

  #request(one: Request): Promise<Seen> {
    const { kind, method, path, headers, body } = one;
    const { hostname, port } = this.#address;
    return new Promise((resolve, reject) => {
      const length = Buffer.byteLength(body);
      const sent = request(
        {
          agent: this.#agent,
          hostname,
          port,
          method,
          path,
          headers: { ...headers, ...(length > 0 ? { 'content-length': length } : {}) },
          timeout: ANSWERED_WITHIN_MS,
        },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('close', () => {
            const text = `${JSON.stringify(response.headers)}\n${Buffer.concat(chunks).toString('utf8')}`;
            resolve({ status: response.statusCode ?? null, text });
          });
        },
      );
      sent.on('timeout', () => {
        sent.destroy();
        reject(new Error('no answer in time'));
      });
      sent.on('error', (error: NodeJS.ErrnoException) => {
        // Cut off in the middle of what is too much.
        if (kind === 'oversized') resolve({ status: null, text: '' });
        // A connection that was kept and that was closed in that moment: nothing was read of the request.
        else if (sent.reusedSocket && error.code === 'ECONNRESET') resolve(this.#request(one));
        else reject(error);
      });
      sent.end(body);
    });
  }

  #raw(bytes: Buffer): Promise<Seen> {
    return new Promise((resolve) => {
      let text = '';
      const socket = connect(Number(this.#address.port), this.#address.hostname);
      const done = (): void => {
        socket.destroy();
        const status = /^HTTP\/1\.1 (\d{3})/.exec(text)?.[1];
        resolve({ status: status === undefined ? null : Number(status), text });
      };
      socket.setTimeout(500, done);
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
      });
      socket.on('error', done);
      socket.on('close', done);
      socket.on('connect', () => socket.end(bytes));
    });
  }
}
