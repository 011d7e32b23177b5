import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '#database/connection.ts';
import { startEmbedded } from '#database/embedded/index.ts';
import { migrate } from '#database/migrate.ts';
import { migrateQueue } from '#queue/index.ts';
import { createPasswords } from '#services/shared/passwords.ts';
import { seed } from '#services/standalone/seed.ts';
import { migrations } from '../migrations/index.ts';
import { asking, databaseUrl, once } from '../test/support/database.ts';
import {
  type ServiceProcess,
  type StartCommand,
  startServiceProcess,
} from '../test/support/service-process.ts';
import { addUsers, chatUser } from './people.ts';
import type { Sizes } from './sizes.ts';
import { BOT_TOKEN, SIGNING_SECRET, SlackSide } from './slack-side.ts';
import type { Statement } from './statements.ts';

/** What the rows share. What they start is ended with it. */
export class World {
  readonly sizes: Sizes;
  readonly slack: SlackSide;
  /** The server's address, as its owner. */
  readonly server: string;
  readonly #stack: AsyncDisposableStack;
  /** Name of a database there with our tables and nobody in it. */
  readonly #migrated: string | null;
  #template: Promise<string> | null = null;
  #turn = 0;

  constructor(parts: {
    sizes: Sizes;
    slack: SlackSide;
    server: string;
    migrated: string | null;
    stack: AsyncDisposableStack;
  }) {
    this.sizes = parts.sizes;
    this.slack = parts.slack;
    this.server = parts.server;
    this.#migrated = parts.migrated;
    this.#stack = parts.stack;
  }

  /** Somebody who has not done anything for as long as possible: a person does 30 things a minute at most. */
  somebody(): string {
    this.#turn = (this.#turn % this.sizes.users) + 1;
    return chatUser(this.#turn);
  }

  /** A database with nothing in it. */
  async empty(): Promise<string> {
    return databaseUrl(this.server, await this.#newDatabase('template1'));
  }

  /** A database of our own with the users in it. */
  async database(users = this.sizes.users): Promise<string> {
    this.#template ??= this.#seeded();
    const url = databaseUrl(this.server, await this.#newDatabase(await this.#template));
    await asking(url, (query) => addUsers(query, users));
    return url;
  }

  /** A database with the same in it as that one has, to which nobody is connected; its name. */
  copyOf(url: string): Promise<string> {
    return this.#newDatabase(new URL(url).pathname.slice(1));
  }

  /** One as the service leaves it at its first start, of which the others are copies; its name. */
  async #seeded(): Promise<string> {
    const name = await this.#newDatabase(this.#migrated ?? 'template1');
    const url = databaseUrl(this.server, name);
    if (this.#migrated === null) {
      await migrate(url, 'public', migrations);
      await migrateQueue(url);
    }
    const db = connect({ url, schema: 'public' });
    const admin = {
      firstName: 'Ann',
      lastName: 'Lee',
      email: 'ann@example.com',
      password: 'the first password',
    };
    await seed({ db, clock: () => new Date(), passwords: createPasswords(4) }, admin);
    await db.close();
    return name;
  }

  async #newDatabase(template: string): Promise<string> {
    const name = `bench_${crypto.randomUUID().replaceAll('-', '')}`;
    await once(this.server, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
    this.defer(() => once(this.server, `DROP DATABASE ${name} WITH (FORCE)`));
    return name;
  }

  /** The service as `npm start` runs it, or this command, with Slack over HTTP. */
  async service(
    url: string,
    changed: Record<string, string> = {},
    command?: StartCommand,
  ): Promise<ServiceProcess> {
    const environment = {
      DATABASE_URL: url,
      CHATOPS_SECRET: 'a secret of the bench that is long enough',
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: this.slack.apiUrl,
      ...changed,
    };
    const service = await startServiceProcess(environment, command);
    this.defer(() => service.stop());
    return service;
  }

  /** The bare Bolt app, with these statements for whoever types `sql`. */
  async bare(url: string, statements: readonly Statement[]): Promise<ServiceProcess> {
    const bare = await startServiceProcess(
      {
        DATABASE_URL: url,
        BOT_TOKEN,
        SIGNING_SECRET,
        SLACK_API_URL: this.slack.apiUrl,
        STATEMENTS: JSON.stringify(statements),
      },
      [process.execPath, 'bench/bare-app.ts'],
    );
    this.defer(() => bare.stop());
    return bare;
  }

  /** To be done at the end, the last first. */
  defer(work: () => Promise<unknown>): void {
    this.#stack.defer(async () => void (await work()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stack.disposeAsync();
  }
}

/** Starts Slack's side, and a PostgreSQL as the service starts it unless one is given (World). */
export async function createWorld(
  sizes: Sizes,
  given?: { server: string; migrated: string },
): Promise<World> {
  await using stack = new AsyncDisposableStack();
  const slack = await new SlackSide().start();
  stack.defer(() => slack.stop());
  const { server, migrated } = given ?? { server: await ownServer(stack), migrated: null };
  return new World({ sizes, slack, server, migrated, stack: stack.move() });
}

async function ownServer(stack: AsyncDisposableStack): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hexabot-chatops-bench-'));
  stack.defer(() => rm(dataDir, { recursive: true, force: true }));
  const server = await startEmbedded({ dataDir, purpose: 'service' });
  stack.defer(() => server.stop());
  return server.url;
}
