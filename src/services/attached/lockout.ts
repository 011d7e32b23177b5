import { AccountStates, Links } from '#database/chatops-tables.ts';
import type { EntityManager } from '#database/connection.ts';
import { Users } from '#database/hexabot-tables.ts';
import type { Ended } from '#domain/lockout.ts';
import type { Status } from '#domain/user.ts';
import { revokeConfirmations } from '../confirmation/revoke-confirmations.ts';
import type { Deps } from '../deps.ts';
import { endAccess } from './lockout-access.ts';
import { giveRolesBack, type RoleLinks, setRolesAside } from './lockout-roles.ts';

/** What of it is in Hexabot's tables. */
type AccessEnded = Omit<Ended, 'requests'>;

/**
 * Switches a user on and gives back what was set aside, after what was made while they were out has ended. Pending confirmation links die: there is nothing left to
 * confirm. Suspended chat identities may act again.
 */
export async function letIn(deps: Deps, em: EntityManager, userId: string): Promise<RoleLinks> {
  await em.nativeUpdate(Users, { id: userId }, { state: true, updatedAt: deps.clock() });
  await em.nativeDelete(AccountStates, { userId });
  await revokeConfirmations(deps, em, userId);
  await em.nativeUpdate(Links, { userId }, { suspendedAt: null });
  return { given: await giveRolesBack(deps, em, userId), taken: [] };
}

/**
 * Switches a user off, to this status and by this user. On Hexabot's database that alone would shut nobody out, as it
 * does not look at the column: roles, sessions and tokens go too (docs/design.md, section 6), unless CHATOPS_LOCKOUT is
 * off. Back to `inactive` is back to what the panel had done: the roles stay in force.
 */
export async function shutOut(
  deps: Deps,
  em: EntityManager,
  userId: string,
  { to, by }: { to: Exclude<Status, 'active'>; by: string | null },
): Promise<{ ended: AccessEnded | null; links: RoleLinks }> {
  const now = deps.clock();
  await em.nativeUpdate(Users, { id: userId }, { state: false, updatedAt: now });
  await em.nativeDelete(AccountStates, { userId });
  if (to !== 'inactive') {
    await em.insert(AccountStates, { userId, status: to, changedBy: by, changedAt: now });
  }
  await revokeConfirmations(deps, em, userId);
  if (to !== 'inactive') await em.nativeUpdate(Links, { userId }, { suspendedAt: now });
  if (to === 'inactive') {
    return { ended: null, links: { given: await giveRolesBack(deps, em, userId), taken: [] } };
  }
  return deps.settings.lockout ? keepOut(deps, em, userId) : { ended: null, links: { given: [], taken: [] } };
}

/** Sets roles aside and ends all that gets the user in. */
async function keepOut(
  deps: Deps,
  em: EntityManager,
  userId: string,
): Promise<{ ended: AccessEnded; links: RoleLinks }> {
  const taken = await setRolesAside(deps, em, userId);
  const ended = await endAccess(deps, em, userId);
  return { ended: { ...ended, roles: taken.length }, links: { given: [], taken } };
}
