import type { RequestListener } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Invocation } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import { InFlight } from '#timing/in-flight.ts';
import { within } from '#timing/within.ts';
import { answerLater } from './answer/later.ts';
import type { Tools } from './answer/place.ts';
import { App } from './bolt.ts';
import { audienceOf } from './channels.ts';
import { type Connected, listen } from './listeners.ts';
import { boltLogger, type Log } from './log.ts';
import { Members } from './members.ts';
import type { Team } from './read/team.ts';
import { createHttpReceiver, createSocketReceiver, mountable } from './receivers.ts';
import { retrying, type SlackAuthError } from './retrying.ts';
import type { SlackSettings } from './settings.ts';
import { keepConnected, sayGoodbye } from './socket.ts';
import { createSurfaces } from './surfaces.ts';
import { createWebClient, webOptions } from './web.ts';

/** What a Home tab shows takes some 100 bytes. */
const HOMES_AT_MOST = 10_000;

/** What Slack's side stands on. */
export interface SlackOptions {
  config: SlackSettings;
  dispatch: Dispatch;
  log: Log;
  clock?: () => Date;
}

/** How the connection is, for `/healthz`, the summary and the log. */
export interface SlackStatus {
  transport: 'http' | 'socket';
  /** `refused`: Slack does not accept a token; `waiting`: it does not answer yet, or again. */
  state: 'stopped' | 'waiting' | 'connected' | 'refused';
  team: Team | null;
  /** Why it is refused. */
  problem: string | null;
}

/** Slack as the rest of the service sees it. */
export interface Slack {
  /** To be mounted at /slack/events; null over Socket Mode. */
  requestListener: RequestListener | null;
  /**
   * Resolves when connected, or after `patienceMs` (default 3 s) while it goes on trying. Rejects with SlackAuthError where
   * Slack refuses a token by then; a refusal that comes later is logged and stands in the status.
   */
  start(patienceMs?: number): Promise<void>;
  /** Takes nothing new over Socket Mode, finishes what is in flight, at most `patienceMs` (default 4 s). */
  stop(patienceMs?: number): Promise<void>;
  surfaces: Surfaces;
  /** Shows what came of an action that was confirmed on a page (`Invocation.place`). */
  answerLater(invocation: Invocation, replies: readonly Reply[]): Promise<void>;
  status(): SlackStatus;
}

/** Slack in one piece. Makes no call before `start`. */
export function startSlack(options: SlackOptions): Slack {
  const { config, log, clock = () => new Date() } = options;
  const logger = boltLogger(log);
  const web = createWebClient(config.botToken, webOptions(logger, config.apiUrl));
  const inFlight = new InFlight();
  const stopping = new AbortController();
  const receiver = receiverFor(config, logger);
  let connected: Connected | null = null;
  let state: SlackStatus['state'] = 'stopped';
  let problem: string | null = null;
  let bot: { botId?: string; botUserId?: string } = {};

  const app = new App({
    receiver: receiver.of,
    logger,
    convoStore: false,
    extendedErrorHandler: true,
    clientOptions: webOptions(logger, config.apiUrl),
    // The token is known already, and auth.test was asked at the start: no call for each payload.
    authorize: async () => ({ botToken: config.botToken, ...bot }),
  });
  app.error(async ({ error }: { error: Error }) =>
    log.error({ err: error }, 'a payload of Slack was not handled'),
  );
  const tools: Tools = {
    web,
    dispatch: options.dispatch,
    log,
    clock,
    audience: (channelId) => audienceOf(web, channelId),
    homes: new LRUCache({ max: HOMES_AT_MOST }),
  };
  listen(app, {
    tools,
    inFlight,
    connected: () => {
      if (connected === null) throw new Error('a payload came before Slack said whom the token serves');
      return connected;
    },
  });

  const connect = async (): Promise<void> => {
    const { signal } = stopping;
    const auth = await retrying(() => web.auth.test(), { signal, log, what: 'auth.test' });
    if (auth === undefined) return;
    const team: Team = { teamId: auth.team_id ?? '', enterpriseId: auth.enterprise_id ?? null };
    bot = {
      ...(auth.bot_id === undefined ? {} : { botId: auth.bot_id }),
      ...(auth.user_id === undefined ? {} : { botUserId: auth.user_id }),
    };
    connected = { team, members: new Members(web, team, log, clock) };
    const onState = (isOpen: boolean): void => {
      if (state === 'stopped') return;
      state = isOpen ? 'connected' : 'waiting';
      if (isOpen) log.info({ team: team.teamId }, 'Slack is connected');
    };
    if (receiver.socket === null) onState(true);
    else await keepConnected(receiver.socket, { signal, log, onState });
  };
  const refused = (error: SlackAuthError): never => {
    state = 'refused';
    problem = error.message;
    log.error({ reason: error.message }, 'Slack refuses a token');
    throw error;
  };

  return {
    requestListener:
      receiver.http && mountable(receiver.http, receiver.signingSecret, () => connected !== null),
    async start(patienceMs = 3_000) {
      state = 'waiting';
      const connecting = connect().catch(refused);
      connecting.catch(() => undefined);
      await within(patienceMs, connecting);
    },
    async stop(patienceMs = 4_000) {
      state = 'stopped';
      stopping.abort();
      await within(patienceMs, inFlight.settled());
      if (receiver.socket !== null && connected !== null) await sayGoodbye(receiver.socket);
    },
    answerLater: (invocation, replies) => inFlight.track(answerLater(tools, invocation, replies)),
    surfaces: createSurfaces(web, () => connected?.team ?? null, log),
    status: () => ({
      transport: receiver.socket === null ? 'http' : 'socket',
      state,
      team: connected?.team ?? null,
      problem,
    }),
  };
}

function receiverFor(
  { signingSecret, appToken, apiUrl }: SlackOptions['config'],
  logger: ReturnType<typeof boltLogger>,
) {
  if (signingSecret !== undefined) {
    const http = createHttpReceiver(logger);
    return { of: http, http, signingSecret, socket: null };
  }
  if (appToken === undefined) throw new Error('Slack needs a signing secret or an app token');
  const socket = createSocketReceiver(appToken, logger, apiUrl);
  return { of: socket, http: null, signingSecret: '', socket };
}
