import type { Hono } from 'hono';
import type { Invocation } from '#chat/invocation.ts';
import { createRateLimit } from '#chat/rate-limit.ts';
import type { Reply } from '#chat/reply.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { within } from '#timing/within.ts';
import { type Words, wordsFor } from '#words/index.ts';
import { readAssets } from './assets.ts';
import { Attempts } from './attempts.ts';
import type { Bot } from './bot/bot.ts';
import { commandInfos } from './commands.ts';
import { Following } from './following.ts';
import { type ConsoleOptions, consoleIdentity } from './ports.ts';
import type { Mail, PageRequest, PersonInfo, SessionInfo } from './protocol.ts';
import { avatarOf } from './render/avatar.ts';
import { pageScreen } from './render/screen.ts';
import { type Room, Rooms } from './rooms.ts';
import { consoleRoutes } from './routes.ts';
import { mayRunFromLink } from './say.ts';
import { type Ended, type Session, Sessions } from './sessions.ts';
import { SOCKET_PATH, Sockets } from './sockets.ts';
import { createSurfaces } from './surfaces.ts';

/** What one person's windows may ask for in a minute, keystrokes of a search among it. People who type stay far below. */
const REQUESTS_A_MINUTE = 600;

/** The browser console as the rest of the service sees it. */
export interface Console {
  /** To be mounted at /console. */
  routes: Hono;
  /** Its WebSockets. */
  sockets: { path: string; take: Sockets['take'] };
  surfaces: Surfaces;
  /** Shows what came of an action that was confirmed with a passkey. */
  answerLater(invocation: Invocation, replies: readonly Reply[]): Promise<void>;
  /** Shows the operator the one-time link, where that is the way in; to be called once the server listens. */
  printLink(): void;
  /** Follows what was changed by others than us, such as Hexabot: rights that ended too. To be called every minute. */
  sweep(): Promise<void>;
  stop(): Promise<void>;
}

