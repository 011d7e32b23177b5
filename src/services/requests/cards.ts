import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { ChatIdentity, Platform } from '#domain/chat-identity.ts';
import type { Deps } from '../deps.ts';
import { isUsable } from '../links/usable.ts';

/** Direct messages of one card; the channel has it too (docs/design.md, section 7). */
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
  /** What is known of a person's language. */
  locale: string | null;
  language: string | null;
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
    SELECT ${requestId}, 'person', l.platform, l.workspace, l.chat_user FROM chatops.links l
    WHERE l.user_id = ANY(${[...approvers]}) AND ${isUsable(deps, 'l')}
    ORDER BY l.linked_at LIMIT ${MOST_PEOPLE}`,
  );
  for (const channel of deps.settings.approvalChannels) {
    const [platform, address] = channel.split(':');
    await rows(
      em,
      sql`INSERT INTO chatops.posted_cards (request_id, audience, platform, workspace, address)
        VALUES (${requestId}, 'channel', ${platform}, '', ${address}) ON CONFLICT DO NOTHING`,
    );
  }
  await syncCards(deps, em, requestId);
}

/** The row of the request has changed: its copies are to follow, on each platform by itself. */
export async function syncCards(deps: Deps, em: EntityManager, requestId: string): Promise<void> {
  const placed = await rows(
    em,
    sql<{
      platform: Platform;
    }>`SELECT DISTINCT platform FROM chatops.posted_cards WHERE request_id = ${requestId} AND gone_at IS NULL`,
  );
  for (const { platform } of placed) await deps.queue.enqueue(em, `sync-card-${platform}`, { requestId });
}

/**
 * Hands each copy on the platform that is behind to `show`, with its row locked so that no other worker shows it at the same time, and
 * writes down what came of it. Returns whether some failed for now and are to be tried again.
 */
export async function eachCopyBehind(
  deps: Deps,
  { requestId, version, platform }: { requestId: string; version: number; platform: Platform },
  show: (copy: CardCopy) => Promise<{ channel: string; message: string } | 'gone' | 'failed'>,
): Promise<{ failed: number }> {
  const behind = await rows(
    deps.db.em(),
    sql<{ id: string }>`SELECT id::text FROM chatops.posted_cards
      WHERE request_id = ${requestId} AND platform = ${platform} AND gone_at IS NULL AND shown < ${version}
      ORDER BY id`,
  );
  let failed = 0;
  for (const { id } of behind) {
    const outcome = await deps.db.transaction(async (em) => {
      const copy = await lockCopy(deps, em, id, version);
      if (copy === null) return 'done';
      const shown = await show(copy);
      if (shown === 'failed') return 'failed';
      await (shown === 'gone' ? markGone(deps, em, copy) : markShown(em, id, version, shown));
      return 'done';
    });
    if (outcome === 'failed') failed += 1;
  }
  return { failed };
}

async function lockCopy(
  { db: { t } }: Deps,
  em: EntityManager,
  id: string,
  version: number,
): Promise<CardCopy | null> {
  const [copy] = await rows(
    em,
    sql<CardCopy>`
    SELECT c.id::text, c.request_id AS "requestId", c.audience, c.platform, c.workspace, c.address, c.channel,
      c.message, c.shown, i.locale, u.language
    FROM chatops.posted_cards c
    LEFT JOIN chatops.identities i
      ON i.platform = c.platform AND i.workspace = c.workspace AND i.chat_user = c.address
    LEFT JOIN chatops.links l ON l.platform = c.platform AND l.workspace = c.workspace AND l.chat_user = c.address
    LEFT JOIN ${t.users} u ON u.id = l.user_id
    WHERE c.id = ${id} AND c.gone_at IS NULL AND c.shown < ${version} FOR UPDATE OF c`,
  );
  return copy ?? null;
}

/** Whoever was to decide and is reached by no copy is told in another way. */
async function markGone(deps: Deps, em: EntityManager, copy: CardCopy): Promise<void> {
  const { id, requestId, audience, platform, workspace, address } = copy;
  await rows(em, sql`UPDATE chatops.posted_cards SET gone_at = ${deps.clock()} WHERE id = ${id}`);
  if (audience === 'channel' || copy.message !== null || !deps.settings.mail) return;
  const unreached = await rows(
    em,
    sql<{ userId: string }>`
    SELECT l.user_id AS "userId" FROM chatops.links l
    WHERE l.platform = ${platform} AND l.workspace = ${workspace} AND l.chat_user = ${address} AND NOT EXISTS (
      SELECT FROM chatops.posted_cards c JOIN chatops.links o
        ON o.platform = c.platform AND o.workspace = c.workspace AND o.chat_user = c.address
      WHERE c.request_id = ${requestId} AND c.gone_at IS NULL AND o.user_id = l.user_id)`,
  );
  for (const { userId } of unreached) await deps.queue.enqueue(em, 'request-notice', { requestId, userId });
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

/** Whether this person has such a copy before them: in a channel of their platform, or sent to them. */
export async function hasCopy(
  { db }: Pick<Deps, 'db'>,
  requestId: string,
  { platform, workspace, user }: ChatIdentity,
  audience: 'channel' | 'person',
): Promise<boolean> {
  const isTheirs =
    audience === 'channel' ? sql`true` : sql`c.workspace = ${workspace} AND c.address = ${user}`;
  const found = await rows(
    db.em(),
    sql`SELECT FROM chatops.posted_cards c WHERE c.request_id = ${requestId} AND c.platform = ${platform}
      AND c.audience = ${audience} AND c.message IS NOT NULL AND ${isTheirs}`,
  );
  return found.length > 0;
}

/** At start: cards that were on their way when the process ended follow at once, not when their job is found lost. */
export async function resumeCards(deps: Deps, platforms: readonly Platform[]): Promise<void> {
  await deps.db.transaction(async (em) => {
    const behind = await rows(
      em,
      sql<{ id: string; platform: Platform }>`
        SELECT DISTINCT r.id, c.platform FROM chatops.requests r JOIN chatops.posted_cards c ON c.request_id = r.id
        WHERE c.gone_at IS NULL AND c.shown < r.version AND c.platform = ANY(${[...platforms]})`,
    );
    for (const { id, platform } of behind) {
      await deps.queue.enqueue(em, `sync-card-${platform}`, { requestId: id });
    }
  });
}
