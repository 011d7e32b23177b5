import { PlatformError } from '#chat/platform.ts';
import { auditPost } from '#chat/views/audit-post.ts';
import { rows, sql } from '#database/connection.ts';
import type { AuditEntry } from '#domain/audit.ts';
import { createWeb } from '#http/server.ts';
import { type Queue, startQueue } from '#queue/index.ts';
import type { Clock, Deps } from '#services/deps.ts';
import { sweepDrafts } from '#services/drafts/drafts.ts';
import type { SsoWatch } from '#services/gate/sso.ts';
import type { LicenceWatch } from '#services/plan/licence.ts';
import { createPasswords } from '#services/shared/passwords.ts';
import { markDemo } from '#services/standalone/demo.ts';
import { isSeeded, seed } from '#services/standalone/seed.ts';
import { LANGUAGES } from '#words/index.ts';
import { workConfirmationMails } from '#workers/confirmation-mail.ts';
import { workLockoutNotices } from '#workers/lockout-notices.ts';
import { workNotices } from '#workers/notices.ts';
import { startSweep } from '#workers/sweep.ts';
import { type Config, ConfigError } from '../config.ts';
import { attachedSettings, attachedTasks, checkAttached } from './attached.ts';
import type { Logger } from './log.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { openLicence } from './open-licence.ts';
import { openMail } from './open-mail.ts';
import { openMetrics } from './open-metrics.ts';
import { openPlatforms } from './open-platforms.ts';
import { addressOf, openPort, originsOf } from './open-port.ts';
import { openSso } from './open-sso.ts';
import { requestTasks, workRequests } from './requests.ts';
import { queueStartError, StartError } from './start-error.ts';
import { startupSummary } from './startup-summary.ts';

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
  clock?: Clock;
  /** Shows the operator what must not be in a log: the first admin's password. */
  print(text: string): void;
  fill?: Filling;
}

/** How long what is under way may go on when the service stops; with 1 s for pages, Ctrl-C takes at most 5 s in all. */
const STOP_PLATFORMS_MS = 2_500;
const STOP_JOBS_MS = 1_000;

/**
 * Wires and starts everything (docs/design.md, section 3). What was started is stopped again when a later part fails.
 */
