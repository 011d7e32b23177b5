import { createCatalogue } from '#chat/catalogue.ts';
import { createDispatch } from '#chat/create-dispatch.ts';
import { rows, sql } from '#database/connection.ts';
import { type Licence, planUserLimit } from '#domain/plan.ts';
import { createWeb, listen, type WebServer } from '#http/server.ts';
import { createMailTransport, type MailTransport } from '#mail/transport.ts';
import { type Queue, startQueue } from '#queue/index.ts';
import type { Clock, Deps } from '#services/deps.ts';
import { sweepDrafts } from '#services/drafts.ts';
import { createServices } from '#services/index.ts';
import { createPasswords } from '#services/passwords.ts';
import { seed } from '#services/seed.ts';
import { LANGUAGES } from '#words/index.ts';
import { workConfirmationMails } from '#workers/confirmation-mail.ts';
import { startSweep } from '#workers/sweep.ts';
import { commands } from '../commands/index.ts';
import type { Config } from './config.ts';
import type { Logger } from './log.ts';
import { type OpenDatabase, openDatabase } from './open-database.ts';
import { codeOf, StartError } from './start-error.ts';
import { startupSummary } from './startup-summary.ts';
import { joinSurfaces, type PlatformSurfaces } from './surfaces.ts';

export interface Service {
  /** Where the web server listens. */
  address: string;
  /** Finishes what is in flight, then stops everything, the embedded server last. */
  stop(): Promise<void>;
}

interface Options {
  config: Config;
  log: Logger;
  clock?: Clock;
  /** Shows the operator what must not be in a log: the first admin's password. */
  print(text: string): void;
}

/** How long jobs under way may go on when the service stops; Ctrl-C is to take at most 5 s in all. */
const STOP_JOBS_MS = 2_500;

/** Wires and starts everything (design section 3). What was started is stopped again when a later part fails. */
export async function startService({
  config,
  log,
  print,
  clock = () => new Date(),
}: Options): Promise<Service> {
  await using starting = new AsyncDisposableStack();
  const database = starting.adopt(await openDatabase({ config, purpose: 'service' }), ({ close }) => close());
  const passwords = createPasswords(config.saltLength);
  if (database.mode === 'standalone') {
    const seeded = await seed({ db: database.db, clock, passwords }, config.seedAdmin);
    if (seeded?.madePassword) print(firstAdmin(config.seedAdmin.email, seeded.madePassword));
  }
  const queue = starting.adopt(await openQueue(database.url, log), (each) => each.stop(STOP_JOBS_MS));
  let address = '';
  const deps = createDeps({ config, database, queue, clock, passwords, address: () => address });
  const platforms: PlatformSurfaces = {};
  const surfaces = joinSurfaces(platforms);
  const dispatch = createDispatch({
    catalogue: createCatalogue(commands),
    services: createServices(deps),
    setup: {
      passwords: config.passwords,
      mail: config.mail !== null,
      standalone: database.mode === 'standalone',
      frontendBaseUrl: config.frontendBaseUrl,
    },
    clock,
    surfaces,
    log,
  });
  // Bolt takes some 40 MB: loaded only where Slack is on.
  const slack =
    config.slack === null
      ? null
      : (await import('#slack/app.ts')).startSlack({
          config: config.slack,
          dispatch,
          words: LANGUAGES.en,
          log,
          clock,
        });
  if (slack !== null) {
    platforms.slack = slack.surfaces;
    starting.defer(() => slack.stop());
    await slack.start();
  }
  const web = createWeb({
    deps,
    frontendBaseUrl: config.frontendBaseUrl,
    ready: { database: () => rows(database.db.em(), sql`SELECT 1`), queue: () => queue.ping() },
    log,
  });
  const server = starting.adopt(await openPort(config, web, slack?.requestListener ?? null), (each) =>
    each.close(),
  );
  address = addressOf(config, server);
  if (config.mail !== null) {
    const transport = starting.adopt(createMailTransport(config.mail), (each: MailTransport) => each.close());
    await workConfirmationMails({ deps, queue, transport, surfaces, log });
  }
  starting.adopt(startSweep([{ name: 'drafts', run: () => sweepDrafts(deps) }], log), (each) => each.stop());
  for (const line of startupSummary({ config, address, database, licence: deps.licence() })) log.info(line);
  const running = starting.move();
  return { address, stop: () => running.disposeAsync() };
}

function createDeps(options: {
  config: Config;
  database: OpenDatabase;
  queue: Queue;
  clock: Clock;
  passwords: Deps['passwords'];
  /** Where the server listens, once it does. */
  address(): string;
}): Deps {
  const { config, database, queue, clock, passwords, address } = options;
  return {
    db: database.db,
    queue,
    clock,
    passwords,
    licence: () => standaloneLicence(config),
    sso: config.sso,
    settings: {
      passwords: config.passwords,
      approvals: config.approvals,
      mail: config.mail !== null,
      secret: database.secret,
      confirmationLifeMs: config.confirmationLifeMs,
      publicUrl: () => config.http.publicUrl ?? address(),
    },
  };
}

function standaloneLicence({ plan }: Config): Licence {
  const userLimit = plan.userLimit === undefined ? planUserLimit(plan.name) : plan.userLimit;
  return { plan: plan.name, status: 'active', userLimit };
}

async function openQueue(url: string, log: Logger): Promise<Queue> {
  return startQueue({ url, onError: (error) => log.error({ err: error }, 'the queue has trouble') });
}

async function openPort(
  { http }: Config,
  web: Parameters<typeof listen>[0]['web'],
  slack: Parameters<typeof listen>[0]['slack'],
): Promise<WebServer> {
  try {
    return await listen({ web, slack, host: http.host, port: http.port });
  } catch (error) {
    const code = codeOf(error);
    const where = `${http.host}:${http.port}`;
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${where} is taken by another process. Stop that one, or set PORT to another number.`,
      );
    }
    if (code === 'EACCES') {
      throw new StartError(`Port ${where} may not be used by this user. Set PORT to a number above 1023.`);
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartError(
        `HOST ${http.host} is no address of this machine. Set HOST to one, such as 127.0.0.1.`,
      );
    }
    throw error;
  }
}

function addressOf({ http }: Config, { port }: WebServer): string {
  return `http://${http.host.includes(':') ? `[${http.host}]` : http.host}:${port}`;
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
