import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Call, Core, type Violation } from './core.ts';
import type { Failure } from './failures.ts';
import { startHttpServer } from './http-server.ts';
import { createHttpTransport } from './http-transport.ts';
import { newToken } from './ids.ts';
import { eventCallback } from './payloads.ts';
import { Person } from './person/person.ts';
import { SocketMode } from './socket-mode.ts';
import type { Delivery, SendOptions, Transport } from './transport.ts';
import type { Dict, Message, View } from './types.ts';
import type { Channel, ChannelInput, PersonInput, WorkspaceInput } from './workspace.ts';

export type SlackDoubleOptions = WorkspaceInput;

const WAIT_WITHIN = 15_000;

/** Slack, played for tests: its Web API, its deliveries, and people in front of its client. */
export class SlackDouble {
  readonly #core: Core;
  readonly #server: Server;
  #port = 0;
  /** Socket Mode: connections, `disconnect('warning')`, `drop()`, acknowledgements. */
  readonly socket: SocketMode;

  constructor(core: Core, socket: SocketMode, server: Server) {
    this.#core = core;
    this.socket = socket;
    this.#server = server;
  }

  /** What `SLACK_API_URL` and `clientOptions.slackApiUrl` are set to. */
  get apiUrl(): string {
    return `${this.#core.origin}/api/`;
  }

  get botToken(): string {
    return this.#core.workspace.botToken;
  }

  get appToken(): string {
    return this.#core.workspace.appToken;
  }

  /** The ids of team, app and bot. */
  get workspace(): {
    teamId: string;
    enterpriseId: string | null;
    appId: string;
    botUserId: string;
    botId: string;
  } {
    const { team, enterprise, appId, bot } = this.#core.workspace;
    return {
      teamId: team.id,
      enterpriseId: enterprise?.id ?? null,
      appId,
      botUserId: bot.userId,
      botId: bot.botId,
    };
  }

  joinsGrid(enterprise: { id: string; name: string }): void {
    this.#core.workspace.joinGrid(enterprise);
  }

  leavesGrid(): void {
    this.#core.workspace.leaveGrid();
  }

  /** Slack's clock; moving it forward ages triggers and response_urls. */
  get clock(): { now(): number; advance(milliseconds: number): void } {
    return this.#core.clock;
  }

  /** All calls of the app, oldest first; response_urls are "response_url". */
  get calls(): readonly Call[] {
    return this.#core.calls;
  }

  callsTo(method: string): Call[] {
    return this.#core.calls.filter((call) => call.method === method);
  }

  /** What Slack would have refused so far; a test asserts that it is empty. */
  get violations(): readonly Violation[] {
    return this.#core.violations;
  }

  /** All deliveries that were answered, with the milliseconds until then. */
  get deliveries(): readonly Delivery[] {
    return this.#core.deliveries;
  }

  /** Everybody's screens. */
  get views(): {
    stack(person: Person): View[];
    top(person: Person): View | undefined;
    home(person: Person): View | undefined;
    byId(viewId: string): View | undefined;
  } {
    const { views } = this.#core;
    return {
      stack: (person) => views.stack(person.id),
      top: (person) => views.stack(person.id).at(-1),
      home: (person) => views.home(person.id),
      byId: (viewId) => {
        const userId = views.shown(viewId)?.userId ?? '';
        return [...views.stack(userId), views.home(userId)].find((view) => view?.id === viewId);
      },
    };
  }

  /** The messages that everybody in a channel sees, as they are now; the channel by id or name. */
  messages(channel: string): Message[] {
    const found = [...this.#core.workspace.channels.values()].find((one) => one.name === channel);
    return this.#core.messages.in(
      this.#core.workspace.channels.has(channel) ? channel : (found?.id ?? channel),
    );
  }

  /** The messages that only this person sees, as they are now. */
  ephemerals(userId: string): Message[] {
    return this.#core.messages.ephemeralTo(userId);
  }

