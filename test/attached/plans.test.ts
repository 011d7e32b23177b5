import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { USER_SORTS, type UserQuery } from '#domain/user.ts';
import { readFound } from '#services/attached/lockout-judge.ts';
import { sweepLockout } from '#services/attached/lockout-sweep.ts';
import type { Deps } from '#services/deps.ts';
import { createServices } from '#services/index.ts';
import { loadCandidates } from '#services/requests/candidates.ts';
import { keepingAnAdministrator, linkedAdministrators } from '#services/roles/administrators.ts';
import { newUserProblems } from '#services/users/create-user.ts';
import { writeUngated } from '#services/writing/write.ts';
import { attach, createHexabot, type HexabotDatabase } from '../support/hexabot-fixture.ts';
import { explain, recording, type Touched } from '../support/hexabot-fixture-plans.ts';

/** The sizes that issue 6 names. */
const SUBSCRIBERS = 1_000_000;
const FEW = 1_000;
const MANY = 10_000;

const EVERYBODY: UserQuery = {
  search: null,
  status: null,
  roleIds: null,
  sort: 'name',
  page: 0,
  pageSize: 10,
};
const ANN: ChatIdentity = { platform: 'slack', workspace: 'T1', user: 'U1' };

let database: HexabotDatabase;
let client: pg.Client;
let recorded: ReturnType<typeof recording>;
let deps: Deps;
let services: ReturnType<typeof createServices>;

beforeAll(async () => {
  database = await createHexabot();
  await attach(database);
  await fill(database);
  client = new pg.Client({ connectionString: database.owner.url });
  await client.connect();
  recorded = recording(database.owner.url, 'public');
  deps = {
    db: recorded.db,
    clock: () => new Date(),
    attached: true,
    served: (): ReturnType<Deps['served']> => new Map(),
    licence: () => ({ plan: 'unlimited', status: 'active', userLimit: null }),
    sso: () => ({ enabled: false, strict: false }),
    settings: { lockout: true, approvals: 'off' },
  } as Deps;
  services = createServices(deps);
}, 600_000);
afterAll(async () => {
  await recorded?.close();
  await client?.end();
  await database?.drop();
});

describe.each([FEW, MANY])(`beside ${SUBSCRIBERS} subscribers, %i users`, (users) => {
  let ann: string;
  let someone: string;

  beforeAll(async () => {
    await grow(database, users);
    ann = await database.hexabot.idOf('ann@example.com');
    someone = await database.hexabot.idOf(`user${users - 1}@example.com`);
  }, 600_000);

  const list = (query: Partial<UserQuery>) => services.users.list({ ...EVERYBODY, ...query });
  /** How many times each user may be looked at; none where one user is asked for. */
  const cases: [string, number, () => Promise<unknown>][] = [
    // Once to count and once to sort; who is found by a search or a role is kept for both.
    ...USER_SORTS.map((sort): [string, number, () => Promise<unknown>] => [
      `a list by ${sort}`,
      2,
      () => list({ sort }),
    ]),
    ['a list of which the total is known', 1, () => list({ total: users })],
    ['the last page of a list', 2, () => list({ page: Math.ceil(users / 10) - 1 })],
    ['a list by search', 1, () => list({ search: 'name 7' })],
    ['a list by search that finds nobody', 1, () => list({ search: 'nobody at all' })],
    ['a list by status', 2, () => list({ status: 'disabled' })],
    ['a list by role', 1, async () => list({ roleIds: [(await services.roles.find('manager')).id] })],
    // A plan for any value may read a thousand users once for each way of looking; those found are looked up by id.
    ['finding by part of a name', 3.15, () => services.users.find('name 7', ANN).catch(() => null)],
    ['finding by email', 2, () => services.users.find(`user${users - 1}@example.com`, ANN)],
    ['showing a user', 0, () => services.users.detail(someone)],
    ['the gate', 1, () => services.standing(ANN, true)],
    [
      'the form to add a user',
      1,
      () =>
        newUserProblems(deps, { permissions: new Set() } as never, {
          firstName: 'A',
          lastName: 'B',
          username: 'new',
          email: 'new@example.com',
          roleIds: [],
        }),
    ],
    ['the list of roles', 1, () => services.roles.list()],
    ['a role', 1, () => services.roles.find('manager')],
    [
      'the rule of the last administrator',
      1,
      () => writeUngated(deps, (em) => keepingAnAdministrator(deps, em, '', async () => null)),
    ],
    ['who is to be told', 1, () => linkedAdministrators(deps, deps.db.em())],
    ['what changed elsewhere', 1, () => sweepLockout(deps)],
    ['why somebody may not', 1, () => services.standingOf(someone, { identity: ANN })],
    [
      'everyone who can decide',
      1,
      () => loadCandidates(deps, deps.db.em(), { requesterId: ann, requestId: null, userId: null }),
    ],
    ['links', 1, () => services.links.list({ userId: null, page: 0, pageSize: 10 })],
    ['the judgement of one', 0, () => readFound(deps, deps.db.em(), someone)],
  ];

  it.each(cases)('%s touches rows in proportion to users', async (name, each, run) => {
    recorded.statements.length = 0;
    await run();
    const statements = recorded.statements.filter(({ sql }) =>
      /^\s*(SELECT(?!.*advisory)|WITH|DELETE)/.test(sql),
    );
    expect(statements.length).toBeGreaterThan(0);
    for (const statement of statements) {
      for (const kind of ['literal', 'generic'] as const) {
        const touched = await explain(client, statement, kind);
        report(`${users} ${name} (${kind})`, touched);
        // Each user once, and those of a page again by their id.
        expect(touched.users, `rows of users, ${kind} plan`).toBeLessThanOrEqual(each * users + 20);
        // What is removed is of permissions, roles and what is set aside: a few per user, and small tables read whole.
        expect(touched.removed, `rows removed by filters, ${kind} plan`).toBeLessThanOrEqual(
          8 * users + 2_000,
        );
        // A user lies on a page of their own among subscribers, and may be looked up in an index beside.
        expect(touched.buffers, `pages, ${kind} plan`).toBeLessThanOrEqual(4 * each * users + 500);
      }
    }
  });

  it('a role that nobody has, where all have another, does not read what all have', async () => {
    const [{ id } = { id: '' }] = await database.query<{ id: string }>(
      `DELETE FROM user_roles ur USING roles r WHERE r.id = ur.role_id AND r.name = 'admin' RETURNING r.id`,
    );
    await database.query('ANALYZE user_roles');
    recorded.statements.length = 0;
    await services.roles.find('admin');
    for (const statement of recorded.statements) {
      for (const kind of ['literal', 'generic'] as const) {
        const { removed } = await explain(client, statement, kind);
        // What is set aside of a tenth of them may be read.
        expect(removed, `rows removed by filters, ${kind} plan`).toBeLessThanOrEqual(users / 5 + 100);
      }
    }
    await database.query('INSERT INTO user_roles VALUES ($1, $2)', [ann, id]);
    await database.query('ANALYZE user_roles');
  });

  it('would notice a statement that reads past the subscribers', async () => {
    const sql = 'SELECT id FROM users WHERE lower(email) = $1';
    const touched = await explain(client, { sql, parameters: ['ann@example.com'] }, 'literal');
    expect(touched.users).toBeGreaterThan(users + 10);
    expect(touched.removed).toBeGreaterThan(8 * users + 2_000);
    expect(ann).not.toBe(someone);
  });
});

