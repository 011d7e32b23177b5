import type { Config } from '../src/config.ts';

interface Finding {
  state: 'ok' | 'off' | 'fix';
  name: string;
  text: string;
}

type Discord = NonNullable<Config['discord']>;

const PORTAL = 'https://discord.com/developers/applications';

/** Asks Discord whether it knows token, application and servers. */
export async function examineDiscord({ discord }: Config): Promise<Finding> {
  const finding = (state: Finding['state'], text: string): Finding => ({ state, name: 'Discord', text });
  if (discord === null)
    return finding('off', 'DISCORD_TOKEN, DISCORD_APPLICATION_ID and DISCORD_GUILD_IDS turn it on');
  try {
    const application = await ask(discord, '/applications/@me');
    if (application.status === 401)
      return finding('fix', `refuses DISCORD_TOKEN. Reset it under Bot at ${PORTAL}`);
    if (!application.ok) return finding('fix', `answers ${application.status}. Try again in a while.`);
    const { id, name } = (await application.json()) as { id: string; name: string };
    if (id !== discord.applicationId)
      return finding(
        'fix',
        `DISCORD_TOKEN is that of application ${id}: DISCORD_APPLICATION_ID must be ${id}`,
      );
    const missing = await missingGuilds(discord);
    if (missing.length > 0) {
      const { inviteLink } = await import('#discord/invite.ts');
      return finding('fix', `the app is not in server ${missing.join(', ')}. Invite it: ${inviteLink(id)}`);
    }
    return finding('ok', `application ${name}, servers ${discord.guildIds.join(', ')}`);
  } catch (error) {
    return finding('fix', `does not answer (${(error as Error).message}). Check the network.`);
  }
}

async function missingGuilds(discord: Discord): Promise<string[]> {
  const missing: string[] = [];
  for (const guildId of discord.guildIds) {
    const { ok } = await ask(discord, `/guilds/${guildId}`);
    if (!ok) missing.push(guildId);
  }
  return missing;
}

function ask({ token, apiUrl = 'https://discord.com/api' }: Discord, path: string): Promise<Response> {
  return fetch(`${apiUrl}/v10${path}`, {
    headers: { authorization: `Bot ${token}` },
    signal: AbortSignal.timeout(5_000),
  });
}
