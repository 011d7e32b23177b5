import {
  type DiscordDouble,
  type Person,
  type ShownMessage,
  startDiscordDouble,
  textOf,
} from './discord/index.ts';
import { linkOnDiscord } from './link-on-discord.ts';
import { type RunningService, runService } from './running-service.ts';

/** The service beside a server in Discord, where cards of requests are posted in a channel. */
export interface OnDiscord {
  service: RunningService;
  discord: DiscordDouble;
  /** The id of that channel. */
  approvals: string;
  /** Ben Low, who holds `lead`: not linked. */
  ben: Person;
  /** Eve Two, a full administrator: linked. */
  eve: Person;
  /** Waits for a message with this text, in the channel or elsewhere. */
  card(text: string, look?: () => ShownMessage[]): Promise<ShownMessage>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts both; `changed` sets further variables. */
export async function runOnDiscord(changed: Record<string, string> = {}): Promise<OnDiscord> {
  const discord = await startDiscordDouble();
  const approvals = discord.channel({ name: 'approvals' });
  const service = await runService({
    DISCORD_TOKEN: discord.token,
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_GUILD_IDS: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
    CHATOPS_APPROVAL_CHANNEL: `discord:${approvals}`,
    ...changed,
  });
  await service.query('DELETE FROM chatops.links');
  await service.role('lead', ['User: read', 'User: update', 'Role: read']);
  await service.user({ email: 'ben@example.com', roles: ['lead'], firstName: 'Ben', lastName: 'Low' });
  await service.user({ email: 'eve@example.com', firstName: 'Eve', lastName: 'Two' });
  const ben = discord.member({ name: 'Ben', permissions: ['ManageGuild'] });
  const eve = discord.member({ name: 'Eve', permissions: ['ManageGuild'] });
  await linkOnDiscord(service, discord, eve, 'eve@example.com');
  await discord.waitFor((double) => double.commandsOf().length > 0, 'the commands');
  return {
    service,
    discord,
    approvals,
    ben,
    eve,
    card: (text, look = () => discord.messages(approvals)) =>
      discord.waitFor(() => look().find((message) => textOf(message).includes(text)), `a card with ${text}`, {
        within: 10_000,
      }),
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await discord.stop();
    },
  };
}
