import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Locator, Page } from 'playwright-core';
import { readConfig } from '../../src/config.ts';
import { type Filling, type Service, startService } from '../../src/start/service.ts';
import { startWith } from './cluster.ts';

/** The whole service in this process, as `npm run demo` and `npm start` run it, with the console on. */
export class ConsoleService {
  readonly #env: Record<string, string>;
  readonly #dataDir: string;
  /** Every line of the log, at level trace. */
  readonly log: string[] = [];
  /** What was shown to the operator beside the log. */
  readonly printed: string[] = [];
  #service: Service | null = null;
  #ahead = 0;

  constructor(dataDir: string, env: Record<string, string>) {
    this.#dataDir = dataDir;
    this.#env = env;
  }

  get address(): string {
    if (this.#service === null) throw new Error('the service does not run');
    return this.#service.address;
  }

  /** The newest one-time link. */
  get link(): string {
    const link = /http\S+\/console\?key=\S+/.exec(this.printed.at(-1) ?? '')?.[0];
    if (link === undefined) throw new Error('no link was printed');
    return link;
  }

  async start(changed: Record<string, string> = {}, fill?: Filling): Promise<void> {
    Object.assign(this.#env, changed);
    const log = pino({ level: 'trace', base: null }, { write: (line: string) => void this.log.push(line) });
    this.#service = await startService({
      config: readConfig(this.#env),
      log,
      clock: () => new Date(Date.now() + this.#ahead),
      print: (text) => void this.printed.push(text),
      ...(fill === undefined ? {} : { fill }),
    });
  }

  /** Moves the service's clock: a person may do 30 things a minute, and a test does more. */
  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  /** Does now what the service does every minute. */
  async sweep(): Promise<void> {
    await this.#service?.sweep();
  }

  async stop(): Promise<void> {
    await this.#service?.stop();
    this.#service = null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#dataDir, { recursive: true, force: true });
  }
}

/** On a new embedded database, unless `changed` has DATABASE_URL; it is there sooner where a `cluster` is to be copied. */
export async function runConsole(
  changed: Record<string, string> = {},
  fill?: Filling,
  cluster?: string,
): Promise<ConsoleService> {
  const dataDir = await mkdtemp(join(tmpdir(), 'hexabot-chatops-console-'));
  if (cluster !== undefined) await startWith(cluster, dataDir);
  const service = new ConsoleService(dataDir, {
    DATA_DIR: dataDir,
    PORT: '0',
    // The cheapest hash: what is tested is not its cost.
    SALT_LENGTH: '4',
    SEED_ADMIN_EMAIL: 'ann.lindgren@example.com',
    SEED_ADMIN_FIRST_NAME: 'Ann',
    SEED_ADMIN_LAST_NAME: 'Lindgren',
    SEED_ADMIN_PASSWORD: 'the first password',
    ...changed,
  });
  await service.start({}, fill);
  return service;
}

/** Types into the input line, on the Chat view, and sends it. */
export async function say(page: Page, text: string): Promise<void> {
  const chat = page.locator('#tab-chat, #composer-input').first();
  await chat.waitFor();
  if (!(await page.locator('#composer-input').isVisible())) await chat.click();
  await page.locator('#composer-input').fill(text);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
}

/** Says it and waits for the card that answers. */
export async function ask(page: Page, text: string): Promise<Locator> {
  const cards = page.locator('.theirs .card');
  const before = await cards.count();
  await say(page, text);
  await cards.nth(before).waitFor();
  return lastCard(page);
}

/** The newest message of ours. */
export function lastCard(page: Page): Locator {
  return page.locator('.theirs .card').last();
}

/** The dialog on top. */
export function topDialog(page: Page): Locator {
  return page.locator('dialog[open]').last();
}
