import { AUDIT_ACTIONS } from '#domain/audit-actions.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { HexaError } from '#domain/errors.ts';
import { recordRefusal } from '../audit/audit.ts';
import { tellUser } from '../audit/notices.ts';
import type { Deps } from '../deps.ts';
import { nameOf } from '../users/load-user.ts';

/** Writes down that a link came to nothing, and mails the user whom it would have been to, where that is known. */
export async function refuseLink(
  deps: Deps,
  refused: {
    identity: ChatIdentity;
    requestId: string;
    error: HexaError;
    userId: string | null;
    tells: boolean;
  },
): Promise<void> {
  const { identity, requestId, error, userId, tells } = refused;
  await deps.db.transaction(async (em) => {
    const name = userId === null ? '' : await nameOf(deps, em, userId);
    const auditId = await recordRefusal(deps, em, {
      identity,
      actor: null,
      requestId,
      action: 'link',
      code: error.code,
      data: error.data,
      ...(userId === null ? {} : { target: { type: 'user', id: userId, name } as const }),
    });
    if (userId !== null && tells) await tellUser(deps, em, auditId, AUDIT_ACTIONS.link.tells.ways);
  });
}
