import { z } from 'zod';
import { type Catalogue, createCatalogue } from '#chat/catalogue.ts';
import { command } from '#chat/command.ts';
import { option } from '#chat/option.ts';
import { type Discord, type DiscordOptions, startDiscord } from '#discord/app.ts';
import {
  type DiscordDouble,
  type DiscordDoubleOptions,
  startDiscordDouble,
} from '../support/discord/index.ts';
import { type Scene, sceneWith } from '../support/scene.ts';

const nothing = { needs: {}, changes: false, run: async () => [] } as const;

/** A few commands as the product has them, for registration and options. */
export function smallCatalogue(): Catalogue {
  return createCatalogue([
    command({ path: 'home', options: z.object({}), opens: 'screen', ...nothing }),
    command({
      path: 'users list',
      options: z.object({
        search: option.text({ rest: true }),
        status: option.choice(['active', 'disabled']),
        role: option.role(),
      }),
      opens: 'screen',
      ...nothing,
    }),
    command({
      path: 'users show',
      options: z.object({ user: option.requiredUser({ rest: true }) }),
      opens: 'screen',
      ...nothing,
    }),
    command({
      path: 'users disable',
      options: z.object({ users: option.requiredUsers({ rest: true }) }),
      opens: 'screen',
      ...nothing,
      actions: { 'users.toggle': { changes: false, opens: 'screen', run: async () => [] } },
    }),
    command({
      path: 'users add',
      options: z.object({
        first: option.text(),
        email: option.text(),
        roles: option.roles(),
        password: option.password(),
      }),
      opens: 'form',
      ...nothing,
    }),
  ]);
}

export interface Running extends Scene<DiscordDouble> {
  discord: Discord;
}

/** Discord's double and our side of it, connected. `guilds` names further guilds that are served. */
export async function run({
  double: doubleOptions = {},
  guilds = [],
  start = true,
  ...overrides
}: Partial<DiscordOptions> & {
  double?: DiscordDoubleOptions;
  guilds?: string[];
  start?: boolean;
} = {}): Promise<Running> {
  const scene = sceneWith(await startDiscordDouble(doubleOptions), ['users add', 'forms.open']);
  const { double, core, log } = scene;
  const discord = startDiscord({
    config: {
      token: double.token,
      applicationId: double.applicationId,
      guildIds: [double.guildId, ...guilds],
      apiUrl: double.apiUrl,
    },
    dispatch: core,
    catalogue: smallCatalogue(),
    log,
    ...overrides,
  });
  scene.ends.defer(() => discord.stop());
  if (start) {
    await discord.start();
    await double.waitFor(() => double.commandsOf().length === 3, 'the commands');
  }
  return { ...scene, discord };
}
