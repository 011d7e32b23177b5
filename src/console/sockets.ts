import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { isZone } from '#domain/zone.ts';
import type { Log } from './ports.ts';
import type { PageRequest, ServerEvent } from './protocol.ts';
import { readRequest } from './read.ts';
import type { Window } from './rooms.ts';
import type { Session } from './sessions.ts';
import { end, sendTo, takeInTurns } from './traffic.ts';

/** Where pages connect. */
export const SOCKET_PATH = '/console/socket';
/** No request of the page is larger. */
const MAX_BYTES = 256 * 1024;
const PING_MS = 30_000;
/** Windows of one session. */
const MAX_WINDOWS = 20;

/** Close codes that the page knows: sign in again; not this person; too many requests. After others it connects again. */
export const CLOSE = { signedOut: 4401, notThisPerson: 4403, tooMany: 4429, failed: 1011 } as const;

/** What sockets ask the console; they decide nothing themselves. */
export interface SocketOptions {
  isOwnOrigin(origin: string | undefined): boolean;
  findSession(cookies: string | undefined): Session | null;
  isOpen(session: Session): boolean;
  /** The identity to act as: one that the session has a right to, or null. */
  identityFor(session: Session, persona: string | null): Promise<ChatIdentity | null>;
  /** Whether this person may ask for one more thing now. */
  mayAsk(identity: ChatIdentity): boolean;
  opened(window: Window): Promise<void>;
  received(window: Window, request: PageRequest): Promise<void>;
  closed(window: Window): void;
  log: Log;
}

interface As {
  persona: string | null;
  locale: string | null;
  zone: string | null;
}

/** WebSockets of open pages. Who one is stands in the session; the page chooses only among what that allows. */
export class Sockets {
  readonly #options: SocketOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_BYTES });
  readonly #sessions = new Map<WebSocket, Session>();
  /** Those that gave a sign of life since the last ping. */
  readonly #alive = new WeakSet<WebSocket>();
  readonly #pings: NodeJS.Timeout;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#pings = setInterval(() => {
      for (const socket of this.#server.clients) this.#ping(socket);
    }, PING_MS);
    this.#pings.unref();
  }

  /** Takes a request for SOCKET_PATH, whose socket has a listener for errors, or refuses it. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { cookie, origin, 'accept-language': locale = null } = request.headers;
    const session = this.#options.findSession(cookie);
    if (!this.#options.isOwnOrigin(origin)) refuse(socket, '403 Forbidden');
    else if (session === null) refuse(socket, '401 Unauthorized');
    else if (this.#of(session).length >= MAX_WINDOWS) refuse(socket, '429 Too Many Requests');
    else {
      const said = new URLSearchParams(request.url?.split('?')[1]);
      const persona = said.get('as');
      const zone = said.get('zone');
      this.#server.handleUpgrade(request, socket, head, (accepted) => {
        this.#accept(accepted, session, {
          persona,
          locale,
          zone: zone !== null && isZone(zone) ? zone : null,
        });
      });
    }
  }

  /** Ends every window of a session, with a word for the page. */
  closeOf(session: Session, reason = ''): void {
    for (const socket of this.#of(session)) end(socket, CLOSE.signedOut, reason);
  }

  stop(): void {
    clearInterval(this.#pings);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #of({ id }: Session): WebSocket[] {
    return [...this.#sessions].filter(([, its]) => its.id === id).map(([socket]) => socket);
  }

  #accept(socket: WebSocket, session: Session, as: As): void {
    this.#sessions.set(socket, session);
    this.#alive.add(socket);
    socket.on('pong', () => void this.#alive.add(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => void this.#sessions.delete(socket));
    // What the page sends before it is known who it is waits in the connection.
    socket.pause();
    this.#open(socket, session, as).catch((error: unknown) => {
      this.#options.log.error({ err: error }, 'a window of the console could not be opened');
      end(socket, CLOSE.failed);
    });
  }

  async #open(socket: WebSocket, session: Session, { persona, locale, zone }: As): Promise<void> {
    const { isOpen, identityFor, mayAsk, opened, received, closed, log } = this.#options;
    const identity = await identityFor(session, persona);
    // Closed with a word of its own where the session ended meanwhile.
    if (identity === null) return end(socket, CLOSE.notThisPerson);
    const window: Window = {
      id: randomUUID(),
      identity,
      locale,
      zone,
      send: (event: ServerEvent) => sendTo(socket, JSON.stringify(event)),
    };
    await opened(window);
    if (socket.readyState !== socket.OPEN) return closed(window);
    socket.on('close', () => closed(window));
    takeInTurns(socket, async (text) => {
      if (!isOpen(session)) return end(socket, CLOSE.signedOut);
      if (!mayAsk(identity)) return end(socket, CLOSE.tooMany);
      const request = readRequest(text);
      if (request === null) return end(socket, 1008);
      await received(window, request).catch((error: unknown) =>
        log.error({ err: error }, 'a request of the console was not worked on'),
      );
    });
  }

  /** A page that has not answered the last ping is gone without a word. */
  #ping(socket: WebSocket): void {
    const isGone = !this.#alive.has(socket) && !socket.isPaused;
    this.#alive.delete(socket);
    if (isGone) socket.terminate();
    else socket.ping();
  }
}

/** Closes at once: the other side need not close too. */
function refuse(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
