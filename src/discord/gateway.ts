import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type Interaction,
  Options,
} from 'discord.js';
import type { PlatformLog as Log } from '#chat/platform.ts';
import { within } from '#timing/within.ts';
import { isAnswerable, type Unread } from './answer/unread.ts';
import { codeOf } from './error-code.ts';
import type { SessionPace } from './pace.ts';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const GOODBYE_WITHIN_MS = 1_000;

/** How the gateway's connection is. */
export type GatewayState = 'stopped' | 'waiting' | 'connected' | 'refused';

/** A dispatch of the gateway: its name and its data. */
interface Packet {
  t: string;
  d: unknown;
}

interface GatewayOptions {
  token: string;
  apiUrl?: string;
  pace: SessionPace;
  log: Log;
  onInteraction(interaction: Interaction): void;
  /** One of a shape that discord.js does not know. */
  onUnreadable(interaction: Unread, error: unknown): void;
  /** The app came into a guild, or is in it no more. */
  onGuild(guildId: string, isIn: boolean): void;
  /** All guilds are known. */
  onReady(guildIds: readonly string[]): void;
}

/**
 * The connection over which interactions come. discord.js keeps it, reconnects and resumes; here is what it leaves
 * to its user: to begin again where the beginning failed, and to stop where Discord refuses for good.
 */
