import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { Platform } from '#domain/chat-identity.ts';
import { recordChange } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { SYSTEM } from '../shared/author.ts';
import { nameOf } from '../users/load-user.ts';
import { writeUngated } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';

interface Move {
  platform: Platform;
  from: string;
  to: string;
}

/**
 * Keeps people linked whose workspace has joined a grid: chat user ids stay the same, the key becomes the grid's
 * (docs/design.md, section 2). One transaction and one entry for each link of a workspace. A link stays behind where its
 * person or its user has another under the new key already. Swept every minute. Throws `busy`.
 */
export async function moveLinks(deps: Deps): Promise<void> {
  for (const [platform, served] of deps.served()) {
    for (const { key: to, ids } of served) {
      for (const from of ids) {
        if (from === to) continue;
        const move = { platform, from, to };
        const waiting = await rows(
          deps.db.em(),
          sql`SELECT FROM chatops.links l WHERE ${isToMove(move)} LIMIT 1`,
        );
        if (waiting.length > 0) await writeUngated(deps, (em) => moveAll(deps, em, move));
      }
    }
  }
}

function isToMove({ platform, from, to }: Move) {
  return sql`l.platform = ${platform} AND l.workspace = ${from} AND NOT EXISTS (
    SELECT FROM chatops.links o WHERE o.platform = l.platform AND o.workspace = ${to}
      AND (o.chat_user = l.chat_user OR o.user_id = l.user_id))`;
}

async function moveAll(deps: Deps, em: Writing, move: Move): Promise<void> {
  const { platform, from, to } = move;
  const moved = await rows(
    em,
    sql<{ user: string; userId: string }>`UPDATE chatops.links l SET workspace = ${to} WHERE ${isToMove(move)}
      RETURNING l.chat_user AS "user", l.user_id AS "userId"`,
  );
  await moveWhatGoesWithThem(em, move);
  for (const { user, userId } of moved) {
    await recordChange(deps, em, SYSTEM, {
      action: 'link moved',
      target: { type: 'user', id: userId, name: await nameOf(deps, em, userId) },
      before: { platform, workspace: from, user },
      after: { platform, workspace: to, user },
    });
  }
}

/** Names and languages, the copies of cards they were sent, what they have asked for and whom they have invited. */
async function moveWhatGoesWithThem(em: EntityManager, { platform, from, to }: Move): Promise<void> {
  await rows(
    em,
    sql`UPDATE chatops.identities i SET workspace = ${to} WHERE i.platform = ${platform} AND i.workspace = ${from}
      AND NOT EXISTS (SELECT FROM chatops.identities o WHERE o.platform = i.platform AND o.workspace = ${to}
        AND o.chat_user = i.chat_user)`,
  );
  await rows(
    em,
    sql`UPDATE chatops.posted_cards c SET workspace = ${to} WHERE c.platform = ${platform} AND c.workspace = ${from}
      AND NOT EXISTS (SELECT FROM chatops.posted_cards o WHERE o.request_id = c.request_id
        AND o.audience = c.audience AND o.platform = c.platform AND o.workspace = ${to} AND o.address = c.address)`,
  );
  await rows(
    em,
    sql`UPDATE chatops.requests SET workspace = ${to} WHERE platform = ${platform} AND workspace = ${from}`,
  );
  await rows(
    em,
    sql`UPDATE chatops.confirmations SET inviter_workspace = ${to}
      WHERE inviter_platform = ${platform} AND inviter_workspace = ${from}`,
  );
}
