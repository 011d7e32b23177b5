import { createCatalogue } from '#chat/catalogue.ts';
import { createDispatch, type Dispatch } from '#chat/dispatch.ts';
import type { PlatformTools, RunningPlatform } from '#chat/platform.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import { connectTo, holdSessionLock } from '#database/session-lock.ts';
import type { Platform } from '#domain/chat-identity.ts';
import type { Deps } from '#services/deps.ts';
import { createServices } from '#services/index.ts';
import { isDemo } from '#services/standalone/demo.ts';
import { commands } from '../../commands/index.ts';
import type { Config } from '../config.ts';
import { accountsOf } from './accounts.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './open-database.ts';
import type { Mail } from './open-mail.ts';
import { platformsOn } from './platforms.ts';
import { joinSurfaces, type PlatformSurfaces } from './surfaces.ts';

interface Options {
  config: Config;
  database: OpenDatabase;
  deps: Deps;
  mailbox: Mail['mailbox'];
  origins: PlatformTools['origins'];
  log: Logger;
  print(text: string): void;
}

export interface OpenPlatforms {
  /** Those that are on. */
  names: Platform[];
  surfaces: Surfaces;
  running: RunningPlatform[];
}

/** Puts every platform together that is on; none takes anything in before it is started. */
export async function openPlatforms(options: Options): Promise<OpenPlatforms> {
  const { config, database, deps, mailbox, origins, log, print } = options;
  const surfacesOf: PlatformSurfaces = {};
  const surfaces = joinSurfaces(surfacesOf);
  const catalogue = createCatalogue(commands);
  const services = createServices(deps);
  const dispatchWith = (mail: boolean): Dispatch =>
    createDispatch({
      catalogue,
      services,
      setup: {
        passwords: config.passwords,
        mail,
        linkByEmail: config.linkByEmail,
        hexabotLinks: deps.settings.hexabotConfirm !== null,
        standalone: database.mode === 'standalone',
        frontendBaseUrl: config.frontendBaseUrl,
      },
      clock: deps.clock,
      surfaces,
      log,
    });
  const tools: PlatformTools = {
    dispatch: dispatchWith(config.mail !== null),
    catalogue,
    log,
    clock: deps.clock,
    takeTurn: (name, on) => holdSessionLock({ connect: () => connectTo(database.url), name, ...on }),
    origins,
    print,
    accounts: accountsOf(deps, { firstAdmin: config.seedAdmin.email }),
    isDemo: await isDemo(database.db),
    mailbox: null,
  };
  // What lies in the mailbox reaches nobody elsewhere: there mail is off.
  const withMailbox = mailbox === null ? tools : { ...tools, mailbox, dispatch: dispatchWith(true) };
  const running: RunningPlatform[] = [];
  for (const { platform, settings } of platformsOn(config)) {
    const started = await platform.start(settings, platform.showsMails?.(settings) ? withMailbox : tools);
    surfacesOf[platform.name] = started.surfaces;
    running.push(started);
  }
  return { names: Object.keys(surfacesOf) as Platform[], surfaces, running };
}
