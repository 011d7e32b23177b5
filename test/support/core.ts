import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { vi } from 'vitest';
import { createCatalogue } from '#chat/catalogue.ts';
import type { Setup } from '#chat/context.ts';
import type { Dispatch } from '#chat/dispatch.ts';
import { createDispatch } from '#chat/dispatch.ts';
import type { Input, Invocation } from '#chat/invocation.ts';
import type { Reply } from '#chat/reply.ts';
import type { Action, ActionRef, Screen } from '#chat/screen.ts';
import type { Submission } from '#chat/submission.ts';
import { connect, type Database, type EntityManager } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { RawValues } from '#domain/draft.ts';
import type { Licence } from '#domain/plan.ts';
import type { Status } from '#domain/user.ts';
import type { Queue } from '#queue/index.ts';
import type { Deps } from '#services/deps.ts';
import { createServices } from '#services/index.ts';
import { seed } from '#services/standalone/seed.ts';
import { commands } from '../../commands/index.ts';
import { createMigrated } from './database.ts';

export type ScreenReply = Extract<Reply, { type: 'screen' }>;

interface CoreOptions {
  setup?: Partial<Setup>;
  settings?: Partial<Deps['settings']>;
  licence?: Licence;
}

/** Whoever does something in a test: a linked (or not linked) chat identity, and how they do it. */
export interface Actor {
  identity: ChatIdentity;
  says(line: string): Promise<Reply[]>;
  presses(action: ActionRef, more?: Partial<Extract<Input, { type: 'action' }>>): Promise<Reply[]>;
  searches(source: string, text: string): Promise<Reply[]>;
  submits(screen: Screen, values: RawValues): Promise<Submission>;
}

interface KeptJob {
  name: string;
  data: object;
}

/** A queue that keeps what was committed: as in the real one, a rollback takes its jobs along. */
function keepingQueue(db: Database): { db: Database; queue: Queue; jobs: KeptJob[] } {
  const jobs: KeptJob[] = [];
  const uncommitted = new WeakMap<EntityManager, KeptJob[]>();
  const queue: Queue = {
    async enqueue(em, name, data) {
      const own = uncommitted.get(em);
      if (own === undefined) throw new Error(`job ${name} must be enqueued in a transaction`);
      own.push({ name, data });
    },
    work: async () => {},
    ping: async () => {},
    stop: async () => {},
  };
  const transaction: Database['transaction'] = async (work) => {
    const own: KeptJob[] = [];
    const result = await db.transaction((em) => {
      uncommitted.set(em, own);
      return work(em);
    });
    jobs.push(...own);
    return result;
  };
  return { db: { ...db, transaction }, queue, jobs };
}

/** The core on a database of its own, with everything real but the queue, which keeps what was committed. */
export async function startCore(options: CoreOptions = {}) {
  const database = await createMigrated();
  const { db, queue, jobs } = keepingQueue(connect({ url: database.url, schema: 'public' }));
  let now = new Date('2026-03-01T12:00:00Z');
  const state = {
    licence: options.licence ?? ({ plan: 'pro', status: 'active', userLimit: null } satisfies Licence),
    sso: { enabled: false, strict: false },
  };
  const passwords = {
    hash: async () => '$2b$12$fake',
    unusable: async () => '$2b$12$none',
    fits: async () => false,
  };
  const deps: Deps = {
    db,
    queue,
    clock: () => now,
    passwords,
    licence: () => state.licence,
    sso: () => state.sso,
    served: () => new Map(),
    attached: false,
    announce: async () => {},
    settings: {
      passwords: 'form',
      approvals: 'off',
      mail: true,
      stepUp: 'off',
      lockout: false,
      panelEnables: 'undo',
      auditElsewhere: false,
      hexabotConfirm: null,
      requestTtlMs: 24 * 60 * 60_000,
      approvalChannels: [],
      secret: 'a secret',
      confirmationLifeMs: 3_600_000,
      publicUrl: () => 'http://localhost:3000',
      ...options.settings,
    },
  };
  const admin = { firstName: 'Ann', lastName: 'Lee', email: 'ann@example.com', password: 'not asked' };
  await seed({ db, clock: deps.clock, passwords }, admin);
  const services = createServices(deps);
  const dispatch = createDispatch({
    catalogue: createCatalogue(commands),
    services,
    setup: {
      passwords: 'form',
      mail: true,
      approvals: deps.settings.approvals,
      linkByEmail: false,
      hexabotLinks: false,
      signsOut: false,
      standalone: true,
      frontendBaseUrl: 'https://bot.example.com',
      ...options.setup,
    },
    clock: deps.clock,
    surfaces: { profile: async () => null },
    log: {
      info: () => {},
      error: (data, message) => {
        throw new Error(message, { cause: 'err' in data ? data.err : data });
      },
    },
  });
  const query = database.query;

  const core = {
    /** Of its database, for a connection of one's own. */
    url: database.url,
    deps,
    jobs,
    query,
    services,
    state,
    dispatch,
    /** Lets time pass. */
    later: (ms: number) => {
      now = new Date(now.getTime() + ms);
    },
    roleId: async (name: string) =>
      (await query<{ id: string }>('SELECT id FROM roles WHERE name = $1', [name]))[0]!.id,
    /** A user as Hexabot has one; `first.last@example.com`. */
    async user(name: string, { status = 'active' as Status, roles = ['manager'] } = {}): Promise<string> {
      const id = randomUUID();
      const [first = '', last = ''] = name.split(' ');
      const username = `${first}.${last}`.toLowerCase();
      await query(
        `INSERT INTO users (id, "firstName", "lastName", username, email, password, type, state, provider, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, 'x', 'UserOrmEntity', $6, '{"strategy":"local"}', $7, $7)`,
        [id, first, last, username, `${username}@example.com`, status === 'active', now],
      );
      await query('INSERT INTO user_roles (user_id, role_id) SELECT $1, id FROM roles WHERE name = ANY($2)', [
        id,
        roles,
      ]);
      if (status === 'pending' || status === 'disabled') {
        await query('INSERT INTO chatops.account_states VALUES ($1, $2, NULL, $3)', [id, status, now]);
      }
      return id;
    },
    /** A role with these permissions, such as `User: read`. */
    async role(name: string, permissions: readonly string[]): Promise<string> {
      const id = randomUUID();
      await query('INSERT INTO roles (id, name, active) VALUES ($1, $2, true)', [id, name]);
      for (const permission of permissions) await core.allow(id, permission);
      return id;
    },
    /** Gives a role a permission, as the panel does. */
    async allow(roleId: string, permission: string): Promise<void> {
      const [model, action] = permission.split(': ');
      await query(
        `INSERT INTO permissions (id, action, relation, model_id, role_id)
         SELECT $1, $2::permissions_action_enum, 'role', id, $3 FROM models WHERE name = $4`,
        [randomUUID(), action, roleId, model],
      );
    },
    /** A chat identity, linked to the user of that email where one is given. */
    async person(
      email: string | null,
      pageSize = 10,
      maxFields = 100,
      locale: string | null = null,
    ): Promise<Actor> {
      const identity: ChatIdentity = {
        platform: 'slack',
        workspace: 'T1',
        user: `U${randomUUID().slice(0, 8).toUpperCase()}`,
      };
      if (email !== null) {
        await query(
          `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
           SELECT 'slack', 'T1', $1, id, 'operator', $2 FROM users WHERE email = $3`,
          [identity.user, now, email],
        );
      }
      return actor(dispatch, identity, { pageSize, maxFields, locale }, () => core.later(3_000));
    },
    async [Symbol.asyncDispose]() {
      await db.close();
      await database.drop();
    },
  };
  return core;
}

