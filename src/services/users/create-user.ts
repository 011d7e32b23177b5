import { randomUUID } from 'node:crypto';
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import { AccountStates } from '#database/chatops-tables.ts';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import { USER_TYPE, Users } from '#database/hexabot-tables.ts';
import type { By } from '#domain/by.ts';
import { HexaError, type Problem } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import type { NewUser } from '#domain/new-user.ts';
import { type Quota, quotaReached, upgradeFrom } from '#domain/plan.ts';
import { ProofNeeded } from '#domain/proof.ts';
import { type Actor, fullName, type User } from '#domain/user.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import { requestConfirmation } from '../confirmation/request-confirmation.ts';
import type { Deps } from '../deps.ts';
import { lockRoles, requireAsOffered, roleProblems, rolesWithPermissions } from '../roles/roles.ts';
import { writeRoles } from '../roles/user-role-rows.ts';
import { type Decision, write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { loadUser } from './load-user.ts';
import { takenProblems } from './taken.ts';
import { isUser } from './user-rows.ts';

/** Problems that only the database knows, each beside its field (docs/design.md, section 6). */
export async function newUserProblems(
  deps: Deps,
  actor: Actor,
  user: NewUser,
  em: EntityManager = deps.db.em(),
): Promise<Problem[]> {
  return [...(await takenProblems(deps, em, user)), ...(await roleProblems(deps, em, actor, user.roleIds))];
}

/**
 * Creates a pending user: row, roles, audit entry, confirmation and the job that mails it in one transaction,
 * under the creation lock, so that N people at once never exceed the quota. The password is hashed before. `marks`: of
 * the roles, as the form offered them.
 * Throws `quota_reached` and `invalid`.
 */
export async function createUser(
  deps: Deps,
  by: By,
  newUser: NewUser,
  password: string | null,
  marks?: readonly string[],
): Promise<{ user: User; quota: Quota }> {
  const hash =
    by.proof?.passwordHash ??
    (await (password === null ? deps.passwords.unusable() : deps.passwords.hash(password)));
  try {
    const decide = (em: Writing, now: By) => decideCreation(deps, em, now, { newUser, hash, marks });
    return await write(deps, by, decide, ['changes', 'creation']);
  } catch (error) {
    // Kept instead of the password until it is confirmed.
    if (error instanceof ProofNeeded) throw new ProofNeeded(error.matters, hash);
    // Hexabot does not take our lock: what it inserted meanwhile shows as a broken unique index.
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    const problems = await newUserProblems(deps, by.actor, newUser);
    throw problems.length > 0 ? new HexaError('invalid', { problems }) : error;
  }
}

async function decideCreation(
  deps: Deps,
  em: Writing,
  by: By,
  { newUser, hash, marks }: { newUser: NewUser; hash: string; marks: readonly string[] | undefined },
): Promise<Decision<{ user: User; quota: Quota }>> {
  const used = await requireRoom(deps, em);
  const problems = await newUserProblems(deps, by.actor, newUser, em);
  if (problems.length > 0) throw new HexaError('invalid', { problems });
  await lockRoles(deps, em, newUser.roleIds);
  const roles = await rolesWithPermissions(deps, em, newUser.roleIds);
  const { roleIds: _, ...named } = newUser;
  const id = randomUUID();
  const matter = {
    action: 'users add',
    target: { type: 'user', id, name: fullName(newUser) },
    before: null,
    after: { ...named, status: 'pending', roles: roles.map(({ name }) => name) },
    gained: [...new Set(roles.flatMap(({ permissions }) => permissions))].sort(),
    lost: [],
  } as const satisfies Matter;
  await requireAsOffered(deps, em, newUser.roleIds, marks, matter);
  return {
    matter,
    apply: async () => {
      const user = await insertUser(deps, em, by, { id, newUser, hash, matter });
      return { user, quota: { used: used + 1, limit: deps.licence().userLimit } };
    },
  };
}

async function requireRoom(deps: Deps, em: EntityManager): Promise<number> {
  const { userLimit, plan } = deps.licence();
  const [row] = await rows(
    em,
    sql<{ used: number }>`SELECT count(*)::int AS used FROM ${deps.db.t.users} x WHERE ${isUser('x')}`,
  );
  const used = row?.used ?? 0;
  if (userLimit !== null && quotaReached({ used, limit: userLimit })) {
    throw new HexaError('quota_reached', { used, limit: userLimit, upgradeTo: upgradeFrom(plan) });
  }
  return used;
}

async function insertUser(
  deps: Deps,
  em: Writing,
  by: By,
  made: { id: string; newUser: NewUser; hash: string; matter: Matter },
): Promise<User> {
  const { id, newUser, hash, matter } = made;
  const { firstName, lastName, username, email, roleIds } = newUser;
  const now = deps.clock();
  await em.insert(Users, {
    id,
    createdAt: now,
    updatedAt: now,
    firstName,
    lastName,
    username,
    email,
    password: hash,
    type: USER_TYPE,
    language: 'en',
    timezone: 0,
    sendEmail: false,
    state: false,
    resetCount: 0,
    provider: { strategy: 'local' },
  });
  const links = await writeRoles(deps, em, { id, status: 'pending', roles: [] }, roleIds);
  await em.insert(AccountStates, { userId: id, status: 'pending', changedBy: by.actor.id, changedAt: now });
  await recordChange(deps, em, by, { ...changeOf(matter), links });
  await requestConfirmation(deps, em, by, id);
  return loadUser(deps, id, em);
}
