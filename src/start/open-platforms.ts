import { createCatalogue } from '#chat/catalogue.ts';
import { createDispatch, type Resumable } from '#chat/dispatch.ts';
import {
  PlatformError,
  type PlatformState,
  type PlatformTools,
  type RunningPlatform,
} from '#chat/platform.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import { watchChanges } from '#database/changes.ts';
import { connectTo, holdSessionLock } from '#database/session-lock.ts';
import { PLATFORMS, type Platform } from '#domain/chat-identity.ts';
import type { Deps } from '#services/deps.ts';
import { createServices } from '#services/index.ts';
import { commands } from '../../commands/index.ts';
import type { Config } from '../config.ts';
import { accountsOf } from './accounts.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './open-database.ts';
import type { Mail } from './open-mail.ts';
import { originsOf, type Whereabouts } from './open-port.ts';
import { platformsOn } from './platforms.ts';
import { StartError } from './start-error.ts';
import { joinSurfaces, type PlatformSurfaces } from './surfaces.ts';

interface Options {
  config: Config;
  database: OpenDatabase;
  deps: Deps;
  mailbox: Mail['mailbox'];
  web: Whereabouts;
  log: Logger;
  print(text: string): void;
  /** Made-up people are filled in, whom the holder of the terminal may act as (`npm run demo`). */
  isDemo: boolean;
}

/** The platforms that are on. */
export interface OpenPlatforms {
  /** Those that are on. */
  names: Platform[];
  surfaces: Surfaces;
  running: readonly RunningPlatform[];
  parts: PlatformParts;
  served: Deps['served'];
  /** Connects all of them, as far as it can be done in a few seconds. Throws StartError where one refuses for good. */
  connect(): Promise<void>;
  /** Says how one stands, for the start: connected, or what it waits for. */
  stateOf(name: Platform): PlatformState;
  ready(): void;
  sweep(): Promise<void>;
  hangUp(): Promise<void>;
  /** Finishes what is in flight. */
  stop(): Promise<void>;
}

/** Each platform that is on, and the core that it speaks to. */
export type PlatformParts = Partial<Record<Platform, { dispatch: Resumable; running: RunningPlatform }>>;

/** How long what is under way may go on when the service stops. */
const STOP_WITHIN_MS = 2_500;

/** Puts every platform together that is on; none takes anything in before it is started. */
export async function openPlatforms(options: Options): Promise<OpenPlatforms> {
  const { config, database, deps, mailbox, web, log, print } = options;
  const surfacesOf: PlatformSurfaces = {};
  const surfaces = joinSurfaces(surfacesOf);
  const catalogue = createCatalogue(commands);
  const services = createServices(deps);
  const dispatchWith = (mail: boolean): Resumable =>
    createDispatch({
      catalogue,
      services,
      setup: {
        passwords: config.passwords,
        mail,
        approvals: deps.settings.approvals,
        linkByEmail: config.linkByEmail,
        hexabotLinks: deps.settings.hexabotConfirm !== null,
        signsOut: deps.attached && deps.settings.lockout,
        standalone: database.mode === 'standalone',
        frontendBaseUrl: config.frontendBaseUrl,
      },
      clock: deps.clock,
      surfaces,
      log,
    });
  const tools: PlatformTools & { dispatch: Resumable } = {
    dispatch: dispatchWith(config.mail !== null),
    catalogue,
    log,
    clock: deps.clock,
    takeTurn: (name, on) => holdSessionLock({ connect: () => connectTo(database.url), name, ...on }),
    watchChanges: (changed) => watchChanges(() => connectTo(database.url), changed),
    origins: () => originsOf(config, web.address()),
    print,
    accounts: accountsOf(deps, { firstAdmin: config.seedAdmin.email }),
    isDemo: options.isDemo,
    mailbox: null,
  };
  // What lies in the mailbox reaches nobody elsewhere: there mail is off.
  const withMailbox = mailbox === null ? tools : { ...tools, mailbox, dispatch: dispatchWith(true) };
  const running = new Map<Platform, RunningPlatform>();
  const parts: PlatformParts = {};
  for (const { platform, settings } of platformsOn(config)) {
    const given = platform.showsMails?.(settings) ? withMailbox : tools;
    const each = await platform.start(settings, given);
    parts[platform.name] = { dispatch: given.dispatch, running: each };
    surfacesOf[platform.name] = each.surfaces;
    running.set(platform.name, each);
  }
  return { ...together(surfaces, running), parts };
}

function together(
  surfaces: Surfaces,
  byName: ReadonlyMap<Platform, RunningPlatform>,
): Omit<OpenPlatforms, 'parts'> {
  const running = [...byName.values()];
  const inAll = async (act: (each: RunningPlatform) => Promise<void> | undefined): Promise<void> => {
    await Promise.all(running.map(act));
  };
  return {
    names: [...byName.keys()],
    surfaces,
    running,
    served: () =>
      new Map(
        PLATFORMS.flatMap((name) => {
          const each = byName.get(name);
          const served = each === undefined ? [] : each.serves();
          return served === null ? [] : [[name, served] as const];
        }),
      ),
    connect: () =>
      inAll((each) => each.start()).catch((error: unknown) => {
        throw error instanceof PlatformError ? new StartError(error.message) : error;
      }),
    stateOf: (name) => byName.get(name)?.state?.() ?? 'on',
    ready: () => {
      for (const each of running) each.ready?.();
    },
    sweep: () => inAll((each) => each.sweep?.()),
    hangUp: () => inAll((each) => each.hangUp?.()),
    stop: () => inAll((each) => each.stop(STOP_WITHIN_MS)),
  };
}