export class Gateway {
  readonly #options: GatewayOptions;
  readonly #ending = new AbortController();
  #client: Client | null = null;
  #state: GatewayState = 'stopped';
  #problem: string | null = null;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  get state(): GatewayState {
    return this.#state;
  }

  /** Why it is refused. */
  get problem(): string | null {
    return this.#problem;
  }

  /** Resolves when connected for the first time, refused, or stopped; never rejects. */
  async start(): Promise<void> {
    const { log, pace } = this.#options;
    const { signal } = this.#ending;
    this.#state = 'waiting';
    for (let waitMs = FIRST_PAUSE_MS; !signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_PAUSE_MS)) {
      const sparedMs = await pace.sparing();
      if (sparedMs > 0) {
        log.warn({ waitMs: sparedMs }, 'Discord: few session starts are left for today; waiting');
        await pause(sparedMs, undefined, { signal }).catch(() => undefined);
      }
      if (signal.aborted) return;
      const outcome = await this.#connect();
      if (outcome !== 'failed') return;
      log.warn({ againInMs: waitMs }, 'Discord does not answer; trying again');
      await pause(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    if (this.#state !== 'refused') this.#state = 'stopped';
    // A Discord that does not answer must keep nobody else from connecting.
    if (this.#client !== null) await within(GOODBYE_WITHIN_MS, this.#client.destroy());
  }

  async #connect(): Promise<'connected' | 'refused' | 'failed' | 'stopped'> {
    const { token, log } = this.#options;
    const client = this.#createClient();
    this.#client = client;
    const ended = new Promise<'refused' | 'stopped'>((resolve) => {
      client.once(Events.ShardDisconnect, ({ code }) => {
        this.#refuse(reasonOf(code));
        resolve('refused');
        client.destroy().catch(() => undefined);
      });
      this.#ending.signal.addEventListener('abort', () => resolve('stopped'), { once: true });
    });
    const connected = new Promise<'connected'>((resolve) => {
      client.once(Events.ClientReady, () => resolve('connected'));
    });
    try {
      // Resolves with the session, while ClientReady waits for the guilds, and neither comes where the token is refused.
      const login = client.login(token);
      login
        .then(async () => {
          if (this.#ending.signal.aborted) await endOnceMore(client);
        })
        .catch(() => undefined);
      return await Promise.race([login.then(() => connected), ended]);
    } catch (error) {
      if (this.#ending.signal.aborted) return 'stopped';
      if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) {
        this.#refuse(reasonOf(GatewayCloseCodes.AuthenticationFailed));
        return 'refused';
      }
      log.warn({ code: startCodeOf(error) }, 'Discord: no session could be started');
      return 'failed';
    }
  }

  #createClient(): Client {
    const { apiUrl, log, pace, onInteraction, onGuild, onReady } = this.#options;
    const client = new Client({
      // Not privileged, and enough: interactions come without any intent, guilds tell where the app is.
      intents: [GatewayIntentBits.Guilds],
      allowedMentions: { parse: [] },
      rest: { ...(apiUrl === undefined ? {} : { api: apiUrl }) },
      ws: { buildIdentifyThrottler: () => pace },
      // Nothing here is looked up in the caches, which would grow with every press.
      makeCache: Options.cacheWithLimits({
        ...Options.DefaultMakeCacheSettings,
        MessageManager: 0,
        GuildMemberManager: { maxSize: 100, keepOverLimit: ({ id, client: { user } }) => id === user.id },
        UserManager: { maxSize: 100, keepOverLimit: ({ id, client: { user } }) => id === user.id },
      }),
    });
    this.#readOnPast(client);
    client.on(Events.InteractionCreate, onInteraction);
    client.on(Events.GuildCreate, ({ id }) => onGuild(id, true));
    client.on(Events.GuildDelete, ({ id }) => onGuild(id, false));
    client.once(Events.ClientReady, ({ guilds }) => {
      this.#state = 'connected';
      onReady([...guilds.cache.keys()]);
    });
    client.on(Events.ShardReady, () => this.#isOpen());
    client.on(Events.ShardResume, () => this.#isOpen());
    client.on(Events.ShardReconnecting, () => {
      // Our own goodbye looks the same.
      if (this.#ending.signal.aborted) return;
      if (this.#state === 'connected') this.#state = 'waiting';
      log.info({}, 'Discord: the connection was lost; connecting again');
    });
    // Without a listener an `error` ends the process.
    client.on(Events.ShardError, (error) =>
      log.warn({ reason: error.message }, 'Discord: trouble with the gateway'),
    );
    client.on(Events.Error, (error) =>
      log.error({ reason: error.message }, 'Discord: trouble in discord.js'),
    );
    return client;
  }

  /**
   * discord.js throws where an event has a shape that it does not know, out of the socket and so out of the process;
   * what it does with one event (WebSocketManager#handlePacket) is where that can be caught.
   */
  #readOnPast(client: Client): void {
    const { log, onUnreadable } = this.#options;
    const ws = client.ws as unknown as { handlePacket(packet: Packet | undefined, shard: unknown): boolean };
    const handlePacket = ws.handlePacket.bind(ws);
    ws.handlePacket = (packet, shard) => {
      try {
        return handlePacket(packet, shard);
      } catch (error) {
        const isInteraction = packet?.t === GatewayDispatchEvents.InteractionCreate;
        if (isInteraction && isAnswerable(packet.d)) onUnreadable(packet.d, error);
        else log.error({ event: packet?.t, err: error }, 'Discord: an event could not be read');
        return true;
      }
    };
  }

  #isOpen(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'connected';
    this.#options.log.info({}, 'Discord is connected');
  }

  /** Told once, clearly; the rest of the service goes on. */
  #refuse(problem: string): void {
    if (this.#state === 'refused' || this.#ending.signal.aborted) return;
    this.#state = 'refused';
    this.#problem = problem;
    this.#options.log.error(
      { reason: problem },
      'Discord refuses this bot: nothing works in Discord until it is restarted',
    );
  }
}

/** discord.js goes on to begin a session where `destroy` came before its socket was made, and destroys nothing twice. */
async function endOnceMore(client: Client): Promise<void> {
  (client.ws as unknown as { destroyed: boolean }).destroyed = false;
  await client.destroy();
}

/** "Opcodes and Status Codes", Gateway Close Event Codes after which there is no reconnecting. */
function reasonOf(code: number): string {
  if (code === GatewayCloseCodes.AuthenticationFailed)
    return 'DISCORD_TOKEN is not valid (any more). Reset it in the Developer Portal under Bot, and set the new one.';
  return `the gateway closed with ${code} (${GatewayCloseCodes[code] ?? 'unknown'})`;
}

function startCodeOf(error: unknown): string {
  try {
    return codeOf(error);
  } catch {
    return error instanceof Error ? error.message : 'unknown';
  }
}
