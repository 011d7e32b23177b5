import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Deps } from '../deps.ts';
import { unlinkWhoLeft } from './unlink.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
/** A minute's worth of questions, well below what platforms allow (Slack's users.info: 100 a minute). */
const ASKED_AT_ONCE = 50;
/** What else is swept every minute does not wait longer for a platform that answers slowly. */
const PATIENCE_MS = 20_000;

/**
 * Asks once a day about every linked person whether they still belong to their workspace, and removes the links of
 * those who do not (docs/design.md, section 9); swept every minute. `isMember` null: the platform does not say, and is asked
 * again in an hour.
 */
export async function checkMembers(
  deps: Deps,
  isMember: (identity: ChatIdentity) => Promise<boolean | null>,
): Promise<void> {
  const now = deps.clock();
  const due = await rows(
    deps.db.em(),
    sql<ChatIdentity>`
    SELECT platform, workspace, chat_user AS "user" FROM chatops.links
    WHERE coalesce(member_seen_at, linked_at) <= ${new Date(now.getTime() - DAY_MS)} AND platform <> 'console'
    ORDER BY coalesce(member_seen_at, linked_at) LIMIT ${ASKED_AT_ONCE}`,
  );
  for (const identity of due) {
    if (deps.clock().getTime() - now.getTime() > PATIENCE_MS) return;
    const belongs = await isMember(identity);
    if (belongs === false) {
      await unlinkWhoLeft(deps, identity);
      continue;
    }
    const seenAt = belongs ? now : new Date(now.getTime() - DAY_MS + HOUR_MS);
    await rows(
      deps.db.em(),
      sql`UPDATE chatops.links SET member_seen_at = ${seenAt} WHERE platform = ${identity.platform}
        AND workspace = ${identity.workspace} AND chat_user = ${identity.user}`,
    );
  }
}
