import { randomUUID } from 'node:crypto';
import { Confirmations } from '#database/chatops-tables.ts';
import type { EntityManager } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import type { Deps } from '../deps.ts';

/** A confirmation of its own life, and the job that makes its link and mails it; nothing to mail while mail is off. */
export async function requestConfirmation(
  deps: Deps,
  em: EntityManager,
  by: By,
  userId: string,
): Promise<void> {
  const confirmationId = randomUUID();
  await em.insert(Confirmations, {
    id: confirmationId,
    userId,
    inviterId: by.actor.id,
    inviterPlatform: by.identity.platform,
    inviterWorkspace: by.identity.workspace,
    inviterChatUser: by.identity.user,
    createdAt: deps.clock(),
    mail: deps.settings.mail ? 'queued' : 'off',
  });
  if (deps.settings.mail) await deps.queue.enqueue(em, 'confirmation-mail', { confirmationId });
}
