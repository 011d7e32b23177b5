import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
import type { AppRecord } from '../record.ts';
import type { Json } from '../wire.ts';
import type { GuildState, World } from '../world.ts';
import { Connection, Op } from './connection.ts';
import { guildCreateJson, readyJson } from './events.ts';
import { Session } from './session.ts';
import type { SessionStarts } from './session-starts.ts';

/** Bit 0: GUILD_CREATE and its kin. @see https://docs.discord.com/developers/events/gateway#list-of-intents */
export const guildsIntent = 1;

/** Bits that are an intent at all. */
const knownIntents = 0b11_0011_0001_1111_1111_1111_1111;

export interface Identify {
  /** By the double's clock. */
  at: number;
  intents: number;
  shard: unknown;
  properties: Json;
}

export interface Resume {
  at: number;
  sessionId: string;
  /** How many missed events were sent again; undefined when the session could not be resumed. */
  replayed?: number;
}

export interface GatewayParts {
  world: World;
  record: AppRecord;
  starts: SessionStarts;
  /** More than these are refused with 4014. */
  allowedIntents: number;
  heartbeatInterval: number;
  url: () => string;
}

/** @see https://docs.discord.com/developers/events/gateway */
export class Gateway {
  readonly identifies: Identify[] = [];
  readonly resumes: Resume[] = [];
  acknowledges = true;
  readonly #parts: GatewayParts;
  readonly #sockets: WebSocketServer;
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, Session>();

  constructor(server: Server, parts: GatewayParts) {
    this.#parts = parts;
    this.#sockets = new WebSocketServer({ server });
    // A port that is taken: whoever listens tries another one, and `ws` repeats the error here.
    this.#sockets.on('error', () => {});
    const host = {
      heartbeatInterval: parts.heartbeatInterval,
      acknowledges: () => this.acknowledges,
      identify: (connection: Connection, data: Json) => this.#identify(connection, data),
      resume: (connection: Connection, data: Json) => this.#resume(connection, data),
      complain: (code: number, message: string) => parts.record.violation('gateway', code, message),
      closed: (connection: Connection) => {
        this.#connections.delete(connection);
        parts.world.changed();
      },
    };
    this.#sockets.on('connection', (socket, request) => {
      this.#connections.add(new Connection(socket, request, host));
      parts.world.changed();
    });
  }

  /** Connections that have identified or resumed. */
  get connected(): number {
    return [...this.#connections].filter(({ session }) => session !== undefined).length;
  }

  /** Sends to every session, at once or when it resumes. False when there is none: the event is lost. */
  dispatch(name: string, data: unknown): boolean {
    const open = [...this.#sessions.values()].filter((session) => !session.ended);
    for (const session of open) session.dispatch(name, data);
    return open.length > 0;
  }

  announce(guild: GuildState): void {
    if (guild.botIsIn) this.dispatch('GUILD_CREATE', guildCreateJson(this.#parts.world, guild));
    else this.dispatch('GUILD_DELETE', { id: guild.id });
  }

  drop(): void {
    for (const connection of this.#connections) connection.drop();
  }

  ignore(): void {
    for (const connection of this.#connections) connection.ignore();
  }

  close(code: number): void {
    for (const connection of this.#connections) connection.close(code);
  }

  askReconnect(): void {
    for (const connection of this.#connections) connection.send({ op: Op.reconnect, d: null });
  }

  invalidate(resumable: boolean): void {
    for (const connection of this.#connections) {
      if (connection.session && !resumable) connection.session.ended = true;
      if (connection.session) connection.session.send = undefined;
      connection.session = undefined;
      connection.send({ op: Op.invalidSession, d: resumable });
    }
  }

  async stop(): Promise<void> {
    this.drop();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#sockets.close(() => resolve());
    await promise;
  }

  #identify(connection: Connection, data: Json): void {
    const { world, record, starts, allowedIntents } = this.#parts;
    const intents = Number(data.intents);
    this.identifies.push({
      at: world.clock.now(),
      intents,
      shard: data.shard,
      properties: data.properties as Json,
    });
    world.changed();
    if (world.token === null || data.token !== world.token) {
      connection.close(4004);
      return;
    }
    if (!Number.isInteger(intents) || (intents & ~knownIntents) !== 0) {
      connection.refuse(4013, `Intents ${data.intents}`);
      return;
    }
    if ((intents & ~allowedIntents) !== 0) {
      connection.refuse(4014, `Intents ${intents}, and only ${allowedIntents} are allowed`);
      return;
    }
    if (!starts.take()) {
      record.violation('gateway', 4004, 'IDENTIFY beyond the session start limit: the token is reset');
      world.token = null;
      this.close(4004);
      return;
    }
    this.#begin(connection, data, intents);
  }

  #begin(connection: Connection, data: Json, intents: number): void {
    const { world, url } = this.#parts;
    const session = new Session(randomBytes(16).toString('hex'));
    this.#sessions.set(session.id, session);
    connection.attach(session);
    session.dispatch('READY', readyJson(world, { sessionId: session.id, url: url(), shard: data.shard }));
    if (intents & guildsIntent)
      for (const guild of world.guilds.values())
        if (guild.botIsIn) session.dispatch('GUILD_CREATE', guildCreateJson(world, guild));
    world.changed();
  }

  #resume(connection: Connection, data: Json): void {
    const { world } = this.#parts;
    const resume: Resume = { at: world.clock.now(), sessionId: String(data.session_id) };
    this.resumes.push(resume);
    const session = this.#sessions.get(resume.sessionId);
    const sequence = Number(data.seq);
    if (world.token === null || data.token !== world.token) connection.close(4004);
    else if (!session || session.ended) connection.send({ op: Op.invalidSession, d: false });
    else if (!(sequence <= session.sequence)) connection.close(4007);
    else {
      connection.attach(session);
      resume.replayed = session.replay(sequence);
      session.dispatch('RESUMED', { _trace: ['double'] });
    }
    world.changed();
  }
}
