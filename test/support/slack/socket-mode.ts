import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import { ApiError } from './api-error.ts';
import type { Changes } from './changes.ts';
import { fixture } from './fixtures.ts';
import { newToken } from './ids.ts';
import { LIMITS } from './limits.ts';
import { checkAck, type Delivery, type Kind, type SendOptions, type Transport } from './transport.ts';
import { type Dict, isDict } from './types.ts';

/** Why Slack ends a connection (docs.slack.dev: "Using Socket Mode", "Disconnecting"). */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled';

/** An acknowledgement as the app sent it. */
export interface SocketAck {
  envelopeId: string;
  payload: Dict | undefined;
}

const PING_EVERY = 5_000;
const CLOSE_WITHIN = 500;

/** Slack's side of Socket Mode: tickets, hello, envelopes, acknowledgements, ping and disconnect. */
export class SocketMode implements Transport {
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #changes: Changes;
  readonly #appId: string;
  readonly #tickets = new Set<string>();
  readonly #open: WebSocket[] = [];
  /** All acknowledgements, in their order. */
  readonly acks: SocketAck[] = [];
  /** How many connections were made since the start. */
  connectionsMade = 0;
  #turn = 0;

  constructor(changes: Changes, appId: string) {
    this.#changes = changes;
    this.#appId = appId;
  }

  /** How many connections are open. */
  get connections(): number {
    return this.#open.length;
  }

  /** Those on which something can be sent: not those that are being closed. */
  get #ready(): WebSocket[] {
    return this.#open.filter(({ readyState }) => readyState === WebSocket.OPEN);
  }

  /** apps.connections.open: an address with a ticket for one connection. */
  issueUrl(origin: string): string {
    const ticket = newToken(16);
    this.#tickets.add(ticket);
    return `${origin.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${this.#appId}`;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://double').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection));
  }

  /** Sends the payload as an envelope to one of the connections, each in its turn. */
  async send(kind: Kind, payload: Dict, options: SendOptions = {}): Promise<Delivery> {
    return this.#deliver(kind, payload, randomUUID(), options);
  }

  /** Tells every connection to go, as Slack does about once an hour. */
  disconnect(reason: DisconnectReason): void {
    for (const connection of this.#open) {
      connection.send(JSON.stringify({ ...fixture('socket-disconnect'), reason }));
    }
  }

  /** Breaks every connection without a word. */
  drop(): void {
    for (const connection of [...this.#open]) connection.terminate();
  }

  /** Waits until so many connections are open. */
  async connected(count = 1, within = 15_000): Promise<void> {
    await this.#changes.until(
      () => (this.#ready.length >= count ? true : undefined),
      within,
      () => `${this.#ready.length} of ${count} Socket Mode connections are open`,
    );
  }

  /** Closes all connections with a closing handshake; those that do not answer are broken. */
  async stop(): Promise<void> {
    for (const connection of this.#open) connection.close(1000);
    await this.#changes
      .until(
        () => (this.#open.length === 0 ? true : undefined),
        CLOSE_WITHIN,
        () => 'no closing handshake',
      )
      .catch(() => this.drop());
    this.#server.close();
  }

  #welcome(connection: WebSocket): void {
    if (this.#open.length >= LIMITS.socketConnections) {
      connection.send(JSON.stringify({ ...fixture('socket-disconnect'), reason: 'too_many_websockets' }));
      connection.close();
      return;
    }
    this.#open.push(connection);
    this.connectionsMade += 1;
    const ping = setInterval(() => connection.ping(), PING_EVERY).unref();
    connection.on('message', (data) => this.#received(String(data)));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      clearInterval(ping);
      this.#open.splice(this.#open.indexOf(connection), 1);
      this.#changes.happened();
    });
    connection.send(
      JSON.stringify({
        ...fixture('socket-hello'),
        num_connections: this.#open.length,
        connection_info: { app_id: this.#appId },
      }),
    );
    this.#changes.happened();
  }

  #received(text: string): void {
    const message: unknown = JSON.parse(text);
    if (!isDict(message) || typeof message.envelope_id !== 'string') return;
    this.acks.push({
      envelopeId: message.envelope_id,
      payload: isDict(message.payload) ? message.payload : undefined,
    });
    this.#changes.happened();
  }

  async #deliver(kind: Kind, payload: Dict, id: string, options: SendOptions): Promise<Delivery> {
    await this.connected();
    const ready = this.#ready;
    const connection = ready[this.#turn++ % ready.length];
    if (!connection) throw new ApiError('no_connection');
    const before = this.acks.length;
    const started = performance.now();
    connection.send(
      JSON.stringify({
        ...fixture('socket-envelope'),
        envelope_id: id,
        type: kind,
        accepts_response_payload: kind !== 'events_api',
        payload,
        ...(kind === 'events_api'
          ? { retry_attempt: options.retry?.num ?? 0, retry_reason: options.retry?.reason ?? '' }
          : {}),
      }),
    );
    const within = options.ackWithin ?? LIMITS.ackWithin;
    const ack = await this.#changes.until(
      () => this.acks.slice(before).find((one) => one.envelopeId === id),
      within === false ? 60_000 : within,
      () => `${String(payload.type ?? payload.command)} was not acknowledged within ${within} ms`,
    );
    const body = ack.payload && Object.keys(ack.payload).length > 0 ? ack.payload : undefined;
    const delivery: Delivery = {
      kind,
      payload,
      status: 200,
      text: body ? JSON.stringify(body) : '',
      json: body,
      tookMs: performance.now() - started,
      replay: (again = {}) => this.#deliver(kind, payload, id, again),
    };
    checkAck(delivery, options);
    return delivery;
  }
}
