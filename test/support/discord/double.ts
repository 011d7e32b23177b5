import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listenLasting } from '../lasting-port.ts';
import type { Answer } from './answer.ts';
import { type Failure, Failures } from './failures.ts';
import { Gateway, guildsIntent } from './gateway/gateway.ts';
import { SessionStarts } from './gateway/session-starts.ts';
import { Person } from './people/person.ts';
import {
  addChannel,
  addGuild,
  addMember,
  type ChannelOptions,
  type GuildOptions,
  type MemberOptions,
} from './population.ts';
import {
  AppRecord,
  type Call,
  type CommandWrites,
  commandWritesIn,
  type Violation,
  violationText,
} from './record.ts';
import { type RateLimit, RateLimiter } from './rest/rate-limit.ts';
import { serve } from './rest/server.ts';
import { ShownMessage } from './shown.ts';
import { until, type Waiting } from './waiting.ts';
import type { CommandJson } from './wire.ts';
import { World } from './world.ts';

export interface DiscordDoubleOptions {
  port?: number;
  token?: string;
  applicationId?: string;
  /** Of the bot. */
  name?: string;
  /** The guild that is there from the start. */
  guild?: Partial<GuildOptions>;
  /** Intents beyond these are refused with 4014. Default: Guilds only. */
  allowedIntents?: number;
  /** Milliseconds. */
  heartbeatInterval?: number;
  sessionStarts?: { total?: number; remaining?: number };
  rateLimit?: RateLimit;
}

/** A Discord of its own, on 127.0.0.1, that keeps Discord's rules. */
export class DiscordDouble {
  readonly token: string;
  /** The guild that is there from the start, and its #general. */
  readonly guildId: string;
  readonly channelId: string;
  readonly #world: World;
  readonly #record: AppRecord;
  readonly #failures = new Failures();
  readonly #server: Server;
  readonly #gateway: Gateway;
  #downPort = 0;

