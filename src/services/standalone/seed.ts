import { randomBytes, randomUUID } from 'node:crypto';
import { type Database, rows, sql } from '#database/connection.ts';
import { Models, Permissions, Roles, USER_TYPE, UserRoles, Users } from '#database/hexabot-tables.ts';
import { MODELS, ROLES, usernameFromEmail } from '#domain/hexabot-defaults.ts';
import type { Clock } from '../deps.ts';
import type { Passwords } from '../shared/passwords.ts';

/** The first administrator of a new database of our own. */
export interface SeedAdmin {
  firstName: string;
  lastName: string;
  email: string;
  /** Null: a random one is made. */
  password: string | null;
}

/** Whether there is anything in it yet. */
export async function isSeeded(db: Database): Promise<boolean> {
  const [row] = await rows(
    db.em(),
    sql<{ seeded: boolean }>`SELECT EXISTS (SELECT FROM ${db.t.roles}) AS seeded`,
  );
  return row?.seeded === true;
}

/**
 * Fills a new standalone database as a fresh Hexabot is (docs/hexabot.md): models, roles, permissions and the
 * first admin. Returns the password where it was made here, to be printed once.
 */
export async function seed(
  deps: { db: Database; clock: Clock; passwords: Passwords },
  admin: SeedAdmin,
): Promise<string | null> {
  const password = admin.password ?? randomBytes(12).toString('base64url');
  const hash = await deps.passwords.hash(password);
  const now = deps.clock();
  const stamped = <T extends object>(data: T) => ({
    id: randomUUID(),
    createdAt: now,
    updatedAt: now,
    ...data,
  });
  const models = MODELS.map((name) => stamped({ name, identity: name.toLowerCase(), attributes: {} }));
  const roles = ROLES.map(({ name }) => stamped({ name, active: true }));
  const permissions = ROLES.flatMap((role, index) =>
    role.permissions.map(({ model, action }) =>
      stamped({
        action,
        relation: 'role',
        modelId: models.find(({ name }) => name === model)!.id,
        roleId: roles[index]!.id,
      }),
    ),
  );
  const user = stamped({
    firstName: admin.firstName,
    lastName: admin.lastName,
    username: usernameFromEmail(admin.email),
    email: admin.email,
    password: hash,
    type: USER_TYPE,
    language: 'en',
    timezone: 0,
    sendEmail: false,
    state: true,
    resetCount: 0,
    provider: { strategy: 'local' },
  });
  await deps.db.transaction(async (em) => {
    await em.insertMany(Models, models);
    await em.insertMany(Roles, roles);
    await em.insertMany(Permissions, permissions);
    await em.insert(Users, user);
    await em.insert(UserRoles, { userId: user.id, roleId: roles[0]!.id });
  });
  return admin.password === null ? password : null;
}