export async function startService({
  config,
  log,
  print,
  clock = () => new Date(),
  fill,
}: Options): Promise<Service> {
  await using starting = new AsyncDisposableStack();
  const database = starting.adopt(await openDatabase({ config, purpose: 'service' }), ({ close }) => close());
  await checkAttached(database, config, log);
  const passwords = createPasswords(config.saltLength);
  if (database.mode === 'standalone' && !(await isSeeded(database.db))) {
    if (config.seedProblems.length > 0) throw new ConfigError(config.seedProblems);
    const madePassword = await seed({ db: database.db, clock, passwords }, config.seedAdmin);
    if (database.embedded !== null) await markDemo(database.db);
    if (madePassword !== null) print(firstAdmin(config.seedAdmin.email, madePassword));
  }
  // Before the queue, so that it is closed after it: jobs under way still need it.
  const { transport, mailbox } = await openMail(config, database, clock);
  starting.defer(() => transport?.close());
  const licence = await openLicence({ config, database, clock, log });
  const sso = await openSso({ config, database, clock, log });
  const queue = starting.adopt(await openQueue(database.url, log), (each) => each.stop(STOP_JOBS_MS));
  let address = '';
  const deps = createDeps({
    config,
    database,
    licence,
    sso,
    queue,
    clock,
    passwords,
    mail: transport !== null,
    address: () => address,
  });
  const metrics = starting.use(await openMetrics({ config, deps, licence, sso, log }));
  const origins = () => originsOf(config, address);
  const { names, surfaces, running } = await openPlatforms({
    config,
    database,
    deps,
    mailbox,
    origins,
    log,
    print,
  });
  starting.defer(() => eachOf(running, ({ stop }) => stop(STOP_PLATFORMS_MS)));
  await fill?.(deps);
  const web = createWeb({
    deps,
    isHealthy: database.supervise(log),
    frontendBaseUrl: config.frontendBaseUrl,
    pages: running.flatMap(({ pages = [] }) => pages),
    ready: { database: () => rows(database.db.em(), sql`SELECT 1`), queue: () => queue.ping() },
    log,
  });
  const where = { ...config.http, names: { host: 'HOST', port: 'PORT' } };
  const server = starting.adopt(await openPort(where, web, running, log), (each) => each.close());
  address = addressOf(where, server);
  starting.defer(() => eachOf(running, async ({ hangUp }) => hangUp?.()));
  // Health answers from here on; what platforms send before they are ready is sent again.
  await eachOf(running, ({ start }) => start()).catch((error: unknown) => {
    throw error instanceof PlatformError ? new StartError(error.message) : error;
  });
  if (transport !== null) await workConfirmationMails({ deps, queue, transport, surfaces, log });
  const auditScreen = (entry: AuditEntry) => auditPost(LANGUAGES.en, entry);
  await workNotices({ deps, queue, transport, surfaces, auditScreen, log });
  if (deps.attached) await workLockoutNotices({ deps, queue, surfaces, log });
  await workRequests({ deps, queue, transport, surfaces, platforms: names, log });
  const stopping = new AbortController();
  const tasks = [
    { name: 'licence', run: licence.refresh },
    { name: 'sso', run: sso.refresh },
    ...attachedTasks(deps, stopping.signal),
    ...requestTasks(deps, surfaces),
    { name: 'drafts', run: () => sweepDrafts(deps) },
    { name: 'platforms', run: () => eachOf(running, async (each) => each.sweep?.()) },
  ];
  const sweep = starting.adopt(startSweep(tasks, log), (each) => each.stop());
  starting.defer(() => stopping.abort());
  starting.defer(licence.stop);
  starting.defer(sso.stop);
  const facts = {
    config,
    address,
    metrics: metrics?.address ?? null,
    database,
    mailbox,
    licence: deps.licence(),
    sso: deps.sso(),
  };
  for (const line of startupSummary(facts)) log.info(line);
  for (const { ready } of running) ready?.();
  const started = starting.move();
  return { address, sweep: sweep.now, stop: () => started.disposeAsync() };
}

async function eachOf<T>(all: readonly T[], act: (each: T) => Promise<void>): Promise<void> {
  await Promise.all(all.map(act));
}

function createDeps(options: {
  config: Config;
  database: OpenDatabase;
  licence: LicenceWatch;
  sso: SsoWatch;
  queue: Queue;
  clock: Clock;
  passwords: Deps['passwords'];
  mail: boolean;
  /** Where the server listens, once it does. */
  address(): string;
}): Deps {
  const { config, database, licence, sso, queue, clock, passwords, address } = options;
  return {
    db: database.db,
    queue,
    clock,
    passwords,
    licence: licence.licence,
    sso: sso.sso,
    attached: database.mode === 'attached',
    announce: async (em, auditId) => {
      for (const channel of config.auditChannels) await queue.enqueue(em, 'audit-post', { auditId, channel });
    },
    settings: {
      passwords: config.passwords,
      approvals: config.approvals,
      requestTtlMs: config.requestTtlMs,
      approvalChannels: config.approvalChannels,
      mail: options.mail,
      ...attachedSettings(config, database),
      secret: database.secret,
      confirmationLifeMs: config.confirmationLifeMs,
      publicUrl: () => config.http.publicUrl ?? address(),
    },
  };
}

async function openQueue(url: string, log: Logger): Promise<Queue> {
  const onError = (error: Error) => log.error({ err: error }, 'the queue has trouble');
  return startQueue({ url, onError }).catch((error: unknown) => {
    throw queueStartError(error, url);
  });
}

function firstAdmin(email: string, password: string): string {
  return [
    '',
    'The first admin was made. The password is shown this once:',
    `  email     ${email}`,
    `  password  ${password}`,
    '',
    '',
  ].join('\n');
}
