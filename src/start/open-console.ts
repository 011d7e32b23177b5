import type { Catalogue } from '#chat/catalogue.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import type { Console } from '#console/console.ts';
import type { ConsoleOptions } from '#console/ports.ts';
import { createMailbox, type Mailbox } from '#mail/mailbox.ts';
import type { Clock, Deps } from '#services/deps.ts';
import {
  linkedPersonas,
  linkPersona,
  permissionsOf,
  signInToConsole,
  whoIs,
} from '#services/links/console-people.ts';
import { isDemo } from '#services/standalone/demo.ts';
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import type { OpenDatabase } from './open-database.ts';

/** Sample people, whom the holder of the terminal acts as; GUEST is linked to nobody. */
const ADMIN = 'admin';
export const MANAGER = 'manager';
const GUEST = 'guest';

interface Options {
  config: Config;
  database: OpenDatabase;
  deps: Deps;
  dispatch: Dispatch;
  catalogue: Catalogue;
  mailbox: Mailbox | null;
  /** Where the server listens, once it does. */
  address(): string;
  log: Logger;
  clock: Clock;
  print(text: string): void;
}

/** Keeps what would be mailed, for the console to show: only on made-up data of our own, while mail is off. */
export async function openMailbox(
  config: Config,
  { db, embedded }: OpenDatabase,
  clock: Clock,
): Promise<Mailbox | null> {
  const isShown = config.console.on && config.console.keyLink && embedded !== null && config.mail === null;
  return isShown && (await isDemo(db)) ? createMailbox(clock) : null;
}

/** Null where the console is off. */
export async function openConsole(options: Options): Promise<Console | null> {
  const { config, deps, dispatch, catalogue, mailbox, log, clock } = options;
  if (!config.console.on) return null;
  const { startConsole } = await import('#console/console.ts');
  return startConsole({
    dispatch,
    catalogue,
    whoIs: (identity) => whoIs(deps, identity),
    entrance: await entranceOf(options),
    mailbox,
    origins: () => originsOf(config, options.address()),
    log,
    clock,
  });
}

async function entranceOf({ config, database, deps, print }: Options): Promise<ConsoleOptions['entrance']> {
  if (!config.console.keyLink || database.embedded === null) {
    return {
      way: 'password',
      signIn: (email, password) => signInToConsole(deps, email, password),
      permissionsOf: (people) => permissionsOf(deps, people),
    };
  }
  await linkPersona(deps, ADMIN, config.seedAdmin.email);
  const demo = await isDemo(database.db);
  const personas = async (): Promise<string[]> =>
    demo ? [...(await linkedPersonas(deps, [ADMIN, MANAGER])), GUEST] : [ADMIN];
  return { way: 'key', personas, isDemo: demo, print };
}

/** How the page is reached: where it listens first, as that works on this machine. */
function originsOf({ http }: Config, address: string): string[] {
  if (address === '') return [];
  const { hostname, port } = new URL(address);
  const local = /^(127\.|localhost$|\[::1\]$)/.test(hostname)
    ? [`http://localhost:${port}`, `http://127.0.0.1:${port}`]
    : [];
  const shown = http.publicUrl === null ? [] : [new URL(http.publicUrl).origin];
  return [...new Set([new URL(address).origin, ...shown, ...local])];
}
