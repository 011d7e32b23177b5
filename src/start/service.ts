import type { RequestListener } from 'node:http';
import { databaseClock } from '#database/clock.ts';
import { rows, sql } from '#database/connection.ts';
import { health } from '#http/health.ts';
import type { Web } from '#http/server.ts';
import { type Queue, startQueue } from '#queue/index.ts';
import type { Clock, Deps } from '#services/deps.ts';
import { createPasswords } from '#services/shared/passwords.ts';
import type { Config } from '../config.ts';
import { checkAttached } from './attached.ts';
import { createConfirmed } from './confirmed.ts';
import { createDeps } from './create-deps.ts';
import { makeFirstAdmin } from './first-admin.ts';
import type { Logger } from './log.ts';
import { openDatabase } from './open-database.ts';
import { openLicence } from './open-licence.ts';
import { openMail } from './open-mail.ts';
import { openMetrics } from './open-metrics.ts';
import { openPlatforms } from './open-platforms.ts';
import { addressOf, openPort, pagesAt, Whereabouts } from './open-port.ts';
import { openSso } from './open-sso.ts';
import { queueStartError } from './start-error.ts';
import { startupSummary } from './startup-summary.ts';
import { startTasks, workQueue } from './work.ts';

/** A running service. */
export interface Service {
  /** Where the web server listens. */
  address: string;
  /** Does now what is otherwise done every minute. */
  sweep(): Promise<void>;
  /** Finishes what is in flight, then stops everything, the embedded server last. */
  stop(): Promise<void>;
}

/** Writes sample data before anybody comes in (`npm run demo`). */
export type Filling = (deps: Deps) => Promise<void>;

interface Options {
  config: Config;
  log: Logger;
  /** Default: the database's time. */
  clock?: Clock;
  /** What the machine's clock says. Default: the time of this process. */
  machine?: Clock;
  /** Shows the operator what must not be in a log: the first admin's password. */
  print(text: string): void;
  fill?: Filling;
  /** The database was detached while the service ran: it is to be stopped. Default: nothing. */
  onDetached?(): void;
}

/** Jobs that are under way when the service stops; with 2.5 s for platforms and 1 s for pages, Ctrl-C takes 5 s. */
const STOP_JOBS_MS = 1_000;

/**
 * Wires and starts everything (docs/design.md, section 3). What was started is stopped again when a later part fails,
 * the last one first.
 */
export async function startService(options: Options): Promise<Service> {
  const { config, log, print, fill, onDetached = () => {} } = options;
  await using starting = new AsyncDisposableStack();
  const database = starting.adopt(await openDatabase({ config, purpose: 'service' }), ({ close }) => close());
  const given = options.clock;
  const { now: clock, adjust } =
    given === undefined
      ? await databaseClock(database.db, options.machine)
      : { now: given, adjust: async () => {} };
  await checkAttached(database, config, log);
  const passwords = createPasswords(config.saltLength);
  await makeFirstAdmin({ config, database, clock, passwords, print });
  // Before the queue, so that it is closed after it: jobs under way still need it.
  const { transport, mailbox } = await openMail(config, database, clock);
  starting.defer(() => transport?.close());
  const licence = await openLicence({ config, database, clock, log });
  const sso = await openSso({ config, database, clock, log });
  const queue = starting.adopt(await openQueue(database.url, log), (each) => each.stop(STOP_JOBS_MS));
  const whereabouts = new Whereabouts();
  const mail = transport !== null;
  // Platforms need the services first, and say later where people can act.
  let served: Deps['served'] = () => new Map();
  const deps = createDeps({
    config,
    database,
    licence,
    sso,
    queue,
    clock,
    passwords,
    mail,
    web: whereabouts,
    served: () => served(),
  });
  const metrics = starting.use(await openMetrics({ config, deps, licence, sso, log }));
  const isDemo = fill !== undefined;
  const tools = { config, database, deps, mailbox, web: whereabouts, log, print, isDemo };
  const platforms = starting.adopt(await openPlatforms(tools), ({ stop }) => stop());
  served = platforms.served;
  await fill?.(deps);
  const ready = { database: () => rows(database.db.em(), sql`SELECT 1`), queue: () => queue.ping() };
  let pages: RequestListener | undefined;
  const web: Web = {
    plain: health({ isHealthy: database.supervise(log), ready }),
    async pages() {
      const { createPages } = await import('#http/pages.ts');
      pages ??= createPages({
        deps,
        frontendBaseUrl: config.frontendBaseUrl,
        platforms: platforms.running.flatMap((each) => each.pages ?? []),
        confirmed: createConfirmed({ parts: platforms.parts, log }),
        log,
      });
      return pages;
    },
  };
  const where = pagesAt(config);
  const server = starting.adopt(await openPort(where, web, platforms.running, log), (each) => each.close());
  const address = addressOf(where, server);
  whereabouts.isAt(address);
  starting.defer(platforms.hangUp);
  // Health answers from here on; what platforms send before they are ready is sent again.
  await platforms.connect();
  await workQueue({ deps, queue, transport, platforms, log });
  const tasks = starting.adopt(
    startTasks({ deps, platforms, licence, sso, adjust, log, onDetached }),
    ({ stop }) => stop(),
  );
  const [licenceNow, ssoNow] = [deps.licence(), deps.sso()];
  const facts = { config, address, metrics, database, mailbox, licence: licenceNow, sso: ssoNow };
  for (const line of startupSummary({ ...facts, stateOf: platforms.stateOf })) log.info(line);
  platforms.ready();
  const started = starting.move();
  return { address, sweep: tasks.now, stop: () => started.disposeAsync() };
}

async function openQueue(url: string, log: Logger): Promise<Queue> {
  const onError = (error: Error) => log.error({ err: error }, 'the queue has trouble');
  return startQueue({ url, onError }).catch((error: unknown) => {
    throw queueStartError(error, url);
  });
}
