import { randomUUID } from 'node:crypto';
import { MANAGER } from '#console/platform.ts';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import { Permissions, Roles, USER_TYPE, UserRoles, Users } from '#database/hexabot-tables.ts';
import { HexaError } from '#domain/errors.ts';
import type { Deps } from '#services/deps.ts';
import { loadStanding } from '#services/gate/standing.ts';
import { linkPersona } from '#services/links/console-people.ts';
import { makeRequest } from '#services/requests/make-request.ts';
import { allRoles } from '#services/roles/roles.ts';
import { isDemo } from '#services/standalone/demo.ts';
import { StartError } from '../../src/start/start-error.ts';
import { DEMO_PEOPLE, DEMO_ROLES, type DemoPerson, handleOf, MANAGER_PERSON } from './people.ts';

const DAY_MS = 86_400_000;
const DOMAIN = 'example.com';

/** What the manager asks for, so that there is something to decide. */
const WISHES: readonly { of: string; role: string; reason: string; lastsMs: number | null }[] = [
  { of: 'emma.lindqvist', role: 'translator', reason: 'Emma joins the Swedish translation.', lastsMs: null },
  {
    of: handleOf(MANAGER_PERSON),
    role: 'user administrator',
    reason: 'I onboard the new support team this week.',
    lastsMs: 7 * DAY_MS,
  },
];

/** Sixty users, roles, a linked manager and a few open requests; once, and the requests again when none is open. */
export async function fillDemo(deps: Deps): Promise<void> {
  if (!(await isDemo(deps.db))) {
    throw new StartError(
      'The database in DATA_DIR was not made by this demo, so it is left as it is. Set DATA_DIR to an empty folder.',
    );
  }
  const manager = `${handleOf(MANAGER_PERSON)}@${DOMAIN}`;
  const [there] = await rows(deps.db.em(), sql`SELECT FROM ${deps.db.t.users} WHERE email = ${manager}`);
  if (there === undefined) {
    const password = await deps.passwords.unusable();
    await deps.db.transaction((em) => insertPeople(deps, em, password));
  }
  await linkPersona(deps, MANAGER, manager);
  await askForRoles(deps);
}

async function insertPeople(deps: Deps, em: EntityManager, password: string): Promise<void> {
  const now = deps.clock();
  const roles = DEMO_ROLES.map(({ name }) => ({ ...stamped(now), name, active: true }));
  await em.insertMany(Roles, roles);
  const models = await rows(em, sql<{ id: string; name: string }>`SELECT id, name FROM ${deps.db.t.models}`);
  await em.insertMany(
    Permissions,
    DEMO_ROLES.flatMap((role, index) =>
      models
        .filter(({ name }) => role.models.includes(name))
        .flatMap((model) =>
          role.actions.map((action) => ({
            ...stamped(now),
            action,
            relation: 'role',
            modelId: model.id,
            roleId: roles[index]!.id,
          })),
        ),
    ),
  );
  const people = [MANAGER_PERSON, ...DEMO_PEOPLE].map((person) => ({
    person,
    user: userOf(person, now, password),
  }));
  await em.insertMany(
    Users,
    people.map(({ user }) => user),
  );
  const known = await allRoles(deps, em);
  await em.insertMany(
    UserRoles,
    people.flatMap(({ person, user }) =>
      person.roles.map((name) => ({ userId: user.id, roleId: known.find((role) => role.name === name)!.id })),
    ),
  );
  for (const { person, user } of people) {
    if (person.status !== 'pending' && person.status !== 'disabled') continue;
    await rows(
      em,
      sql`INSERT INTO chatops.account_states (user_id, status, changed_at)
        VALUES (${user.id}, ${person.status}, ${user.updatedAt})`,
    );
  }
}

function stamped(at: Date) {
  return { id: randomUUID(), createdAt: at, updatedAt: at };
}

function userOf(person: DemoPerson, now: Date, password: string) {
  const handle = handleOf(person);
  const joined = new Date(now.getTime() - person.joined * DAY_MS);
  return {
    ...stamped(joined),
    firstName: person.first,
    lastName: person.last,
    username: handle,
    email: `${handle}@${DOMAIN}`,
    password,
    type: USER_TYPE,
    language: 'en',
    timezone: 0,
    sendEmail: false,
    state: person.status === 'active',
    resetCount: 0,
    provider: { strategy: 'local' },
  };
}

/** Through the service that people use too, so that cards and audit are as they would be. */
async function askForRoles(deps: Deps): Promise<void> {
  const [open] = await rows(deps.db.em(), sql`SELECT FROM chatops.requests WHERE status = 'pending' LIMIT 1`);
  if (open !== undefined) return;
  const identity = { platform: 'console', workspace: 'local', user: MANAGER } as const;
  const { actor } = await loadStanding(deps, identity, true);
  if (actor === null) return;
  const known = await allRoles(deps);
  const users = await rows(
    deps.db.em(),
    sql<{ id: string; email: string; roles: string[] }>`
    SELECT u.id, u.email, array_agg(ur.role_id) AS roles FROM ${deps.db.t.users} u
    JOIN ${deps.db.t.userRoles} ur ON ur.user_id = u.id WHERE u.state GROUP BY u.id, u.email`,
  );
  for (const { of, role, reason, lastsMs } of WISHES) {
    const target = users.find(({ email }) => email === `${of}@${DOMAIN}`);
    const wanted = known.find(({ name }) => name === role);
    if (target === undefined || wanted === undefined) continue;
    const asked = { targetId: target.id, roleIds: [...target.roles, wanted.id], reason, lastsMs };
    await makeRequest(deps, { actor, identity, requestId: randomUUID() }, asked).catch((error: unknown) => {
      // Who granted it at an earlier start has left nothing to ask for.
      if (!(error instanceof HexaError)) throw error;
    });
  }
}