/** The console in one piece. Botkit is loaded when the first person who is signed in opens the page. */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const { entrance, catalogue, dispatch, mailbox, log, clock } = options;
  const sessions = new Sessions(clock);
  const attempts = new Attempts(clock);
  const rooms = new Rooms(clock);
  const underWay = new Set<Promise<void>>();

  let loading: Promise<Bot | null> | null = null;
  const loadBot = (): Promise<Bot | null> => {
    loading ??= import('./bot/bot.ts').then(
      ({ startBot }) => startBot({ dispatch, rooms, log, beforeSharing: endLost }),
      (error: unknown) => {
        if (!isMissing(error)) {
          loading = null;
          throw error;
        }
        log.warn({}, 'the console was opened, but Botkit is not installed: npm ci, and start again');
        return null;
      },
    );
    return loading;
  };

  const closeSession = (session: Session, why?: Ended): void => {
    sessions.close(session, why);
    sockets.closeOf(session, why);
  };
  /** Who was disabled or unlinked, or lost a permission, is signed out; what is left they have after signing in anew. */
  const endLost = async (): Promise<void> => {
    const open = sessions.ofPeople;
    if (entrance.way !== 'password' || open.length === 0) return;
    const held = await entrance.permissionsOf(open.map(({ rights }) => rights.identity.user));
    for (const session of open) {
      const { rights } = session;
      const now = held.get(rights.identity.user);
      const hasAll = now !== undefined && [...rights.permissions].every((each) => now.has(each));
      if (hasAll) rights.permissions = now;
      else if (now !== undefined) closeSession(session, 'rights_ended');
      else closeSession(session, (await options.whoIs(rights.identity)) === null ? 'unlinked' : 'disabled');
    }
  };

  const personas = async (session: Session): Promise<ChatIdentity[]> => {
    const { rights } = session;
    if (rights.way === 'password') return [rights.identity];
    return entrance.way === 'key' ? (await entrance.personas()).map(consoleIdentity) : [];
  };
  const personInfo = async (identity: ChatIdentity, words: Words): Promise<PersonInfo> =>
    describe(identity, await options.whoIs(identity), words);
  const sessionInfo = async (cookies: string | undefined, words: Words): Promise<SessionInfo> => {
    const texts = {
      ...words.console.page,
      language: words.language,
      colon: words.screens.common.colon,
    };
    await endLost();
    const session = sessions.find(cookies);
    if (session === null) {
      return { state: 'signed_out', way: entrance.way, ended: sessions.whyEnded(cookies), texts };
    }
    if ((await loadBot()) === null) return { state: 'no_botkit', texts };
    const identities = await personas(session);
    const people = await Promise.all(identities.map((identity) => personInfo(identity, words)));
    return { state: 'signed_in', people, isDemo: entrance.way === 'key' && entrance.isDemo, texts };
  };
  const printLink = (): boolean => {
    const [origin] = options.origins();
    if (entrance.way !== 'key' || origin === undefined) return false;
    entrance.print(wordsFor(null).console.signInLink(`${origin}/console?key=${sessions.newKey()}`));
    return true;
  };
  const isOwnOrigin = (origin: string | undefined): boolean =>
    origin !== undefined && options.origins().includes(origin);
  const mails = (): Mail[] | null => (mailbox === null ? null : [...mailbox.mails()]);
  /** What people of a demo see of the mailbox, everybody alike. */
  const stopWatching = mailbox?.watch(() => {
    for (const room of rooms.all) room.send({ type: 'mails', mails: mails() ?? [] });
  });

  /** What somebody does may link or unlink them: their windows are told who they are then. */
  const tellWho = async ({ identity, windows }: Room): Promise<void> => {
    const user = await options.whoIs(identity);
    for (const window of windows) {
      window.send({ type: 'me', me: describe(identity, user, wordsFor(window.locale)) });
    }
  };
  /** Something was changed, in whatever way: who lost rights is out, and what others see is looked at anew. */
  const refresh = async (): Promise<void> => {
    await endLost();
    for (const room of rooms.all.filter(({ windows }) => windows.size > 0)) {
      room.send({ type: 'home_stale' });
      await tellWho(room);
    }
  };
  const following = new Following(() =>
    refresh().catch((error: unknown) =>
      log.error({ err: error }, 'windows of the console were not refreshed'),
    ),
  );
  /** From the first window on: before, there is nobody who would see it. */
  let stopFollowing: (() => Promise<void>) | null = null;

  const sockets = new Sockets({
    isOwnOrigin,
    findSession: (cookies) => sessions.find(cookies),
    isOpen: (session) => sessions.isOpen(session),
    mayAsk: createRateLimit(clock, REQUESTS_A_MINUTE),
    log,
    async identityFor(session, persona) {
      await endLost();
      const allowed = sessions.isOpen(session) ? await personas(session) : [];
      return allowed.find(({ user }) => persona === null || user === persona) ?? null;
    },
    async opened(window) {
      const words = wordsFor(window.locale);
      const room = rooms.of(window.identity);
      const bot = await loadBot();
      const me = await personInfo(window.identity, words);
      room.windows.add(window);
      stopFollowing ??= options.watchChanges(() => following.ask());
      window.send({
        type: 'welcome',
        me,
        commands: commandInfos(catalogue, words),
        starters: [...words.console.starters],
        entries: room.entries,
        question: bot?.questionOf(room, words) ?? null,
        mails: entrance.way === 'key' ? mails() : null,
      });
    },
    async received(window, request) {
      if (isOnlyTyped(request)) return window.send({ type: 'typed', text: request.text });
      const bot = await loadBot();
      if (bot === null) return;
      const work = bot
        .receive({ request, window, room: rooms.of(window.identity) })
        .then(async () => {
          if (request.type === 'search') return;
          await endLost();
          await tellWho(rooms.of(window.identity));
        })
        .catch((error: unknown) => log.error({ err: error }, 'the console could not ask who somebody is'));
      underWay.add(work);
      await work.finally(() => underWay.delete(work));
    },
    closed(window) {
      const room = rooms.of(window.identity);
      room.windows.delete(window);
      if (!isReachable(window.identity)) rooms.forget(window.identity);
    },
  });
  /** A link in a chat or mail must not do anything but look. */
  const isOnlyTyped = (request: PageRequest): request is Extract<PageRequest, { type: 'say' }> =>
    request.type === 'say' && request.fromLink && !mayRunFromLink(catalogue, request.text);
  /** Sample people come back; others only while they are signed in. */
  const isReachable = (identity: ChatIdentity): boolean =>
    (entrance.way === 'key' && entrance.isDemo) || sessions.hasSessionOf(identity);

  const routes = consoleRoutes({
    assets: await readAssets(),
    findSession: (cookies) => sessions.find(cookies),
    sessionInfo,
    enterByKey: (key) => (entrance.way === 'key' && sessions.takeKey(key) ? { way: 'key' } : null),
    async enterByPassword(address, email, password) {
      if (entrance.way !== 'password') return 'wrong';
      const identity = await attempts.try(address, email, () => entrance.signIn(email, password));
      if (identity === 'too_many') return identity;
      if (identity === null) return 'wrong';
      const permissions = (await entrance.permissionsOf([identity.user])).get(identity.user);
      return permissions === undefined ? 'wrong' : { way: 'password', identity, permissions };
    },
    openSession: (rights) => sessions.open(rights),
    closeSession: (session) => closeSession(session),
    printLink,
    isOwnOrigin,
  });

  return {
    routes,
    sockets: { path: SOCKET_PATH, take: (request, socket, head) => sockets.take(request, socket, head) },
    surfaces: createSurfaces(rooms, isReachable, log),
    async answerLater({ identity }, replies) {
      const room = rooms.of(identity);
      for (const reply of replies) {
        if (reply.type === 'refresh_home') room.send({ type: 'home_stale' });
        else if (reply.type === 'screen') room.add({ from: 'hexa', screen: pageScreen(reply.screen) });
      }
    },
    printLink: () => void printLink(),
    sweep: refresh,
    async stop() {
      stopWatching?.();
      following.stop();
      await stopFollowing?.();
      await within(2_000, Promise.allSettled(underWay));
      sockets.stop();
    },
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND';
}

function describe(
  { user: id }: ChatIdentity,
  user: { name: string; email: string } | null,
  { console: { page } }: Words,
): PersonInfo {
  const name = user?.name ?? page.unlinked;
  return { id, name, note: user?.email ?? page.unlinkedNote, avatar: avatarOf(name) };
}
