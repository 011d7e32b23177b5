import { AccountStates, Links } from '#database/chatops-tables.ts';
import type { EntityManager } from '#database/connection.ts';
import { UserRoles, Users } from '#database/hexabot-tables.ts';
import type { Ended } from '#domain/lockout.ts';
import type { Status } from '#domain/user.ts';
import { tellAdministrators } from '../audit/administrator-notices.ts';
import { recordChange } from '../audit/audit.ts';
import type { Change } from '../audit/change.ts';
import { tellUser } from '../audit/notices.ts';
import { revokeConfirmations } from '../confirmation/revoke-confirmations.ts';
import type { Deps } from '../deps.ts';
import { type RoleLinks, setRolesAside } from '../roles/user-role-rows.ts';
import { type Author, SYSTEM } from '../shared/author.ts';
import type { Writing } from '../writing/writing.ts';
import { type HexabotRow, userRow } from './hexabot-rows.ts';
import { endAccess, giveRolesBack } from './lockout-access.ts';

/** What of it is in Hexabot's tables. */
type AccessEnded = Omit<Ended, 'requests'>;

/**
 * Switches a user on and gives back what was set aside, after what was made while they were out has ended. Pending
 * confirmation links die: there is nothing left to confirm. Suspended chat identities may act again.
 */
async function switchOn(deps: Deps, em: EntityManager, userId: string): Promise<RoleLinks> {
  await em.nativeUpdate(Users, { id: userId }, { state: true, updatedAt: deps.clock() });
  await em.nativeDelete(AccountStates, { userId });
  await revokeConfirmations(deps, em, userId);
  await em.nativeUpdate(Links, { userId }, { suspendedAt: null });
  return { given: await giveRolesBack(deps, em, userId), taken: [] };
}

/**
 * Lets the user in whom this change is about, and writes it down. Whoever has no role left, as all of theirs were deleted
 * meanwhile, can do nothing: the entry says so, and the administrators are told. Returns that, and the id of the entry.
 */
export async function letIn(
  deps: Deps,
  em: Writing,
  by: Author,
  change: Change,
): Promise<{ auditId: string; roleless: boolean }> {
  const { id } = change.target;
  const row = await userRow(deps, em, id);
  const links = await switchOn(deps, em, id);
  const roleless = (await em.count(UserRoles, { userId: id })) === 0;
  const after = roleless ? { ...change.after, roles: [] } : change.after;
  const auditId = await recordChange(deps, em, by, { ...change, ...(after && { after }), links, row });
  if (roleless) {
    await tellAdministrators(deps, em, 'lockout-notice', { auditId });
    if (by === SYSTEM) await tellUser(deps, em, auditId, 'mail');
  }
  return { auditId, roleless };
}

/** What came to an end, and for Hexabot's audit the user's row before and the role links. */
interface ShutOut {
  ended: AccessEnded | null;
  row: HexabotRow | null;
  links: RoleLinks;
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
): Promise<ShutOut> {
  const now = deps.clock();
  const row = await userRow(deps, em, userId);
  await em.nativeUpdate(Users, { id: userId }, { state: false, updatedAt: now });
  await em.nativeDelete(AccountStates, { userId });
  if (to !== 'inactive') {
    await em.insert(AccountStates, { userId, status: to, changedBy: by, changedAt: now });
  }
  await revokeConfirmations(deps, em, userId);
  if (to !== 'inactive') await em.nativeUpdate(Links, { userId }, { suspendedAt: now });
  if (to === 'inactive') {
    return { ended: null, row, links: { given: await giveRolesBack(deps, em, userId), taken: [] } };
  }
  if (!deps.settings.lockout) return { ended: null, row, links: { given: [], taken: [] } };
  return { ...(await keepOut(deps, em, userId)), row };
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
