import type { ChatPlatform } from '#chat/platform.ts';
import { configure, type DiscordSettings, variables } from './settings.ts';

const SNOWFLAKE = /^\d{15,22}$/;

/** Discord, as one platform to plug in. */
export const platform: ChatPlatform<DiscordSettings> = {
  name: 'discord',
  title: 'Discord',
  variables,
  configure,
  turnOn: 'DISCORD_TOKEN, DISCORD_APPLICATION_ID and DISCORD_GUILD_IDS',
  ids: {
    workspace: SNOWFLAKE,
    user: SNOWFLAKE,
    channel: { pattern: /^\d+$/, example: '…' },
    example: 'discord 1100110011001100110 220022002200220022',
  },
  summary: ({ guildIds: { length } }) => `gateway, ${length === 1 ? '1 server' : `${length} servers`}`,
  async examine(settings) {
    const { examineDiscord } = await import('./doctor.ts');
    return [await examineDiscord(settings)];
  },
  serves: async (settings) => servedGuilds(settings),
  async channelProblem(settings, channel) {
    const { channelProblem } = await import('./doctor.ts');
    return channelProblem(settings, channel);
  },
  needsTurn: true,
  // discord.js takes some 25 MB.
  async start(config, { dispatch, catalogue, log, clock, takeTurn }) {
    const { startDiscord } = await import('./app.ts');
    const discord = startDiscord({
      config,
      dispatch,
      catalogue,
      log,
      clock,
      takeTurn: (on) => takeTurn(`discord gateway ${config.applicationId}`, on),
    });
    return { ...discord, serves: () => servedGuilds(config), state: () => STATES[discord.status().state] };
  },
};

const servedGuilds = ({ guildIds }: DiscordSettings) => guildIds.map((id) => ({ key: id, ids: [id] }));

const STATES = {
  connected: 'on',
  waiting: 'waiting',
  standby: 'standby',
  refused: 'refused',
  stopped: 'waiting',
} as const;
