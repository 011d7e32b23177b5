import { createCatalogue } from '#chat/catalogue.ts';
import { createDispatch } from '#chat/dispatch.ts';
import { auditPost } from '#chat/views/audit-post.ts';
import { rows, sql } from '#database/connection.ts';
import { connectTo, holdSessionLock } from '#database/session-lock.ts';
import type { AuditEntry } from '#domain/audit.ts';
import type { Platform } from '#domain/chat-identity.ts';
import { createWeb } from '#http/server.ts';
import { createMailTransport } from '#mail/transport.ts';
import { type Queue, startQueue } from '#queue/index.ts';
import type { Clock, Deps } from '#services/deps.ts';
import { sweepDrafts } from '#services/drafts/drafts.ts';
import type { SsoWatch } from '#services/gate/sso.ts';
import { createServices } from '#services/index.ts';
import type { LicenceWatch } from '#services/plan/licence.ts';
import { createPasswords } from '#services/shared/passwords.ts';
import { markDemo } from '#services/standalone/demo.ts';
import { isSeeded, seed } from '#services/standalone/seed.ts';
import { LANGUAGES } from '#words/index.ts';
import { workConfirmationMails } from '#workers/confirmation-mail.ts';
import { workLockoutNotices } from '#workers/lockout-notices.ts';
import { workNotices } from '#workers/notices.ts';
import { startSweep } from '#workers/sweep.ts';
import { commands } from '../../commands/index.ts';
import { type Config, ConfigError } from '../config.ts';
import { attachedSettings, attachedTasks, checkAttached } from './attached.ts';
import type { Logger } from './log.ts';
import { openConsole, openMailbox } from './open-console.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { openLicence } from './open-licence.ts';
import { addressOf, openPort } from './open-port.ts';
import { openSso } from './open-sso.ts';
import { requestTasks, workRequests } from './requests.ts';
import { queueStartError, slackStartError } from './start-error.ts';
import { startupSummary } from './startup-summary.ts';
import { joinSurfaces, type PlatformSurfaces } from './surfaces.ts';

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
  const mailbox = await openMailbox(config, database, clock);
  const transport = config.mail === null ? mailbox : createMailTransport(config.mail);
  starting.defer(() => transport?.close());
  const licence = await openLicence({ config, database, clock, log });
  const sso = await openSso({ config, database, log });
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
  const platforms: PlatformSurfaces = {};
  const surfaces = joinSurfaces(platforms);
  const catalogue = createCatalogue(commands);
  const services = createServices(deps);
  const dispatchWith = (mail: boolean) =>
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
      clock,
      surfaces,
      log,
    });
  const dispatch = dispatchWith(config.mail !== null);
  const stops: (() => Promise<void>)[] = [];
  starting.defer(async () => void (await Promise.all(stops.map((stop) => stop()))));
  // Bolt takes some 40 MB: loaded only where Slack is on.
  const slack =
    config.slack === null
      ? null
      : (await import('#slack/app.ts')).startSlack({
          config: config.slack,
          dispatch,
          log,
          clock,
        });
  if (slack !== null) {
    platforms.slack = slack.surfaces;
    stops.push(() => slack.stop(STOP_PLATFORMS_MS));
  }
  // discord.js takes some 25 MB: loaded only where Discord is on.
  const discord =
    config.discord === null
      ? null
      : (await import('#discord/app.ts')).startDiscord({
          config: config.discord,
          dispatch,
          catalogue,
          log,
          clock,
          takeTurn: gatewayTurn(database.url, config.discord.applicationId),
        });
  if (discord !== null) {
    platforms.discord = discord.surfaces;
    stops.push(() => discord.stop(STOP_PLATFORMS_MS));
  }
  const page = await openConsole({
    config,
    database,
    deps,
    // What lies in its mailbox reaches nobody in Slack or Discord.
    dispatch: mailbox === null ? dispatch : dispatchWith(true),
    catalogue,
    mailbox,
    address: () => address,
    log,
    clock,
    print,
  });
  await fill?.(deps);
  const web = createWeb({
    deps,
    frontendBaseUrl: config.frontendBaseUrl,
    console: page?.routes ?? null,
    ready: { database: () => rows(database.db.em(), sql`SELECT 1`), queue: () => queue.ping() },
    log,
  });
  const listeners = { slack: slack?.requestListener ?? null, upgrade: page?.upgrade ?? null };
  const server = starting.adopt(await openPort(config, web, listeners, log), (each) => each.close());
  address = addressOf(config, server);
  if (page !== null) {
    platforms.console = page.surfaces;
    // Its WebSockets end before the server, which would wait for them.
    starting.defer(() => page.stop());
  }
  // Health answers from here on; what platforms send before they are ready is sent again.
  await slack?.start().catch((error: unknown) => {
    throw slackStartError(error);
  });
  await discord?.start();
  if (transport !== null) await workConfirmationMails({ deps, queue, transport, surfaces, log });
  const auditScreen = (entry: AuditEntry) => auditPost(LANGUAGES.en, entry);
  await workNotices({ deps, queue, transport, surfaces, auditScreen, log });
  if (deps.attached) await workLockoutNotices({ deps, queue, surfaces, log });
  const on = Object.keys(platforms) as Platform[];
  await workRequests({ deps, queue, transport, surfaces, platforms: on, log });
  const stopping = new AbortController();
  const tasks = [
    { name: 'licence', run: licence.refresh },
    { name: 'sso', run: sso.refresh },
    ...attachedTasks(deps, stopping.signal),
    ...requestTasks(deps, surfaces),
    { name: 'drafts', run: () => sweepDrafts(deps) },
    ...(page === null ? [] : [{ name: 'console', run: page.sweep }]),
  ];
  const sweep = starting.adopt(startSweep(tasks, log), (each) => each.stop());
  starting.defer(() => stopping.abort());
  starting.defer(licence.stop);
  starting.defer(sso.stop);
  const facts = { config, address, database, mailbox, licence: deps.licence(), sso: deps.sso() };
  for (const line of startupSummary(facts)) log.info(line);
  page?.printLink();
  const running = starting.move();
  return { address, sweep: sweep.now, stop: () => running.disposeAsync() };
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

/** Two services of one app would answer everything twice. */
function gatewayTurn(url: string, applicationId: string) {
  return (on: { onHeld(): void; onLost(): void }) =>
    holdSessionLock({ connect: () => connectTo(url), name: `discord gateway ${applicationId}`, ...on });
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
