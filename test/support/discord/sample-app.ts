import { once } from 'node:events';
import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction } from 'discord.js';
import type { DiscordDouble } from './double.ts';

/** A small app on the real discord.js, for the double's own tests. */
export interface SampleApp {
  client: Client<true>;
  /** What its handler threw. */
  errors: unknown[];
  [Symbol.asyncDispose](): Promise<void>;
}

export function clientFor(double: DiscordDouble, options: Partial<ClientOptions> = {}): Client {
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: double.apiUrl },
    // Goes with every message and edit; without it discord.js sends none.
    allowedMentions: { parse: [] },
    ...options,
  });
}

/** Connects, and calls `handle` for every interaction. */
export async function connectApp(
  double: DiscordDouble,
  handle: (interaction: Interaction) => Promise<unknown> = async () => {},
  options: Partial<ClientOptions> = {},
): Promise<SampleApp> {
  const client = clientFor(double, options);
  const errors: unknown[] = [];
  client.on(Events.InteractionCreate, (interaction) => {
    handle(interaction).catch((error: unknown) => errors.push(error));
  });
  client.on(Events.Error, (error) => errors.push(error));
  client.on(Events.ShardError, (error) => errors.push(error));
  const ready = once(client, Events.ClientReady);
  await client.login(double.token);
  await ready;
  return { client: client as Client<true>, errors, [Symbol.asyncDispose]: () => client.destroy() };
}
