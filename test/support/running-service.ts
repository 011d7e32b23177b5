import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { readConfig } from '../../src/config.ts';
import { type Service, startService } from '../../src/start/service.ts';
import { createMigrated, type TestDatabase } from './database.ts';
import { type Mailbox, startMailbox } from './mailbox.ts';
import { type Person, type SlackDouble, startSlackDouble, textOf, type View } from './slack/index.ts';

const SIGNING_SECRET = 'a-signing-secret-of-the-test';

export interface NewMember {
  email: string;
  /** Names of roles. Default: admin. */
  roles?: readonly string[];
  firstName?: string;
  lastName?: string;
  /** Default: active. */
  status?: 'active' | 'pending' | 'disabled' | 'inactive';
}

/** The whole service in this process, on a database of its own, with Slack played and a clock to move. */
export class RunningService {
  readonly slack: SlackDouble;
  readonly database: TestDatabase;
  readonly mailbox: Mailbox;
  /** Every line of the log, at level trace. */
  readonly log: string[] = [];
  /** What was shown to the operator beside the log. */
  readonly printed: string[] = [];
  /** It asked to be stopped, as its database was detached. */
  wasDetached = false;
  /** The first admin, ann@example.com, linked. */
  ann!: Person;
  readonly #env: Record<string, string>;
  #service: Service | null = null;
  #ahead = 0;

  constructor(
    parts: { slack: SlackDouble; database: TestDatabase; mailbox: Mailbox },
    env: Record<string, string>,
  ) {
    this.slack = parts.slack;
    this.database = parts.database;
    this.mailbox = parts.mailbox;
    this.#env = env;
  }

  /** What it was started with. */
  get env(): Readonly<Record<string, string>> {
    return this.#env;
  }

