import { createCatalogue } from '#chat/catalogue.ts';
import { commands } from '../commands/index.ts';
import type { Config } from '../src/config.ts';
import { StartError } from '../src/start/start-error.ts';

/**
 * Brings the commands of every guild served up to date, and says what was written. Throws StartError with all guilds
 * where that did not work.
 */
export async function registerCommandsCommand({ discord }: Config): Promise<string> {
  if (discord === null)
    throw new StartError('Discord is off. Set DISCORD_TOKEN, DISCORD_APPLICATION_ID and DISCORD_GUILD_IDS.');
  const [{ Api }, { discordCommands }, { registerCommands }, { inviteLink }] = await Promise.all([
    import('#discord/api.ts'),
    import('#discord/register/commands.ts'),
    import('#discord/register/register.ts'),
    import('#discord/invite.ts'),
  ]);
  const api = new Api(discord);
  const wanted = discordCommands(createCatalogue(commands));
  const lines: string[] = [];
  const failed: string[] = [];
  for (const guildId of discord.guildIds) {
    const registration = await registerCommands(api, { ...discord, guildId }, wanted);
    if (registration.result === 'failed')
      failed.push(`${guildId}: ${adviceFor(registration.code, inviteLink(discord.applicationId))}`);
    else {
      const { written, removed } = registration;
      const changes = [
        ...(written.length === 0 ? [] : [`wrote ${written.join(', ')}`]),
        ...(removed === 0 ? [] : [`removed ${removed}`]),
      ];
      lines.push(`${guildId}: ${changes.length === 0 ? 'everything was up to date' : changes.join('; ')}`);
    }
  }
  if (failed.length > 0) throw new StartError([...lines, ...failed].join('\n'));
  return lines.join('\n');
}

function adviceFor(code: string, invite: string): string {
  if (code === '50001' || code === '10004') return `the app is not in this server. Invite it: ${invite}`;
  if (code === 'http_401')
    return 'Discord refuses DISCORD_TOKEN. Reset it in the Developer Portal under Bot.';
  if (code === '10002') return 'DISCORD_APPLICATION_ID is not the application of DISCORD_TOKEN.';
  return `Discord said ${code}. Try again in a while.`;
}
