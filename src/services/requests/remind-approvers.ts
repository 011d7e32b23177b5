import { rows, sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';
import { writeUngated } from '../writing/write.ts';

/** Half time has come: those who may decide are reminded, once; swept every minute. */
export async function remindApprovers(deps: Deps): Promise<void> {
  const now = deps.clock();
  await writeUngated(deps, async (em) => {
    const due = await rows(
      em,
      sql<{ id: string }>`UPDATE chatops.requests SET remind_at = NULL
        WHERE status = 'pending' AND remind_at <= ${now} AND expires_at > ${now} RETURNING id`,
    );
    for (const { id } of due) await deps.queue.enqueue(em, 'request-reminder', { requestId: id });
  });
}
