import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Deps } from '../deps.ts';

/** The language that this person's platform was last known to speak; null where it never said. */
export async function localeOf(
  { db }: Deps,
  { platform, workspace, user }: ChatIdentity,
): Promise<string | null> {
  const [row] = await rows(
    db.em(),
    sql<{ locale: string | null }>`SELECT locale FROM chatops.identities
      WHERE platform = ${platform} AND workspace = ${workspace} AND chat_user = ${user}`,
  );
  return row?.locale ?? null;
}