function report(what: string, { buffers, users, removed }: Touched): void {
  if (process.env.PLANS_REPORT)
    process.stdout.write(`${what}: ${buffers} pages, ${users} rows, ${removed} removed\n`);
}

/** Ten rows in each block are holes for users, who lie scattered, as they come over the years. */
const BLOCK = (SUBSCRIBERS + MANY) / FEW;
const HOLES = MANY / FEW;

/** Subscribers with holes among them. Without indexes and foreign keys meanwhile: that takes a quarter of the time. */
async function fill({ superuserUrl }: HexabotDatabase): Promise<void> {
  const loader = new pg.Client({ connectionString: superuserUrl });
  await loader.connect();
  const { rows: indexes } = await loader.query<{ name: string; made: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS made FROM pg_index i
     WHERE i.indrelid = 'users'::regclass AND NOT i.indisprimary`,
  );
  await loader.query(`SET session_replication_role = replica; SET maintenance_work_mem = '256MB'`);
  await loader.query(indexes.map(({ name }) => `DROP INDEX ${name}`).join('; '));
  await loader.query(
    `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, source_id, "foreignId", "channelName")
     SELECT 's' || i, now() - i * interval '1 s', now(), 'First ' || i % 977, 'Name ' || i % 4999, 'SubscriberOrmEntity',
       'web', CASE WHEN is_hole THEN 'hole' ELSE 'f' || i END, CASE WHEN is_hole THEN repeat('x', 260) ELSE 'web' END
     FROM (SELECT i, i % $2 % 100 = 0 AND i % $2 < $3 * 100 AS is_hole FROM generate_series(0, $1 - 1) i) made`,
    [SUBSCRIBERS + MANY, BLOCK, HOLES],
  );
  await loader.query(indexes.map(({ made }) => made).join('; '));
  await loader.query(`DELETE FROM users WHERE "foreignId" = 'hole'`);
  await loader.query('VACUUM users');
  await loader.end();
}

/** So many users, in the holes; a tenth of them is out. */
async function grow({ query }: HexabotDatabase, users: number): Promise<void> {
  const [{ there } = { there: 0 }] = await query<{ there: number }>(
    `SELECT count(*)::int AS there FROM users WHERE username LIKE 'user%'`,
  );
  await query(
    `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
     SELECT gen_random_uuid(), now() - n * interval '1 s', now(), 'First ' || n % 977, 'Name ' || n % 4999,
       'UserOrmEntity', 'user' || n, 'user' || n || '@example.com', '$2b$04$none', n % 10 <> 0, '{"strategy":"local"}'
     FROM generate_series($1::int, $2::int - 1) n`,
    [there, users],
  );
  const out = `(state = false AND type = 'UserOrmEntity')`;
  await query(
    `INSERT INTO user_roles SELECT u.id, r.id FROM users u JOIN roles r ON r.name = 'manager'
     WHERE u.type = 'UserOrmEntity' AND u.state AND u.email <> 'ann@example.com' ON CONFLICT DO NOTHING`,
  );
  await query(
    `INSERT INTO chatops.set_aside_roles SELECT u.id, r.id, now() FROM users u JOIN roles r ON r.name = 'manager'
     WHERE ${out} ON CONFLICT DO NOTHING`,
  );
  await query(
    `INSERT INTO chatops.account_states (user_id, status, changed_at) SELECT id, 'disabled', now() FROM users
     WHERE ${out} ON CONFLICT DO NOTHING`,
  );
  await query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     SELECT 'slack', 'T1', 'U1', id, 'operator', now() FROM users WHERE email = 'ann@example.com' ON CONFLICT DO NOTHING`,
  );
  await query('ANALYZE');
}