export type Core = Awaited<ReturnType<typeof startCore>>;

/** Three seconds pass before each thing that is done, so that nobody does too much within a minute. */
function actor(
  dispatch: Dispatch,
  identity: ChatIdentity,
  surface: Pick<Invocation, 'pageSize' | 'maxFields' | 'locale'>,
  wait: () => void,
): Actor {
  const invocation = (input: Input): Invocation => {
    wait();
    return {
      id: randomUUID(),
      identity,
      served: true,
      ...surface,
      delivery: randomUUID(),
      replyTo: 'reply-to',
      input,
    };
  };
  return {
    identity,
    says: (line) => dispatch.answer(invocation({ type: 'line', text: line.replace(/^\/hexa ?/, '') })),
    presses: ({ name, ids = [] }, more = {}) =>
      dispatch.answer(
        invocation({ type: 'action', name, ids, selected: [], values: {}, draft: null, ...more }),
      ),
    searches: (source, text) => dispatch.answer(invocation({ type: 'search', source, text })),
    submits: ({ form }, values) =>
      dispatch.submit(invocation({ type: 'form', name: form!.name, draft: form!.draft, values })),
  };
}

/** The only screen among the replies. */
export function screenOf(replies: readonly Reply[]): Screen {
  return replyOf(replies).screen;
}

export function replyOf(replies: readonly Reply[]): ScreenReply {
  const screens = replies.filter((reply) => reply.type === 'screen');
  if (screens.length !== 1) throw new Error(`not one screen: ${JSON.stringify(replies)}`);
  return screens[0]!;
}

/** Runs an accepted form to its end. */
export async function ran(submission: Submission): Promise<Reply[]> {
  if (submission.type === 'refused') throw new Error(`refused: ${JSON.stringify(submission.replies)}`);
  return submission.run();
}

/** All that a screen says, as one text. */
export function saysOf(screen: Screen): string {
  const texts: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') texts.push(value);
    else if (value instanceof Date) texts.push(value.toISOString());
    else if (Array.isArray(value)) value.forEach(collect);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  collect([screen.title, screen.parts]);
  return texts.join('\n');
}

/** Every action of a screen, wherever it stands. */
export function actionsOf(screen: Screen): Action[] {
  return [
    ...screen.parts.flatMap((part) => {
      if (part.type === 'actions') return part.actions;
      return part.type === 'users' ? part.rows.flatMap(({ actions = [] }) => actions) : [];
    }),
    ...(screen.actions ?? []),
  ];
}

/** The button of that label. */
export function buttonOf(screen: Screen, label: string): Extract<Action, { type: 'button' }> {
  const labels = actionsOf(screen).map((action) => action.label);
  const found = actionsOf(screen).find((action) => action.type === 'button' && action.label === label);
  if (found?.type !== 'button') throw new Error(`no button ${label} among ${labels.join(', ')}`);
  return found;
}

/** How many statements this took, BEGIN and COMMIT not counted. */
export async function countStatements(work: () => Promise<unknown>): Promise<string[]> {
  const statements: string[] = [];
  const spy = vi.spyOn(pg.Client.prototype, 'query');
  spy.mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    const text = typeof first === 'string' ? first : String((first as { text?: string }).text);
    if (!/^\s*(begin|commit|rollback|savepoint|release|start transaction|set )/i.test(text)) {
      statements.push(text);
    }
    return (original as (...all: unknown[]) => unknown).apply(this, args);
  } as never);
  try {
    await work();
  } finally {
    spy.mockRestore();
  }
  return statements;
}

const original = pg.Client.prototype.query;
