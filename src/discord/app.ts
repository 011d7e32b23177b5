import type { Interaction } from 'discord.js';
import type { Catalogue } from '#chat/catalogue.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import { Api } from './api.ts';
import { Dialogs } from './dialogs.ts';
import { Gateway, type GatewayState } from './gateway.ts';
import { createListener } from './listeners.ts';
import type { Log } from './log.ts';
import { Members } from './members.ts';
import { SessionPace } from './pace.ts';
import { discordCommands } from './register/commands.ts';
import { registerCommands } from './register/register.ts';
import { Seen } from './seen.ts';
import { createSurfaces } from './surfaces.ts';
import { InFlight, within } from './timing.ts';

export interface DiscordConfig {
  token: string;
  applicationId: string;
  /** The guilds served. */
  guildIds: readonly string[];
  /** REST base, Discord's own without it. */
  apiUrl?: string;
}

export interface DiscordOptions {
  config: DiscordConfig;
  dispatch: Dispatch;
  catalogue: Catalogue;
  log: Log;
  clock?: () => Date;
}

export interface DiscordStatus {
  /** `refused`: Discord does not accept the token; `waiting`: it does not answer yet, or again. */
  state: GatewayState;
  /** Why it is refused. */
  problem: string | null;
  /** Guilds served that the app is not in. */
  missingGuilds: string[];
}

export interface Discord {
  /** Resolves when connected, refused, or after `patienceMs` (default 3 s) while it goes on trying. Never rejects. */
  start(patienceMs?: number): Promise<void>;
  /** Takes nothing new, finishes what is in flight, at most `patienceMs` (default 4 s). */
  stop(patienceMs?: number): Promise<void>;
  surfaces: Surfaces;
  status(): DiscordStatus;
}

/** Discord in one piece. Makes no call before `start`. */
export function startDiscord({
  config,
  dispatch,
  catalogue,
  log,
  clock = () => new Date(),
}: DiscordOptions): Discord {
  const api = new Api(config);
  const dialogs = new Dialogs(clock);
  const members = new Members(api, config.guildIds, log);
  const listen = createListener({ api, dispatch, catalogue, dialogs, log }, members);
  const inFlight = new InFlight();
  const seen = new Seen();
  const present = new Set<string>();
  let isStopping = false;

  const onInteraction = (interaction: Interaction): void => {
    // What is sent again after resuming would be answered twice.
    if (isStopping || !seen.isNew(interaction.id)) return;
    const work = listen(interaction).catch((error: unknown) =>
      log.error({ err: error }, 'an interaction of Discord was not handled'),
    );
    void inFlight.track(work);
  };

  const register = async (guildId: string): Promise<void> => {
    const wanted = discordCommands(catalogue);
    const registration = await registerCommands(api, { ...config, guildId }, wanted);
    if (registration.result === 'failed')
      log.error({ guildId, code: registration.code }, 'Discord did not take the commands of a guild');
    else if (registration.written.length + registration.removed > 0)
      log.info({ guildId, ...registration }, 'the commands of a guild were brought up to date');
  };
  const onGuild = (guildId: string): void => {
    if (!config.guildIds.includes(guildId) || present.has(guildId)) return;
    present.add(guildId);
    const work = register(guildId).catch((error: unknown) =>
      log.error({ err: error, guildId }, 'the commands of a guild could not be registered'),
    );
    void inFlight.track(work);
  };
  const missingGuilds = (): string[] => config.guildIds.filter((id) => !present.has(id));

  const gateway = new Gateway({
    token: config.token,
    ...(config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }),
    pace: new SessionPace(api, log, clock),
    log,
    onInteraction,
    onGuild,
    onReady: (guildIds) => {
      for (const id of guildIds) onGuild(id);
      for (const guildId of missingGuilds())
        log.warn({ guildId, invite: inviteLink(config.applicationId) }, 'Discord: the app is not in a guild served');
    },
  });

  return {
    async start(patienceMs = 3_000) {
      await within(patienceMs, gateway.start());
    },
    async stop(patienceMs = 4_000) {
      isStopping = true;
      await within(patienceMs, inFlight.settled());
      await gateway.stop();
      api.rest.clearHashSweeper();
      api.rest.clearHandlerSweeper();
    },
    surfaces: createSurfaces({ api, members, dialogs, log }),
    status: () => ({ state: gateway.state, problem: gateway.problem, missingGuilds: missingGuilds() }),
  };
}

/**
 * Where an owner of a guild invites the app (docs.discord.com, "OAuth2"): scopes `bot` and `applications.commands`;
 * permissions View Channels and Send Messages, for the cards in channels.
 */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: 'bot applications.commands',
    permissions: String((1n << 10n) | (1n << 11n)),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
