import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Deps } from '../deps.ts';

/** Saves what a platform told about a person: a cache for the language, the clocks and the picture. */
export async function saveProfile(
  deps: Deps,
  identity: ChatIdentity,
  profile: { name: string; avatar: string | null; locale: string | null; zone: string | null },
): Promise<void> {
  await rows(
    deps.db.em(),
    sql`
    INSERT INTO chatops.identities (platform, workspace, chat_user, name, avatar, locale, zone, fetched_at)
    VALUES (${identity.platform}, ${identity.workspace}, ${identity.user},
      ${profile.name}, ${profile.avatar}, ${profile.locale}, ${profile.zone}, ${deps.clock()})
    ON CONFLICT (platform, workspace, chat_user) DO UPDATE SET name = excluded.name,
      avatar = excluded.avatar, locale = excluded.locale, zone = excluded.zone, fetched_at = excluded.fetched_at`,
  );
}
