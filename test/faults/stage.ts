import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { askingPool } from '../support/database.ts';
import { type DiscordDouble, startDiscordDouble } from '../support/discord/index.ts';
import { freePort } from '../support/lasting-port.ts';
import { type ServiceProcess, type StartCommand, startServiceProcess } from '../support/service-process.ts';
import { type SlackDouble, startSlackDouble } from '../support/slack/index.ts';
import type { Postgres } from './postgres.ts';
import { type Smtp, startSmtp } from './smtp.ts';

/** Every password that is typed begins with it, so that one look finds any of them in a log. */
export const PASSWORD_MARK = 'hush-';
const SIGNING_SECRET = 'a-signing-secret-of-the-faults';
const CHATOPS_SECRET = 'a chatops secret of the faults, long enough';
const SEED_PASSWORD = `${PASSWORD_MARK}first-admin`;
/** How every hash of a password begins. */
const HASH_MARK = '$2b$';
export const SLACK_CHANNEL = 'C0APPROVE';
/** For a stage where nobody uses Discord: to load and register it is a third of a start. */
export const WITHOUT_DISCORD = {
  DISCORD_TOKEN: '',
  DISCORD_APPLICATION_ID: '',
  DISCORD_GUILD_IDS: '',
  DISCORD_API_URL: '',
  CHATOPS_APPROVAL_CHANNEL: `slack:${SLACK_CHANNEL}`,
};

/** A database, both platforms, a mail server, and the services that run between them as processes. */
export class Stage {
  readonly slack: SlackDouble;
  readonly discord: DiscordDouble;
  readonly smtp: Smtp;
  /** Set later where the service makes its own. */
  databaseUrl: string;
  readonly discordChannel: string;
  readonly signingSecret = SIGNING_SECRET;
  /** Every service that was started, those that ended too. */
  readonly services: ServiceProcess[] = [];
  /** Of the links that asked for a passkey. */
  readonly tokens: string[] = [];
  readonly #given: Record<string, string>;
  #asking: ReturnType<typeof askingPool> | null = null;

  constructor(
    parts: { slack: SlackDouble; discord: DiscordDouble; smtp: Smtp; databaseUrl: string },
    given: Record<string, string>,
  ) {
    this.slack = parts.slack;
    this.discord = parts.discord;
    this.smtp = parts.smtp;
    this.databaseUrl = parts.databaseUrl;
    this.#given = given;
    this.slack.channel({ id: SLACK_CHANNEL, name: 'approvals' });
    this.discordChannel = this.discord.channel({ name: 'approvals' });
  }

  /** What a service is started with: Slack over HTTP unless `slack` says otherwise. */
  env(port: number, slack: 'http' | 'socket' = 'http'): Record<string, string> {
    return {
      PORT: String(port),
      DATABASE_URL: this.databaseUrl,
      CHATOPS_SECRET,
      SLACK_BOT_TOKEN: this.slack.botToken,
      ...(slack === 'http'
        ? { SLACK_SIGNING_SECRET: SIGNING_SECRET }
        : { SLACK_APP_TOKEN: this.slack.appToken }),
      SLACK_API_URL: this.slack.apiUrl,
      DISCORD_TOKEN: this.discord.token,
      DISCORD_APPLICATION_ID: this.discord.applicationId,
      DISCORD_GUILD_IDS: this.discord.guildId,
      DISCORD_API_URL: this.discord.apiUrl,
      EMAIL_SMTP_ENABLED: 'true',
      EMAIL_SMTP_HOST: '127.0.0.1',
      EMAIL_SMTP_PORT: String(this.smtp.port),
      CHATOPS_APPROVAL_CHANNEL: `slack:${SLACK_CHANNEL},discord:${this.discordChannel}`,
      // The cheapest hash: what is tried is not its cost.
      SALT_LENGTH: '4',
      CHATOPS_USER_LIMIT: 'unlimited',
      SEED_ADMIN_EMAIL: 'seed@example.com',
      SEED_ADMIN_PASSWORD: SEED_PASSWORD,
      LOG_LEVEL: 'debug',
      ...this.#given,
    };
  }

