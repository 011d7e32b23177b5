import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import { missingPermissions } from '#domain/permission.ts';
import type { Deps } from '../deps.ts';
import { loadStanding } from '../gate/standing.ts';
import type { Writing } from './writing.ts';

/**
 * Who acts, as they are under the locks. Between the gate and here they may have been disabled, unlinked, or have lost
 * rights that the gate let them in with: then they are refused as the gate would refuse them now. Throws `not_linked`,
 * `account_not_active`, `permission_missing`.
 */
export async function actorNow(deps: Deps, em: Writing, by: By): Promise<By> {
  const { actor, link } = await loadStanding(deps, by.identity, true, false, em);
  if (actor?.id !== by.actor.id) throw new HexaError('not_linked', by.identity);
  if (actor.status !== 'active' || link?.suspended !== false) throw new HexaError('account_not_active', {});
  const missing = missingPermissions(actor.permissions, by.actor.permissions);
  if (missing.length > 0) throw new HexaError('permission_missing', { missing });
  return { ...by, actor };
}