  constructor(options: DiscordDoubleOptions) {
    this.token = options.token ?? 'double.bot.token';
    this.#world = new World({
      applicationId: options.applicationId ?? '1100000000000000001',
      botId: '1100000000000000002',
      token: this.token,
      name: options.name ?? 'Hexabot',
    });
    this.#record = new AppRecord(this.#world.clock);
    this.guildId = addGuild(this.#world, { name: 'Acme', ...options.guild }).id;
    this.channelId = this.#world.firstChannel(this.guildId).id;

    const starts = new SessionStarts(this.#world.clock, options.sessionStarts ?? {});
    const gatewayUrl = () => `ws://127.0.0.1:${this.port}`;
    const parts = {
      world: this.#world,
      record: this.#record,
      failures: this.#failures,
      limiter: new RateLimiter(options.rateLimit ?? { limit: 50, per: 1000 }),
      gatewayUrl,
      sessionStarts: () => starts.json(),
    };
    this.#server = createServer((request, response) => {
      serve(parts, request, response).catch((error: unknown) => {
        this.#record.violation(
          'the double itself',
          500,
          error instanceof Error ? (error.stack ?? '') : String(error),
        );
        response.writeHead(500).end();
      });
    });
    this.#gateway = new Gateway(this.#server, {
      world: this.#world,
      record: this.#record,
      starts,
      allowedIntents: options.allowedIntents ?? guildsIntent,
      heartbeatInterval: options.heartbeatInterval ?? 41_250,
      url: gatewayUrl,
    });
  }

  /** At a new address, or at the one that it had. */
  async start(port?: number | undefined): Promise<void> {
    if (port === undefined) return void (await listenLasting(this.#server));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(port, '127.0.0.1', resolve);
    await promise;
  }

  async stop(): Promise<void> {
    this.#world.clock.stop();
    await this.#gateway.stop();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.#server.closeAllConnections();
    await promise;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** For `DISCORD_API_URL`, and for `rest.api` of a discord.js client. */
  get apiUrl(): string {
    return `http://127.0.0.1:${this.port}/api`;
  }

  get applicationId(): string {
    return this.#world.applicationId;
  }

  get botId(): string {
    return this.#world.botId;
  }

  // People and places.

  /** Another guild; the gateway tells of it. Returns its id. */
  guild(options: GuildOptions): string {
    const guild = addGuild(this.#world, options);
    if (guild.botIsIn) this.#gateway.announce(guild);
    return guild.id;
  }

  /** Another channel. Returns its id. */
  channel(options: Omit<ChannelOptions, 'guildId'> & { guildId?: string }): string {
    return addChannel(this.#world, { guildId: this.guildId, ...options }).id;
  }

  member(options: Omit<MemberOptions, 'guildId'> & { guildId?: string }): Person {
    const { guildId = this.guildId } = options;
    const id = addMember(this.#world, { ...options, guildId });
    return new Person({ world: this.#world, gateway: this.#gateway, record: this.#record }, id, { guildId });
  }

  /** What the bot may do in a channel: see it (else 50001), send in it (else 50013). */
  setAccess(channelId: string, access: { botCanSee?: boolean; botCanSend?: boolean }): void {
    Object.assign(this.#existing(this.#world.channels.get(channelId), channelId), access);
  }

  deleteChannel(channelId: string): void {
    this.#existing(this.#world.channels.get(channelId), channelId).deleted = true;
  }

  /** As a moderator would. */
  deleteMessage(message: ShownMessage): void {
    this.#existing(this.#world.messages.get(message.id), message.id).deleted = true;
    this.#world.changed();
  }

  /** The bot is thrown out of a guild. */
  kickBot(guildId: string): void {
    const guild = this.#existing(this.#world.guilds.get(guildId), guildId);
    guild.botIsIn = false;
    this.#gateway.announce(guild);
  }

  // What there is to see.

  /** REST calls of the app, in order. */
  get calls(): readonly Call[] {
    return this.#record.calls;
  }

  /** What the app did that Discord does not let pass, or our rules. */
  get violations(): readonly Violation[] {
    return this.#record.violations;
  }

  /** Throws with everything that the app did wrong. */
  assertNoViolations(): void {
    const texts = this.violations.map(violationText);
    if (texts.length > 0) throw new Error(`The app broke rules of Discord:\n${texts.join('\n')}`);
  }

  /** What everybody in a channel sees, oldest first. */
  messages(channelId: string): ShownMessage[] {
    return [...this.#world.messages.values()]
      .filter(
        (message) => message.channelId === channelId && !message.deleted && message.onlyFor === undefined,
      )
      .map((message) => new ShownMessage(message));
  }

  /** Direct messages of the bot to somebody, oldest first. */
  dms(person: string | { readonly id: string }): ShownMessage[] {
    const id = typeof person === 'string' ? person : person.id;
    return this.messages(this.#world.directChannel(id).id);
  }

  commandsOf(guildId = this.guildId): readonly CommandJson[] {
    return this.#existing(this.#world.guilds.get(guildId), guildId).commands;
  }

  /** Successful writes of commands, by kind. */
  commandWrites(guildId = this.guildId): CommandWrites {
    return commandWritesIn(this.calls, this.applicationId, guildId);
  }

  /** Looks at every change until `look` gives something. */
  waitFor<T>(look: (double: this) => T, what: string, waiting: Pick<Waiting, 'within'> = {}) {
    const hint = () => {
      const broken = this.violations.map(violationText);
      return this.#record.tail() + (broken.length > 0 ? `\nViolations:\n${broken.join('\n')}` : '');
    };
    return until(this.#world, () => look(this), what, { ...waiting, hint });
  }

  // Time and trouble.

  now(): number {
    return this.#world.clock.now();
  }

  /** Lets time pass: tokens die, interactions expire. Real time goes on beside it. */
  advance(milliseconds: number): void {
    this.#world.clock.advance(milliseconds);
    this.#world.changed();
  }

  /** Orders a failure for calls whose `METHOD /path` fits. The first order that fits is met. */
  fail(pattern: RegExp | string, failure: Failure = {}): void {
    this.#failures.order(pattern, failure);
  }

  /** REST refuses connections until `comesBack`; the gateway stays as it is. */
  async goesDown(): Promise<void> {
    this.#downPort = this.port;
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async comesBack(): Promise<void> {
    await this.start(this.#downPort);
  }

  stopFailing(): void {
    this.#failures.clear();
  }

  /** Sends an interaction once more, same id and token. */
  redeliver(answer: Answer): void {
    this.#gateway.dispatch('INTERACTION_CREATE', answer.payload);
  }

  // The gateway.

  /** Live connections with a session. */
  get gatewayConnections(): number {
    return this.#gateway.connected;
  }

  get identifies() {
    return this.#gateway.identifies;
  }

  get resumes() {
    return this.#gateway.resumes;
  }

  /** The line goes dead; with a code, Discord closes it properly. */
  dropGateway(code?: number): void {
    if (code === undefined) this.#gateway.drop();
    else this.#gateway.close(code);
  }

  /** The gateway's connections stay open, and it takes note of nothing that comes over them. */
  ignoreGateway(): void {
    this.#gateway.ignore();
  }

  askReconnect(): void {
    this.#gateway.askReconnect();
  }

  invalidateSession(resumable: boolean): void {
    this.#gateway.invalidate(resumable);
  }

  /** Heartbeats stay unanswered, as on a connection that is dead without knowing. */
  ignoreHeartbeats(ignore = true): void {
    this.#gateway.acknowledges = !ignore;
  }

  /** The token is worth nothing any more: connections close with 4004, REST answers 401. */
  revokeToken(): void {
    this.#world.token = null;
    this.#gateway.close(4004);
  }

  #existing<T>(thing: T | undefined, id: string): T {
    if (thing === undefined) throw new Error(`The double has no ${id}`);
    return thing;
  }
}

/** Starts a Discord on 127.0.0.1; `port` 0, the default, takes a free one. End it with `stop()`. */
export async function startDiscordDouble(options: DiscordDoubleOptions = {}): Promise<DiscordDouble> {
  const double = new DiscordDouble(options);
  await double.start(options.port);
  return double;
}
