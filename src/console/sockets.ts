import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { PageRequest, ServerEvent } from './protocol.ts';
import { readRequest } from './read.ts';
import type { Window } from './rooms.ts';
import type { Session } from './sessions.ts';

const PATH = '/console/socket';
/** No request of the page is larger. */
const MAX_BYTES = 256 * 1024;
const PING_MS = 30_000;

/** Close codes that the page knows: sign in again; not this person. */
export const CLOSE = { signedOut: 4401, notThisPerson: 4403 } as const;

export interface SocketOptions {
  isOwnOrigin(origin: string | undefined): boolean;
  findSession(cookies: string | undefined): Session | null;
  isOpen(session: Session): boolean;
  /** The identity to act as: one that the session has a right to, or null. */
  identityFor(session: Session, persona: string | null): Promise<ChatIdentity | null>;
  opened(window: Window): Promise<void>;
  received(window: Window, request: PageRequest): Promise<void>;
  closed(window: Window): void;
}

/** WebSockets of open pages. Who one is stands in the session; the page chooses only among what that allows. */
export class Sockets {
  readonly #options: SocketOptions;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_BYTES });
  readonly #sessions = new Map<WebSocket, Session>();
  readonly #pings: NodeJS.Timeout;

  constructor(options: SocketOptions) {
    this.#options = options;
    this.#pings = setInterval(() => {
      for (const socket of this.#server.clients) socket.ping();
    }, PING_MS);
    this.#pings.unref();
  }

  /** True where the upgrade was for us. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(request.url ?? '/', 'http://console');
    if (url.pathname !== PATH) return false;
    const session = this.#options.findSession(request.headers.cookie);
    if (!this.#options.isOwnOrigin(request.headers.origin)) refuse(socket, '403 Forbidden');
    else if (session === null) refuse(socket, '401 Unauthorized');
    else {
      const locale = request.headers['accept-language'] ?? null;
      this.#server.handleUpgrade(request, socket, head, (accepted) => {
        void this.#open(accepted, session, { persona: url.searchParams.get('as'), locale });
      });
    }
    return true;
  }

  async #open(
    socket: WebSocket,
    session: Session,
    { persona, locale }: { persona: string | null; locale: string | null },
  ): Promise<void> {
    const { isOpen, identityFor, opened, received, closed } = this.#options;
    const waiting: string[] = [];
    let take = (text: string): void => void waiting.push(text);
    socket.on('message', (data) => take(data.toString()));
    socket.on('error', () => socket.terminate());
    const identity = await identityFor(session, persona).catch(() => null);
    if (identity === null) return socket.close(CLOSE.notThisPerson);
    const window: Window = {
      id: randomUUID(),
      identity,
      locale,
      send: (event: ServerEvent) => {
        if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(event));
      },
    };
    this.#sessions.set(socket, session);
    socket.on('close', () => {
      this.#sessions.delete(socket);
      closed(window);
    });
    await opened(window);
    take = (text) => {
      if (!isOpen(session)) return socket.close(CLOSE.signedOut);
      const request = readRequest(text);
      if (request === null) return socket.close(1008);
      void received(window, request);
    };
    for (const text of waiting) take(text);
  }

  /** Ends every window of a session. */
  closeOf(session: Session): void {
    for (const [socket, its] of this.#sessions) if (its.id === session.id) socket.close(CLOSE.signedOut);
  }

  stop(): void {
    clearInterval(this.#pings);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