  get address(): string {
    if (this.#service === null) throw new Error('the service does not run');
    return this.#service.address;
  }

  /**
   * Starts it, with these variables changed, as a restart of the process would. `machine`: what the machine's clock says,
   * of a service that goes by the database's; else the service's clock is that of the test.
   */
  async start(changed: Record<string, string> = {}, machine?: () => Date): Promise<void> {
    Object.assign(this.#env, changed);
    const log = pino({ level: 'trace', base: null }, { write: (line: string) => void this.log.push(line) });
    this.#service = await startService({
      config: readConfig(this.#env),
      log,
      ...(machine === undefined ? { clock: () => new Date(Date.now() + this.#ahead) } : { machine }),
      print: (text) => void this.printed.push(text),
      onDetached: () => {
        this.wasDetached = true;
      },
    });
    this.slack.overHttp(this.#service.address, SIGNING_SECRET);
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
    await Promise.all([this.slack.stop(), this.mailbox.stop()]);
    await this.database.drop();
  }

  /** Moves the service's clock; Slack's and PostgreSQL's stay. */
  advance(milliseconds: number): void {
    this.#ahead += milliseconds;
  }

  query<T = Record<string, unknown>>(statement: string, values: unknown[] = []): Promise<T[]> {
    return this.database.query<T>(statement, values);
  }

  /** A user made behind the service's back, with a person in Slack who acts as them. */
  async member(given: NewMember): Promise<Person> {
    const id = await this.user(given);
    const person = this.slack.person({ name: given.email.split('@')[0]! });
    await this.link(person, id);
    return person;
  }

  /** A user made behind the service's back; returns the id. */
  async user({ email, roles = ['admin'], status = 'active', ...names }: NewMember): Promise<string> {
    const id = randomUUID();
    await this.query(
      `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
       VALUES ($1, now(), now(), $2, $3, 'UserOrmEntity', $4, $5, '$2b$04$none', $6, '{"strategy":"local"}')`,
      [
        id,
        names.firstName ?? 'Some',
        names.lastName ?? 'Body',
        email.split('@')[0],
        email,
        status === 'active',
      ],
    );
    await this.query(
      'INSERT INTO user_roles (user_id, role_id) SELECT $1, id FROM roles WHERE name = ANY ($2)',
      [id, roles],
    );
    if (status === 'pending' || status === 'disabled') {
      await this.query(
        'INSERT INTO chatops.account_states (user_id, status, changed_at) VALUES ($1, $2, now())',
        [id, status],
      );
    }
    return id;
  }

  /** Links a person in Slack to a user, by id or email. */
  async link(person: Person, user: string): Promise<void> {
    await this.query(
      `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
       SELECT 'slack', $1, $2, id, 'operator', now() FROM users WHERE id = $3 OR email = $3`,
      [person.record.teamId, person.id, user],
    );
  }

  /** A role that holds these permissions, such as `User: read`. */
  async role(name: string, permissions: readonly string[]): Promise<void> {
    await this.query('INSERT INTO roles (id, name) VALUES (gen_random_uuid(), $1)', [name]);
    await this.allow(name, permissions);
  }

  /** Gives a role permissions behind the service's back. */
  async allow(role: string, permissions: readonly string[]): Promise<void> {
    await this.query(
      `INSERT INTO permissions (id, action, model_id, role_id)
       SELECT gen_random_uuid(), split_part(p, ': ', 2)::permissions_action_enum, m.id, r.id
       FROM unnest($2::text[]) p JOIN models m ON m.name = split_part(p, ': ', 1) JOIN roles r ON r.name = $1`,
      [role, permissions],
    );
  }

  /** Types a command and returns what the person then sees: a message or a view. */
  async ask(person: Person, line: string): Promise<string> {
    const shown = person.ephemerals.length;
    const viewBefore = person.view?.id;
    await person.types(line);
    return this.slack.waitFor(() => {
      if (person.ephemerals.length > shown) return textOf(person.ephemerals.at(-1));
      const view = person.view;
      return view !== undefined && view.id !== viewBefore && !isLoading(view) && textOf(view);
    }, `an answer to ${line}`);
  }

  /** Types a command that opens a form. */
  async open(person: Person, line: string): Promise<View> {
    const before = person.view?.id;
    await person.types(line);
    return this.slack.waitFor(() => {
      const view = person.view;
      return view?.submit && view.id !== before ? view : undefined;
    }, `the form of ${line}`);
  }

  /** Adds a user through Slack and returns the id. */
  async add(by: Person, email: string, values: Record<string, string | string[]> = {}): Promise<string> {
    const view = await this.open(by, '/hexa users add');
    const shown = by.ephemerals.length;
    await by.submits(view, { ...filledIn(email), ...values });
    const answer = await this.slack.waitFor(() => by.ephemerals[shown], 'the result');
    if (!textOf(answer).includes('was added')) throw new Error(`not added: ${textOf(answer)}`);
    const [user] = await this.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
    return user!.id;
  }

  /** The names of the roles of a user, in order. */
  async rolesOf(email: string): Promise<string[]> {
    const held = await this.query<{ name: string }>(
      `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
       WHERE u.email = $1 ORDER BY r.name`,
      [email],
    );
    return held.map(({ name }) => name);
  }

  /** Gives a user a role behind the service's back. */
  async give(email: string, role: string): Promise<void> {
    await this.query(
      'INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r WHERE u.email = $1 AND r.name = $2',
      [email, role],
    );
  }

  /** The audit, oldest first. */
  audit(): Promise<AuditRow[]> {
    return this.query<AuditRow>('SELECT * FROM chatops.audit ORDER BY id');
  }
}

export interface AuditRow {
  request_id: string;
  action: string;
  outcome: 'done' | 'refused';
  code: string | null;
  actor_id: string | null;
  actor_name: string | null;
  platform: string | null;
  workspace: string | null;
  chat_user: string | null;
  target_id: string | null;
  target_name: string | null;
  before: object | null;
  after: object | null;
}

/** A form to add a user that has nothing wrong. */
export function filledIn(email: string): Record<string, string | string[]> {
  return {
    'First name': 'Zoë',
    'Last name': 'Berg',
    Username: email.split('@')[0]!,
    Email: email,
    Password: 'correct horse',
    'Confirm password': 'correct horse',
    Roles: ['manager'],
  };
}

function isLoading(view: View): boolean {
  return textOf(view).includes('Loading…');
}

/**
 * Starts it with Slack over signed HTTP and mail on, on a new database unless one is given. `changed` sets further
 * variables, or unsets with ''.
 */
export async function runService(
  changed: Record<string, string> = {},
  given?: TestDatabase,
): Promise<RunningService> {
  const [slack, mailbox, database] = await Promise.all([
    startSlackDouble(),
    startMailbox(),
    given ?? createMigrated(),
  ]);
  const running = new RunningService(
    { slack, mailbox, database },
    {
      DATABASE_URL: database.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      PORT: '0',
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slack.apiUrl,
      EMAIL_SMTP_ENABLED: 'true',
      EMAIL_SMTP_HOST: '127.0.0.1',
      EMAIL_SMTP_PORT: String(mailbox.port),
      // The cheapest hash: what is tested is not its cost.
      SALT_LENGTH: '4',
      SEED_ADMIN_EMAIL: 'ann@example.com',
      SEED_ADMIN_FIRST_NAME: 'Ann',
      SEED_ADMIN_LAST_NAME: 'Lee',
      SEED_ADMIN_PASSWORD: 'the first password',
      ...changed,
    },
  );
  await running.start();
  running.ann = slack.person({ name: 'ann' });
  await running.link(running.ann, 'ann@example.com');
  return running;
}
