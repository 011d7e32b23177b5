import { TEAM } from './slack-side.ts';

type Query = (statement: string, values?: unknown[]) => Promise<unknown>;

/** The chat user of the n-th user, from 1. */
export function chatUser(n: number): string {
  return `U${String(n).padStart(7, '0')}`;
}

/**
 * Users who are administrators, each linked in Slack (as `chatUser` says) and with a profile that is known. A tenth of
 * them have names with accents.
 */
export async function addUsers(query: Query, count: number): Promise<void> {
  await query(
    `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
     SELECT 'user-' || lpad(n::text, 7, '0'), timestamptz '2026-01-01' + n * interval '1 minute', timestamptz '2026-02-01',
       (ARRAY['Ada', 'Ben', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gwen', 'Hugo'])[1 + n % 8] || n,
       CASE WHEN n % 10 = 0 THEN 'Šámple' ELSE 'Sample' END || (n * 7919) % ${count}, 'UserOrmEntity', 'user' || n, 'user' || n || '@example.com', '$2b$12$none', true,
       '{"strategy":"local"}'
     FROM generate_series(1, ${count}) n`,
  );
  await query(
    `INSERT INTO user_roles (user_id, role_id)
     SELECT u.id, r.id FROM users u CROSS JOIN roles r WHERE r.name = 'admin' AND u.id LIKE 'user-%'`,
  );
  await query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     SELECT 'slack', '${TEAM}', 'U' || lpad(n::text, 7, '0'), 'user-' || lpad(n::text, 7, '0'), 'operator', now()
     FROM generate_series(1, ${count}) n`,
  );
  await query(
    `INSERT INTO chatops.identities (platform, workspace, chat_user, name, locale, fetched_at)
     SELECT 'slack', '${TEAM}', 'U' || lpad(n::text, 7, '0'), 'Somebody', 'en-US', now()
     FROM generate_series(1, ${count}) n`,
  );
  await query('ANALYZE');
}

/** End users of the chatbot, who sit in the same table (docs/attach-to-hexabot.md). */
export async function addSubscribers(query: Query, count: number): Promise<void> {
  await query(
    `INSERT INTO sources (id, created_at, updated_at, name) VALUES ('source', now(), now(), 'web')`,
  );
  await query(
    `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, "foreignId", source_id, "channelName",
       lastvisit)
     SELECT gen_random_uuid(), now(), now(), 'First' || n % 1000, 'Last' || n % 5000, 'SubscriberOrmEntity', 'web-' || n,
       'source', 'web', now() FROM generate_series(1, ${count}) n`,
  );
  await query('ANALYZE');
}
