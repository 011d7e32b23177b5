import { randomUUID } from 'node:crypto';
import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { isHexaError } from '#domain/errors.ts';
import { fullName } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { loadStanding } from '../gate/standing.ts';
import { isOn, isUser } from '../users/user-rows.ts';
import { insertLink, linkByOperator } from './link.ts';

const CONSOLE = { platform: 'console', workspace: 'local' } as const;

/** Whom this chat identity acts as; null: nobody. */
export async function whoIs(
  deps: Deps,
  identity: ChatIdentity,
): Promise<{ name: string; email: string } | null> {
  const { actor } = await loadStanding(deps, identity, true);
  return actor === null ? null : { name: fullName(actor), email: actor.email };
}

/**
 * The identity in the console of the active user with this email and password, linked at the first time; null when
 * there is none. A password is compared in any case, so that the time does not tell whether the email exists.
 */
export async function signInToConsole(
  deps: Deps,
  email: string,
  password: string,
): Promise<ChatIdentity | null> {
  const typed = email.trim();
  const [user] = await rows(
    deps.db.em(),
    sql<{ id: string; password: string | null }>`
    SELECT x.id, x.password FROM ${deps.db.t.users} x
    WHERE ${isUser('x')} AND ${isOn('x')} AND x.email IN (${typed}, ${typed.toLowerCase()})
      AND x.provider ->> 'strategy' = 'local'
    LIMIT 1`,
  );
  const like = await passwordOfSomebody(deps, typed);
  const fits = await deps.passwords.fits(password, user?.password ?? null, like);
  return fits && user !== undefined ? linkedIdentity(deps, user.id) : null;
}

/**
 * The hash of some user, the same for the same address: hashes that came from elsewhere may take longer or shorter to
 * compare than ours, and addresses of nobody are to be spread over them as those of users are.
 */
async function passwordOfSomebody({ db, settings }: Deps, email: string): Promise<string | null> {
  const [user] = await rows(
    db.em(),
    sql<{ password: string | null }>`SELECT x.password FROM ${db.t.users} x
      WHERE ${isUser('x')} AND x.provider ->> 'strategy' = 'local' AND x.password LIKE '$2%'
      ORDER BY md5(x.id || ${email.toLowerCase()}::text || ${settings.secret}::text) LIMIT 1`,
  );
  return user?.password ?? null;
}

/** One user has one identity in the console; who has none is linked by the sign-in that has just proven it. */
async function linkedIdentity(deps: Deps, userId: string): Promise<ChatIdentity> {
  const present = await identityOf(deps, userId);
  if (present !== null) return present;
  const identity: ChatIdentity = { ...CONSOLE, user: userId };
  try {
    await insertLink(deps, identity, userId, { method: 'console', requestId: randomUUID() });
    return identity;
  } catch (error) {
    if (!isHexaError(error, 'already_linked')) throw error;
    return (await identityOf(deps, userId)) ?? identity;
  }
}

/**
 * What these people of the console hold now, such as `User: read`, by their chat user id. Who is not linked, or whose
 * account is not active any more, is missing.
 */
export async function permissionsOf(
  { db }: Pick<Deps, 'db'>,
  people: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const { t } = db;
  const found = await rows(
    db.em(),
    sql<{ user: string; permissions: string[] }>`
    SELECT l.chat_user AS "user", ARRAY(
        SELECT DISTINCT m.name || ': ' || p.action
        FROM ${t.userRoles} ur JOIN ${t.permissions} p ON p.role_id = ur.role_id
        JOIN ${t.models} m ON m.id = p.model_id WHERE ur.user_id = u.id) AS permissions
    FROM chatops.links l JOIN ${t.users} u ON u.id = l.user_id AND ${isUser('u')} AND ${isOn('u')}
    WHERE l.platform = ${CONSOLE.platform} AND l.workspace = ${CONSOLE.workspace} AND l.suspended_at IS NULL
      AND l.chat_user = ANY (${[...people]})`,
  );
  return new Map(found.map(({ user, permissions }) => [user, new Set(permissions)]));
}

async function identityOf(deps: Deps, userId: string): Promise<ChatIdentity | null> {
  const [row] = await rows(
    deps.db.em(),
    sql<{ user: string }>`SELECT chat_user AS "user" FROM chatops.links
      WHERE platform = ${CONSOLE.platform} AND workspace = ${CONSOLE.workspace} AND user_id = ${userId}`,
  );
  return row === undefined ? null : { ...CONSOLE, user: row.user };
}

/**
 * Links a sample person, whom the holder of the terminal acts as, to the user with this email, where neither is
 * linked in the console yet.
 */
export async function linkPersona(
  deps: Parameters<typeof linkByOperator>[0],
  persona: string,
  email: string,
): Promise<void> {
  try {
    await linkByOperator(deps, { ...CONSOLE, user: persona }, email);
  } catch (error) {
    if (!isHexaError(error, 'already_linked') && !isHexaError(error, 'user_not_found')) throw error;
  }
}

/** Those of these personas who are linked to a user, in the given order. */
export async function linkedPersonas(deps: Pick<Deps, 'db'>, personas: readonly string[]): Promise<string[]> {
  const linked = await rows(
    deps.db.em(),
    sql<{ user: string }>`SELECT chat_user AS "user" FROM chatops.links
      WHERE platform = ${CONSOLE.platform} AND workspace = ${CONSOLE.workspace}`,
  );
  return personas.filter((persona) => linked.some(({ user }) => user === persona));
}
