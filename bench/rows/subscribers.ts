import { asking, databaseUrl } from '../../test/support/database.ts';
import { attach, createHexabot } from '../../test/support/hexabot-fixture.ts';
import { proKey, startLicenceService } from '../../test/support/licence-service.ts';
import { byTurns } from '../measure.ts';
import { addSubscribers, addUsers } from '../people.ts';
import { type Row, ratio } from '../row.ts';
import type { World } from '../world.ts';

/** Two services, each attached to a Hexabot with the same users; one has the chatbot's end users beside them. */
export async function subscriberRows(world: World): Promise<Row[]> {
  const { subscribers, rounds } = world.sizes;
  await using licences = await startLicenceService();
  licences.answer = proKey('active', 'Hexabot Unlimited');
  const database = await createHexabot({ server: world.server });
  world.defer(() => database.drop());
  await attach(database);
  await asking(database.owner.url, (query) => addUsers(query, world.sizes.users));
  const copy = await world.copyOf(database.owner.url);
  await asking(databaseUrl(world.server, copy), (query) => addSubscribers(query, subscribers));
  const settings = { LICENSE_API_URL: licences.url, DB_SCHEMA: database.schema };
  const { url } = database.service;
  const [few, many] = await Promise.all([
    world.service(url, settings),
    world.service(databaseUrl(url, copy), settings),
  ]);
  const list = (address: string) => async () =>
    (await world.slack.command(address, world.somebody(), 'users list')).answered;
  const measured = await byTurns(rounds, list(many.address), list(few.address));
  await Promise.all([few.stop(), many.stop()]);
  return [
    ratio(
      {
        what: `the same beside ${subscribers.toLocaleString('en')} subscribers, on Hexabot’s database, p50`,
        against: 'the same without subscribers',
        reach: { atMost: 1.3 },
      },
      measured,
    ),
  ];
}
