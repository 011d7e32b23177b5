import type { ServiceProcess } from '../test/support/service-process.ts';
import { listenTo, type Statement } from './statements.ts';
import type { World } from './world.ts';

/** A service on a database with the users in it, and the bare app that runs the statements of a list. */
export interface Scene {
  world: World;
  url: string;
  service: ServiceProcess;
  bare: ServiceProcess;
  /** What a list asks: who it is, and the page. */
  statements: readonly Statement[];
  /** Types a command to the service; returns the milliseconds until its answer was sent. */
  timed(text: string): Promise<number>;
  /** The same to the bare app: `post`, or `sql` with the statements before. */
  bareTimed(text: 'post' | 'sql'): Promise<number>;
}

/** Service and bare app on one database of people, with a way to time a command on each. */
export async function createScene(world: World): Promise<Scene> {
  const url = await world.database();
  const statements = await statementsOf(world, url, 'users list');
  const bare = await world.bare(url, statements);
  const service = await world.service(url, {
    CHATOPS_USER_LIMIT: 'unlimited',
    SALT_LENGTH: String(world.sizes.cost),
  });
  const timed = (address: string) => async (text: string) =>
    (await world.slack.command(address, world.somebody(), text)).answered;
  return {
    world,
    url,
    service,
    bare,
    statements,
    timed: timed(service.address),
    bareTimed: timed(bare.address),
  };
}

/** What the service asks the database for this command, as PostgreSQL hears it. */
async function statementsOf(world: World, url: string, text: string): Promise<Statement[]> {
  await using wire = await listenTo(url);
  const service = await world.service(wire.url, { CHATOPS_USER_LIMIT: 'unlimited' });
  await world.slack.command(service.address, world.somebody(), text);
  wire.clear();
  await world.slack.command(service.address, world.somebody(), text);
  const heard = wire.statements();
  await service.stop();
  return heard;
}