  async service(env: Record<string, string>, command?: StartCommand): Promise<ServiceProcess> {
    const service = await startServiceProcess(env, command);
    this.services.push(service);
    if ('SLACK_SIGNING_SECRET' in env) this.slack.overHttp(service.address, SIGNING_SECRET);
    else this.slack.overSocketMode();
    return service;
  }

  freePort(): Promise<number> {
    return freePort();
  }

  /** Over a few connections, however many look at once whether theirs is done. */
  query<T = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<T[]> {
    this.#asking ??= askingPool(this.databaseUrl);
    return this.#asking.query<T>(statement, values);
  }

  async count(statement: string, values: unknown[] = []): Promise<number> {
    return Number(
      (await this.query<{ count: string }>(`SELECT count(*) FROM ${statement}`, values))[0]!.count,
    );
  }

  /** What must stand in no log. */
  secrets(): string[] {
    const given = [SIGNING_SECRET, CHATOPS_SECRET, this.slack.botToken, this.slack.appToken];
    const links = this.smtp.mails.flatMap(({ text }) => /\/confirm\/([\w-]+)/.exec(text)?.[1] ?? []);
    const codes = this.smtp.mails.flatMap(({ text }) => /^[2-9A-Z]{8}$/m.exec(text)?.[0] ?? []);
    const { password } = new URL(this.databaseUrl);
    return [
      ...given,
      this.discord.token,
      password,
      PASSWORD_MARK,
      HASH_MARK,
      ...links.slice(-200),
      ...codes,
      ...this.tokens,
    ];
  }

  /**
   * Until no job waits: lets hours pass for jobs that are to be tried again, and for those whose worker was killed, and
   * does what the service does about them every minute.
   */
  async drain(withinMs: number): Promise<number> {
    const unfinished = `chatops_jobs.job WHERE state IN ('created', 'retry', 'active')`;
    const boss = new PgBoss({
      connectionString: this.databaseUrl,
      schema: 'chatops_jobs',
      migrate: false,
      schedule: false,
      max: 2,
    });
    boss.on('error', () => undefined);
    await boss.start();
    try {
      for (const deadline = Date.now() + withinMs; ; ) {
        const left = await this.count(unfinished);
        if (left === 0 || Date.now() > deadline) return left;
        await this.query(
          `UPDATE chatops_jobs.job SET start_after = start_after - interval '3 hours',
             started_on = CASE WHEN started_on < now() - interval '5 seconds' THEN started_on - interval '3 hours'
               ELSE started_on END
           WHERE state IN ('retry', 'active')`,
        );
        await this.query(`UPDATE chatops_jobs.queue SET monitor_on = NULL, monitor_claim_on = NULL`);
        await boss.supervise();
        await pause(300);
      }
    } finally {
      await boss.stop({ graceful: false });
    }
  }

  /** Everything that was printed by any of the services. */
  logs(): string {
    return this.services.flatMap(({ output }) => output).join('\n');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.services.map((service) => service.stop('SIGKILL')));
    await this.#asking?.end();
    await Promise.all([this.slack.stop(), this.discord.stop(), this.smtp.stop()]);
  }
}

/** A stage on a new database of this PostgreSQL, or on the one that the service makes itself (null). */
export async function openStage(
  postgres: Postgres | null,
  given: Record<string, string> = {},
): Promise<Stage> {
  const databaseUrl =
    postgres === null ? '' : await postgres.createDatabase(`fault_${randomBytes(6).toString('hex')}`);
  const [slack, discord, smtp] = await Promise.all([
    startSlackDouble(),
    startDiscordDouble({ rateLimit: { limit: 10_000, per: 1_000 } }),
    startSmtp(),
  ]);
  return new Stage({ slack, discord, smtp, databaseUrl }, given);
}
