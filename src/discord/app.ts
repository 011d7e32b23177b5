import type { Interaction } from 'discord.js';
import type { Catalogue } from '#chat/catalogue.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Invocation } from '#chat/invocation.ts';
import type { PlatformLog as Log, Turn } from '#chat/platform.ts';
import type { Reply } from '#chat/reply.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import { gatewayHeld } from '#metrics/events.ts';
import { InFlight } from '#timing/in-flight.ts';
import { within } from '#timing/within.ts';
import { answerLater } from './answer/later.ts';
import { tellUnread } from './answer/unread.ts';
import { Api } from './api.ts';
import { Dialogs } from './dialogs.ts';
import { Gateway, type GatewayState } from './gateway.ts';
import { Guilds } from './guilds.ts';
import { createListener } from './listeners.ts';
import { Members } from './members.ts';
import { SessionPace } from './pace.ts';
import { Places } from './places.ts';
import { Seen } from './seen.ts';
import type { DiscordSettings } from './settings.ts';
import { createSurfaces } from './surfaces.ts';

/** What Discord's side stands on. */
export interface DiscordOptions {
  config: DiscordSettings;
  dispatch: Dispatch;
  catalogue: Catalogue;
  log: Log;
  clock?: () => Date;
  /** Asks for the turn; it may come and go. Without it there is no other service. */
  takeTurn?: (on: { onHeld(): void; onLost(): void }) => Turn;
}

/** How the connection is, for `/healthz`, the summary and the log. */
export interface DiscordStatus {
  /**
   * `refused`: Discord does not accept the token; `waiting`: it does not answer yet, or again; `standby`: another
   * service holds the gateway.
   */
  state: GatewayState | 'standby';
  /** Why it is refused. */
  problem: string | null;
  /** Guilds served that the app is not in. */
  missingGuilds: string[];
}

/** Discord as the rest of the service sees it. */
export interface Discord {
  /** Resolves when connected, refused, or after `patienceMs` (default 3 s) while it goes on trying. Never rejects. */
  start(patienceMs?: number): Promise<void>;
  /** Takes nothing new, finishes what is in flight, at most `patienceMs` (default 4 s). */
  stop(patienceMs?: number): Promise<void>;
  surfaces: Surfaces;
  /** Shows what came of an action that was confirmed on a page (`Invocation.place`). */
  answerLater(invocation: Invocation, replies: readonly Reply[]): Promise<void>;
  status(): DiscordStatus;
}

/** Discord in one piece. Makes no call before `start`. */
export function startDiscord({
  config,
  dispatch,
  catalogue,
  log,
  clock = () => new Date(),
  takeTurn = alwaysOurs,
}: DiscordOptions): Discord {
  const api = new Api(config);
  const dialogs = new Dialogs(clock);
  const members = new Members(api, config.guildIds, log);
  const tools = { api, dispatch, catalogue, dialogs, log };
  const listen = createListener(tools, new Places(tools, members));
  const guilds = new Guilds({ ...config, api, catalogue, log });
  const inFlight = new InFlight();
  const seen = new Seen();

  const onInteraction = (interaction: Interaction): void => {
    // What is sent again after resuming would be answered twice.
    if (!seen.isNew(interaction.id)) return;
    void inFlight.track(listen(interaction).catch((error: unknown) => tellUnread(tools, interaction, error)));
  };

  const pace = new SessionPace(api, log, clock);
  const createGateway = (): Gateway =>
    new Gateway({
      token: config.token,
      ...(config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }),
      pace,
      log,
      onInteraction,
      onUnreadable: (interaction, error) => void inFlight.track(tellUnread(tools, interaction, error)),
      onGuild: (guildId, isIn) => (isIn ? guilds.joined(guildId) : guilds.left(guildId)),
      onReady: (guildIds) => {
        for (const id of guildIds) guilds.joined(id);
        guilds.tellMissing();
      },
    });

  /** Null while another service holds it. */
  let gateway: Gateway | null = null;
  let connecting = Promise.resolve();
  let turn: Turn | null = null;
  const onHeld = (): void => {
    gatewayHeld.say(() => ({ held: true }));
    gateway = createGateway();
    connecting = gateway.start().catch((error: unknown) => {
      log.error({ err: error }, 'Discord could not be started');
    });
  };
  const onLost = (): void => {
    gatewayHeld.say(() => ({ held: false }));
    log.warn({}, 'Discord: another service has taken the gateway over');
    gateway?.stop().catch((error: unknown) => log.error({ err: error }, 'the gateway was not left cleanly'));
    gateway = null;
  };
  let hasStarted = false;

  return {
    async start(patienceMs = 3_000) {
      hasStarted = true;
      turn = takeTurn({ onHeld, onLost });
      const known = turn.known.then(() => {
        if (gateway === null) log.info({}, 'Discord: another service holds the gateway; standing by');
        return connecting;
      });
      await within(patienceMs, known);
    },
    async stop(patienceMs = 4_000) {
      guilds.stop();
      const settled = within(patienceMs, inFlight.settled());
      await gateway?.stop();
      // Before what is in flight is finished: answering needs no gateway, and what people do from now on needs one.
      await turn?.release();
      await settled;
      hasStarted = false;
      api.rest.clearHashSweeper();
      api.rest.clearHandlerSweeper();
    },
    answerLater: (invocation, replies) => inFlight.track(answerLater(tools, invocation, replies)),
    surfaces: createSurfaces({ api, members, dialogs, log, isRefused: () => gateway?.state === 'refused' }),
    status: () => ({
      state: gateway?.state ?? (hasStarted ? 'standby' : 'stopped'),
      problem: gateway?.problem ?? null,
      missingGuilds: guilds.missing,
    }),
  };
}

const alwaysOurs: NonNullable<DiscordOptions['takeTurn']> = ({ onHeld }) => {
  onHeld();
  return { known: Promise.resolve(), release: async () => undefined };
};
