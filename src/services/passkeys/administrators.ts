import type { EntityManager } from '#database/connection.ts';
import type { Deps } from '../deps.ts';
import { linkedAdministrators } from '../roles/administrators.ts';

/** Tells the full administrators, apart from whom it is about, of the entry: a first passkey, or an action that nobody owns up to. */
export async function tellAdministrators(
  deps: Deps,
  em: EntityManager,
  auditId: string,
  except: string,
): Promise<void> {
  for (const userId of await linkedAdministrators(deps, em)) {
    if (userId !== except) await deps.queue.enqueue(em, 'passkey-notice', { auditId, userId });
  }
}
