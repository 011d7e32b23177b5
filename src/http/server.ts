import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

// Not imported, which reads all of its exports, and so loads what Node has for `fetch`: 70 ms of CPU time and 14 MB.
const { createServer } = process.getBuiltinModule('node:http');

/** What is responded without a page. */
export type Plain = () => Promise<{ status: number; type: string; text: string }>;

/** What the web server serves beside what platforms take. */
export interface Web {
  /** GET and HEAD, by path. */
  plain: Readonly<Record<string, Plain>>;
  /** Everything else. Loaded with the first request for it: what pages are made with takes long to load. Null: nothing. */
  pages: (() => Promise<RequestListener>) | null;
}

type Log = { error(data: object, message: string): void };

/** A listening web server. */
export interface WebServer {
  /** The port it listens on. */
  port: number;
  /** Takes no new connections; what is under way may finish within a second. */
  close(): Promise<void>;
}

/** A sender that never ends its request must not stop the service from ending. */
const CLOSE_WITHIN_MS = 1_000;

/** What a platform takes beside its pages, each at one path: POST requests, unread, and WebSockets. */
interface Receiver {
  requests?: { path: string; listener: RequestListener };
  sockets?: { path: string; take(request: IncomingMessage, socket: Duplex, head: Buffer): void };
}

/** One server for everything; what asks to be upgraded where nobody does so is answered as if it had not asked. */
export async function listen(options: {
  web: Web;
  platforms: readonly Receiver[];
  host: string;
  port: number;
  log: Log;
}): Promise<WebServer> {
  const { web, platforms, log } = options;
  const socketsFor = ({ headers, url }: IncomingMessage) =>
    headers.upgrade?.toLowerCase() === 'websocket'
      ? platforms.find(({ sockets }) => sockets?.path === pathOf(url))?.sockets
      : undefined;
  const requestsFor = ({ method, url }: IncomingMessage) =>
    method === 'POST'
      ? platforms.find(({ requests }) => requests?.path === pathOf(url))?.requests
      : undefined;
  const server = createServer(
    {
      shouldUpgradeCallback: (request) => socketsFor(request) !== undefined,
      connectionsCheckingInterval: 5_000,
    },
    (request, response) => {
      const listener = requestsFor(request)?.listener;
      if (listener !== undefined) return listener(request, response);
      void serve(web, request, response).catch((error: unknown) => {
        log.error({ err: error }, 'the web server cannot respond');
        response.writeHead(500).end();
      });
    },
  );
  server.on('upgrade', (request, socket, head) => {
    // Node leaves the socket to us: without a listener, a reset by the sender would end the process.
    socket.on('error', () => socket.destroy());
    socketsFor(request)?.take(request, socket, head);
  });
  // Slow senders are cut off: headers within 10 s, the whole request within 30 s. Looked at every 5 s.
  server.headersTimeout = 10_000;
  server.requestTimeout = 30_000;
  const port = await bound(server, options.host, options.port);
  // A connection that could not be taken, such as when no file is left to be opened: that one is lost, not the service.
  server.on('error', (error) => log.error({ err: error }, 'the web server has trouble'));
  return {
    port,
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), CLOSE_WITHIN_MS);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

async function serve(
  { plain, pages }: Web,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { method, url } = request;
  const known = method === 'GET' || method === 'HEAD' ? plain[pathOf(url) ?? ''] : undefined;
  if (known !== undefined) {
    const { status, type, text } = await known();
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    response.end(text);
    return;
  }
  if (pages === null) return void response.writeHead(404).end();
  (await pages())(request, response);
}

/** Not by `URL`, which throws at paths such as `//`. */
function pathOf(url: string | undefined): string | undefined {
  return url?.split('?')[0];
}

function bound(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
