import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import type { Deps } from '#services/deps.ts';
import { within } from '#timing/within.ts';
import { wordsFor } from '#words/index.ts';
import { confirmRoutes } from './confirm-routes.ts';
import { frontRoutes } from './front-routes.ts';
import { hostOf, page, STYLE } from './page.ts';

/** What the web server serves. */
export interface WebOptions {
  deps: Deps;
  frontendBaseUrl: string | null;
  /** Those of platforms, below their paths and with headers of their own. */
  pages: readonly { path: string; routes: Hono }[];
  /** False: what only a new start can help, or what is being started again; asked by `/healthz`. */
  isHealthy(): boolean;
  /** `/prove`, `/enrol` and the files of their pages, with headers of their own. */
  passkeys: Hono;
  /** Each rejects when that part does not answer; asked by `/readyz`. */
  ready: Readonly<Record<string, () => Promise<unknown>>>;
  log: { error(data: object, message: string): void };
}

const STYLE_HASH = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

/** Pages and health. Paths are never logged: some hold tokens (docs/design.md, section 9). */
export function createWeb({
  deps,
  frontendBaseUrl,
  pages,
  passkeys,
  isHealthy,
  ready,
  log,
}: WebOptions): Hono {
  const app = new Hono();
  // Before the headers below, which are for pages without scripts.
  for (const { path, routes } of pages) app.route(path, routes);
  app.route('/', passkeys);
  app.use(
    secureHeaders({
      referrerPolicy: 'no-referrer',
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        styleSrc: [STYLE_HASH],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
      },
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.header('Cache-Control', 'no-store');
  });
  app.get('/healthz', (context) => context.json({ ok: isHealthy() }, isHealthy() ? 200 : 503));
  app.get('/readyz', async (context) => {
    const states = await Promise.all(
      Object.entries(ready).map(async ([name, ask]) => [name, await succeeds(ask)] as const),
    );
    const ok = states.every(([, isReady]) => isReady);
    return context.json({ ok, ...Object.fromEntries(states) }, ok ? 200 : 503);
  });
  app.route(
    '/',
    frontRoutes(
      pages.map(({ path }) => path),
      frontendBaseUrl,
    ),
  );
  app.route('/confirm', confirmRoutes(deps, frontendBaseUrl));
  app.onError((error, context) => {
    // What Hono refuses by itself, such as a body that is too large.
    if (error instanceof HTTPException) return error.getResponse();
    const { incoming } = context.env as HttpBindings;
    // The sender went away in the middle: nobody's error, and nobody reads the response.
    if (incoming.destroyed && !incoming.complete) return context.body(null, 400);
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, err: error }, 'unexpected error in a page');
    const words = wordsFor(context.req.header('accept-language') ?? null);
    const { title, text } = words.pages.unexpected(reference);
    return context.html(page(words.language, title, html`<p>${text}</p>`, hostOf(frontendBaseUrl)), 500);
  });
  return app;
}

async function succeeds(ask: () => Promise<unknown>): Promise<boolean> {
  const success = ask().then(
    () => true,
    () => false,
  );
  return (await within(2_000, success)) === true;
}

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
  web: Hono;
  platforms: readonly Receiver[];
  host: string;
  port: number;
  log: WebOptions['log'];
}): Promise<WebServer> {
  const { web, platforms, log } = options;
  const pages = getRequestListener(web.fetch);
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
    (request, response) => (requestsFor(request)?.listener ?? pages)(request, response),
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
