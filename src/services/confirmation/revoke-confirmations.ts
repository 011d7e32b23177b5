import { Confirmations } from '#database/chatops-tables.ts';
import type { EntityManager } from '#database/connection.ts';
import type { Deps } from '../deps.ts';

/** Open links of this user confirm nothing any more. */
export async function revokeConfirmations(deps: Deps, em: EntityManager, userId: string): Promise<void> {
  await em.nativeUpdate(
    Confirmations,
    { userId, usedAt: null, revokedAt: null },
    { revokedAt: deps.clock() },
  );
}
