import type { EntityManager } from '#database/connection.ts';
import type { Deps } from '../deps.ts';
import { activeAdministrators } from '../roles/administrators.ts';

/**
 * Tells the full administrators, apart from whom it is about, of the entry: a first passkey, or an action that nobody owns
 * up to. In chat, and by mail those who are not linked.
 */
export async function tellAdministrators(
  deps: Deps,
  em: EntityManager,
  auditId: string,
  except: string,
): Promise<void> {
  for (const { id: userId, linked } of await activeAdministrators(deps, em)) {
    if (userId === except || !(linked || deps.settings.mail)) continue;
    await deps.queue.enqueue(em, 'passkey-notice', { auditId, userId });
  }
}
