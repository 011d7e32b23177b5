import { rows, sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';
import type { Author } from '../shared/author.ts';
import { eachOf } from '../shared/each-of.ts';
import { writeUngated } from '../writing/write.ts';
import { closeRequest, isOver } from './close-request.ts';
import { lockRequest } from './request-rows.ts';

/** Requests whose time is over; swept every minute. One that cannot be closed now is left for the next minute. */
export async function expireRequests(deps: Deps): Promise<void> {
  const due = await rows(
    deps.db.em(),
    sql<{ id: string }>`SELECT id FROM chatops.requests
      WHERE status = 'pending' AND expires_at <= ${deps.clock()} ORDER BY expires_at`,
  );
  await eachOf(due, ({ id }) => expireRequest(deps, id));
}

/** Closes this request where its time is over. Throws `request_not_found`, `busy`. */
export async function expireRequest(deps: Deps, id: string): Promise<void> {
  await writeUngated(deps, async (em) => {
    const request = await lockRequest(deps, em, id);
    if (!isOver(deps, request)) return;
    const system: Author = { actor: null, identity: null, requestId: `sweep:${id}` };
    await closeRequest(deps, em, system, request, { status: 'expired', decidedBy: null, reason: null });
  });
}
