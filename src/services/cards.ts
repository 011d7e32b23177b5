import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { ChatIdentity, Platform } from '#domain/chat-identity.ts';
import type { Deps } from './deps.ts';

/** Direct messages of one card; the channel has it too (design section 7). */
const MOST_PEOPLE = 20;

/** One copy of a card: where it is or is to be, and which version it shows (0: not posted yet). */
export interface CardCopy {
  id: string;
  requestId: string;
  audience: 'channel' | 'person';
  platform: Platform;
  workspace: string;
  address: string;
  channel: string | null;
  message: string | null;
  shown: number;
}

/** Decides where the copies of a new card go, and enqueues posting them; in the transaction that makes the request. */
export async function placeCards(
  deps: Deps,
  em: EntityManager,
  requestId: string,
  approvers: readonly string[],
): Promise<void> {
  await rows(
    em,
    sql`
    INSERT INTO chatops.posted_cards (request_id, audience, platform, workspace, address)
    SELECT ${requestId}, 'person', platform, workspace, chat_user FROM chatops.links
    WHERE user_id = ANY(${[...approvers]}) AND suspended_at IS NULL AND platform <> 'console'
    ORDER BY linked_at LIMIT ${MOST_PEOPLE}`,
  );
  for (const channel of deps.settings.approvalChannels) {
    const [platform, address] = channel.split(':');
    await rows(
      em,
      sql`INSERT INTO chatops.posted_cards (request_id, audience, platform, workspace, address)
        VALUES (${requestId}, 'channel', ${platform}, '', ${address})`,
    );
  }
  await syncCards(deps, em, requestId);
}

/** The row of the request has changed: its copies are to follow. */
export async function syncCards(deps: Deps, em: EntityManager, requestId: string): Promise<void> {
  await deps.queue.enqueue(em, 'sync-card', { requestId });
}

/**
 * Hands each copy that is behind to `show`, with its row locked so that no other worker shows it at the same time, and
 * writes down what came of it. Answers whether some failed for now and are to be tried again.
 */
export async function eachCopyBehind(
  deps: Deps,
  requestId: string,
  version: number,
  show: (copy: CardCopy) => Promise<{ channel: string; message: string } | 'gone' | 'failed'>,
): Promise<{ failed: number }> {
  const behind = await rows<{ id: string }>(
    deps.db.em(),
    sql`SELECT id::text FROM chatops.posted_cards
      WHERE request_id = ${requestId} AND gone_at IS NULL AND shown < ${version} ORDER BY id`,
  );
  let failed = 0;
  for (const { id } of behind) {
    const outcome = await deps.db.transaction(async (em) => {
      const copy = await lockCopy(em, id, version);
      if (copy === null) return 'done';
      const shown = await show(copy);
      if (shown === 'failed') return 'failed';
      await (shown === 'gone' ? markGone(deps, em, id) : markShown(em, id, version, shown));
      return 'done';
    });
    if (outcome === 'failed') failed += 1;
  }
  return { failed };
}

async function lockCopy(em: EntityManager, id: string, version: number): Promise<CardCopy | null> {
  const [copy] = await rows<CardCopy>(
    em,
    sql<CardCopy>`
    SELECT id::text, request_id AS "requestId", audience, platform, workspace, address, channel, message, shown
    FROM chatops.posted_cards WHERE id = ${id} AND gone_at IS NULL AND shown < ${version} FOR UPDATE`,
  );
  return copy ?? null;
}

async function markGone(deps: Deps, em: EntityManager, id: string): Promise<void> {
  await rows(em, sql`UPDATE chatops.posted_cards SET gone_at = ${deps.clock()} WHERE id = ${id}`);
}

async function markShown(
  em: EntityManager,
  id: string,
  version: number,
  { channel, message }: { channel: string; message: string },
): Promise<void> {
  await rows(
    em,
    sql`UPDATE chatops.posted_cards SET shown = ${version}, channel = ${channel}, message = ${message} WHERE id = ${id}`,
  );
}

/** Whom a reminder goes to: the people who have a copy. */
export async function peopleWithCopies(deps: Deps, requestId: string): Promise<ChatIdentity[]> {
  return rows<ChatIdentity>(
    deps.db.em(),
    sql<ChatIdentity>`SELECT platform, workspace, address AS "user" FROM chatops.posted_cards
      WHERE request_id = ${requestId} AND audience = 'person' AND gone_at IS NULL`,
  );
}
