import { type Finding, fix, ok } from '#chat/finding.ts';
import { inviteLink } from './invite.ts';
import { lackingPermissions, type Postable, takesMessages } from './postable.ts';
import type { DiscordSettings } from './settings.ts';

const PORTAL = 'https://discord.com/developers/applications';

/** Asks Discord whether it knows token, application and servers. Without discord.js, which takes a while to load. */
export async function examineDiscord(discord: DiscordSettings): Promise<Finding> {
  try {
    const application = await ask(discord, '/applications/@me');
    if (application.status === 401)
      return fix('Discord', `refuses DISCORD_TOKEN. Reset it under Bot at ${PORTAL}`);
    if (!application.ok) return fix('Discord', `answers ${application.status}. Try again in a while.`);
    const { id, name } = (await application.json()) as { id: string; name: string };
    if (id !== discord.applicationId)
      return fix(
        'Discord',
        `DISCORD_TOKEN is that of application ${id}: DISCORD_APPLICATION_ID must be ${id}`,
      );
    const missing = await missingGuilds(discord);
    if (missing.length > 0)
      return fix('Discord', `the app is not in server ${missing.join(', ')}. Invite it: ${inviteLink(id)}`);
    return ok('Discord', `application ${name}, servers ${discord.guildIds.join(', ')}`);
  } catch (error) {
    return fix('Discord', `does not answer (${(error as Error).message}). Check the network.`);
  }
}

async function missingGuilds(discord: DiscordSettings): Promise<string[]> {
  const missing: string[] = [];
  for (const guildId of discord.guildIds) {
    const { ok: isIn } = await ask(discord, `/guilds/${guildId}`);
    if (!isIn) missing.push(guildId);
  }
  return missing;
}

/** Rejects where Discord does not answer. */
export async function channelProblem(discord: DiscordSettings, id: string): Promise<string | null> {
  const response = await ask(discord, `/channels/${id}`);
  if (!response.ok)
    return `is not open to the app (${response.status}). Let it view the channel and send messages.`;
  const channel = (await response.json()) as Postable['channel'] & { guild_id?: string };
  const { guild_id: guildId = '' } = channel;
  if (!discord.guildIds.includes(guildId)) return 'is in a server that is not in DISCORD_GUILD_IDS.';
  if (!takesMessages(channel))
    return 'is a forum, category or the like: it takes no messages. Choose a text channel.';
  const lacking = await lackingIn(discord, guildId, channel);
  return lacking.length === 0 ? null : `does not let the app post: give it ${lacking.join(' and ')} there.`;
}

/** None where Discord does not say what the app holds. */
async function lackingIn(
  discord: DiscordSettings,
  guildId: string,
  channel: Postable['channel'],
): Promise<string[]> {
  const [roles, me] = await Promise.all([
    ask(discord, `/guilds/${guildId}/roles`),
    ask(discord, '/users/@me'),
  ]);
  if (!roles.ok || !me.ok) return [];
  const { id } = (await me.json()) as { id: string };
  const member = await ask(discord, `/guilds/${guildId}/members/${id}`);
  if (!member.ok) return [];
  const bot = { id, roles: ((await member.json()) as { roles: string[] }).roles };
  return lackingPermissions({ channel, guildId, roles: (await roles.json()) as Postable['roles'], bot });
}

function ask(
  { token, apiUrl = 'https://discord.com/api' }: DiscordSettings,
  path: string,
): Promise<Response> {
  return fetch(`${apiUrl}/v10${path}`, {
    headers: { authorization: `Bot ${token}` },
    signal: AbortSignal.timeout(5_000),
  });
}
