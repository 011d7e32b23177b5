import { type DiscordDouble, startDiscordDouble } from '../test/support/discord/index.ts';
import type { ServiceProcess } from '../test/support/service-process.ts';
import { type Listener, listenTo, type Statement } from './statements.ts';
import type { World } from './world.ts';

/** A service on a database with the users in it, and the bare app that runs the statements of a list. */
export interface Scene {
  world: World;
  url: string;
  service: ServiceProcess;
  bare: ServiceProcess;
  heard: Heard;
  /** What a list asks: who it is, and the page. */
  statements: readonly Statement[];
  /** Types a command to the service; returns the milliseconds until its answer was sent. */
  timed(text: string): Promise<number>;
  /** The same to the bare app: `post`, or `sql` with the statements before. */
  bareTimed(text: 'post' | 'sql'): Promise<number>;
}

/** Another service on the same database, whose statements are heard, with Discord on. */
interface Heard {
  service: ServiceProcess;
  wire: Listener;
  discord: DiscordDouble;
}

/** Service and bare app on one database of people, with a way to time a command on each. */
export async function createScene(world: World): Promise<Scene> {
  const url = await world.database();
  const settings = { CHATOPS_USER_LIMIT: 'unlimited', SALT_LENGTH: String(world.sizes.cost) };
  const [service, heard] = await Promise.all([world.service(url, settings), createHeard(world, url)]);
  const statements = await statementsOf(world, heard, 'users list');
  const bare = await world.bare(url, statements);
  const timed = (address: string) => async (text: string) =>
    (await world.slack.command(address, world.somebody(), text)).answered;
  return {
    world,
    url,
    service,
    bare,
    heard,
    statements,
    timed: timed(service.address),
    bareTimed: timed(bare.address),
  };
}

async function createHeard(world: World, url: string): Promise<Heard> {
  const wire = await listenTo(url);
  world.defer(async () => wire[Symbol.asyncDispose]());
  const { service, discord } = await withDiscord(world, wire.url);
  return { service, wire, discord };
}

/** A service with both platforms on, and the Discord that it serves, which knows its commands by now. */
export async function withDiscord(
  world: World,
  url: string,
): Promise<{ service: ServiceProcess; discord: DiscordDouble }> {
  const discord = await startDiscordDouble();
  world.defer(() => discord.stop());
  const service = await world.service(url, {
    CHATOPS_USER_LIMIT: 'unlimited',
    DISCORD_TOKEN: discord.token,
    DISCORD_APPLICATION_ID: discord.applicationId,
    DISCORD_GUILD_IDS: discord.guildId,
    DISCORD_API_URL: discord.apiUrl,
  });
  await discord.waitFor((double) => double.commandsOf().length === 3, 'the commands', { within: 60_000 });
  return { service, discord };
}

/** What a service asks the database for this command, as PostgreSQL hears it. */
async function statementsOf(world: World, { service, wire }: Heard, text: string): Promise<Statement[]> {
  await world.slack.command(service.address, world.somebody(), text);
  wire.clear();
  await world.slack.command(service.address, world.somebody(), text);
  return wire.statements();
}
