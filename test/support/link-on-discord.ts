import type { DiscordDouble, Person } from './discord/index.ts';

/** Links a member of the double's first guild to the user of this email, as an operator does. */
export async function linkOnDiscord(
  database: { query(statement: string, values: unknown[]): Promise<unknown> },
  { guildId }: Pick<DiscordDouble, 'guildId'>,
  { id }: Pick<Person, 'id'>,
  email: string,
): Promise<void> {
  await database.query(
    `INSERT INTO chatops.links (platform, workspace, chat_user, user_id, method, linked_at)
     SELECT 'discord', $1, $2, id, 'operator', now() FROM users WHERE email = $3`,
    [guildId, id, email],
  );
}