  /** Somebody of the workspace, or with another `teamId` a stranger. */
  person(input: PersonInput = {}): Person {
    return new Person(this.#core, this.#core.workspace.addPerson(input));
  }

  /** Adds a channel, or makes one different: archived, shared, without the bot. */
  channel(input: ChannelInput): Channel {
    return this.#core.workspace.addChannel(input);
  }

  /** The channel is gone, for the app too. */
  removeChannel(id: string): void {
    this.#core.workspace.channels.delete(id);
  }

  /** Somebody deletes a message of the app in Slack's client. */
  removeMessage(message: Message): void {
    this.#core.messages.remove(message.channel, message.ts);
  }

  /** From now on Slack delivers over HTTP: to `/slack/events` when the address has no path. */
  overHttp(appUrl: string, signingSecret: string): Transport {
    const url = new URL(appUrl);
    if (url.pathname === '/') url.pathname = '/slack/events';
    this.#core.transport = createHttpTransport(url.href, signingSecret, () => this.#core.changes.happened());
    return this.#core.transport;
  }

  /** From now on Slack delivers over Socket Mode. */
  overSocketMode(): Transport {
    this.#core.transport = this.socket;
    return this.socket;
  }

  /** Sends any event of the Events API: `double.event({ type: 'user_change', user })`. */
  async event(event: Dict, options: SendOptions = {}): Promise<Delivery> {
    const payload = eventCallback(this.#core, { event_ts: this.#core.clock.ts(), ...event });
    return this.#core.send('events_api', payload, options);
  }

  /** What Slack asks when an address for events is entered; true when the app gives the challenge back. */
  async verifiesUrl(options: SendOptions = {}): Promise<boolean> {
    const challenge = newToken(24);
    const payload = { token: 'verification-token', challenge, type: 'url_verification' };
    const { text, json } = await this.#core.send('events_api', payload, options);
    return text === challenge || json?.challenge === challenge;
  }

  /** Makes the next calls of a method fail ("response_url" and "*" are methods too). */
  fail(method: string, failure: Failure): void {
    this.#core.failures.add(method, failure);
  }

  /** Forgets calls, deliveries and all but the last private message of each person: for runs of thousands. */
  forgetOld(): void {
    this.#core.calls.length = 0;
    this.#core.deliveries.length = 0;
    this.#core.messages.forgetEphemerals();
  }

  /** Nothing listens at its address until `comesBack`; connections that are open end. */
  async goesDown(): Promise<void> {
    this.#port = (this.#server.address() as AddressInfo).port;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async comesBack(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
  }

  /** Takes back all failures that were asked for. */
  heal(): void {
    this.#core.failures.clear();
  }

  /**
   * The first value of `look` that is neither undefined, null nor false. It looks again after each call and each
   * acknowledgement; what it looks at must be the double's.
   */
  waitFor<T>(look: () => T | undefined | null | false, what: string, within = WAIT_WITHIN): Promise<T> {
    return this.#core.changes.until(
      () => look() || undefined,
      within,
      () => `waited ${within} ms for ${what}; the last calls were:\n${this.#lastCalls()}`,
    );
  }

  /** Ends the server and all connections. */
  async stop(): Promise<void> {
    await this.socket.stop();
    if (!this.#server.listening) return;
    await new Promise<void>((resolve) => {
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  #lastCalls(): string {
    const lines = this.#core.calls.slice(-8).map(({ method, args, answer }) => {
      const outcome = answer?.ok === false ? `refused: ${JSON.stringify(answer)}` : 'ok';
      return `  ${method} ${JSON.stringify(args).slice(0, 160)} -> ${outcome}`;
    });
    const problems = this.#core.violations.map(
      (one) => `  violation in ${one.where}: ${one.problems.join('; ')}`,
    );
    return [...lines, ...problems].join('\n') || '  none';
  }
}

/** Starts Slack on a free port of 127.0.0.1. */
export async function startSlackDouble(options: SlackDoubleOptions = {}): Promise<SlackDouble> {
  const core = new Core(options);
  const socket = new SocketMode(core.changes, core.workspace.appId);
  return new SlackDouble(core, socket, await startHttpServer(core, socket));
}
