import type { IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import { limits } from '../check/limits.ts';
import type { Json } from '../wire.ts';
import type { Session } from './session.ts';

export const Op = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presence: 3,
  voiceState: 4,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

const clientOps: readonly number[] = [
  Op.heartbeat,
  Op.identify,
  Op.presence,
  Op.voiceState,
  Op.resume,
  Op.requestMembers,
];

/** What the gateway decides; a connection only keeps the manners. */
export interface Host {
  heartbeatInterval: number;
  /** False: heartbeats stay without an answer, as on a dead connection. */
  acknowledges: () => boolean;
  identify: (connection: Connection, data: Json) => void;
  resume: (connection: Connection, data: Json) => void;
  complain: (code: number, message: string) => void;
  closed: (connection: Connection) => void;
}

/** One WebSocket to the gateway. Closes it with Discord's codes when the app breaks a rule. */
export class Connection {
  session: Session | undefined;
  readonly #socket: WebSocket;
  readonly #host: Host;
  #received: number[] = [];

  constructor(socket: WebSocket, request: IncomingMessage, host: Host) {
    this.#socket = socket;
    this.#host = host;
    socket.on('message', (data: Buffer) => this.#receive(data));
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => this.#closed(code));
    const query = new URL(request.url ?? '/', 'ws://127.0.0.1').searchParams;
    if (query.get('v') !== '10') this.refuse(4012, `Gateway version ${query.get('v')} is not 10`);
    else if (query.get('encoding') !== 'json' || query.has('compress'))
      this.refuse(4012, `The double speaks plain JSON only, not ${query}`);
    else this.send({ op: Op.hello, s: null, t: null, d: { heartbeat_interval: host.heartbeatInterval } });
  }

  send(payload: object): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(payload));
  }

  /** Closes for a mistake of the app. */
  refuse(code: number, message: string): void {
    this.#host.complain(code, message);
    this.close(code);
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  /** The line goes dead: no close frame. */
  drop(): void {
    this.#socket.terminate();
  }

  /** Nothing that the app sends is read any more, its close frame neither. */
  ignore(): void {
    this.#socket.pause();
  }

  attach(session: Session): void {
    this.session = session;
    session.send = (payload) => this.send(payload);
  }

  #closed(code: number): void {
    const { session } = this;
    if (session) {
      session.send = undefined;
      if (code === 1000 || code === 1001) session.ended = true;
    }
    this.#host.closed(this);
  }

  #receive(data: Buffer): void {
    if (data.length > limits.gateway.bytes) {
      this.refuse(4002, `A payload of ${data.length} bytes`);
      return;
    }
    const now = Date.now();
    this.#received = [...this.#received.filter((at) => at > now - limits.gateway.per), now];
    if (this.#received.length > limits.gateway.events) this.refuse(4008, 'More than 120 events in 60 s');
    else this.#handle(data.toString('utf8'));
  }

  #handle(text: string): void {
    const payload = parse(text);
    if (!payload) this.refuse(4002, `Not JSON: ${text.slice(0, 40)}`);
    else if (!clientOps.includes(Number(payload.op))) this.refuse(4001, `Opcode ${payload.op}`);
    else if (payload.op === Op.heartbeat) {
      if (this.#host.acknowledges()) this.send({ op: Op.heartbeatAck });
    } else if (payload.op === Op.identify || payload.op === Op.resume) {
      if (this.session) this.refuse(4005, 'Identified twice');
      else if (payload.op === Op.identify) this.#host.identify(this, payload.d as Json);
      else this.#host.resume(this, payload.d as Json);
    } else if (!this.session) this.refuse(4003, 'Not identified yet');
  }
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}
