import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMigrated, type TestDatabase } from '../support/database.ts';
import { type DiscordDouble, type Person, startDiscordDouble, textOf } from '../support/discord/index.ts';
import { linkOnDiscord } from '../support/link-on-discord.ts';
import { type ServiceProcess, startServiceProcess } from '../support/service-process.ts';

/** A card that Discord has posted, and whose answer never came. */
describe('a card in Discord', () => {
  let database: TestDatabase;
  let discord: DiscordDouble;
  let service: ServiceProcess;
  let approvals: string;
  let ben: Person;
  let eve: Person;
  let env: Record<string, string>;

  beforeAll(async () => {
    [database, discord] = await Promise.all([createMigrated(), startDiscordDouble()]);
    approvals = discord.channel({ name: 'approvals' });
    env = {
      DATABASE_URL: database.url,
      CHATOPS_SECRET: 'a secret of the test that is long enough',
      CHATOPS_APPROVAL_CHANNEL: `discord:${approvals}`,
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_GUILD_IDS: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      SEED_ADMIN_EMAIL: 'eve@example.com',
      SEED_ADMIN_FIRST_NAME: 'Eve',
      SEED_ADMIN_LAST_NAME: 'Two',
      SEED_ADMIN_PASSWORD: 'the first password',
    };
    await starts();
    ben = discord.member({ name: 'Ben', permissions: ['ManageGuild'] });
    eve = discord.member({ name: 'Eve', permissions: ['ManageGuild'] });
    await database.query(
      `INSERT INTO users (id, created_at, updated_at, "firstName", "lastName", type, username, email, password, state, provider)
       VALUES (gen_random_uuid(), now(), now(), 'Ben', 'Low', 'UserOrmEntity', 'ben', 'ben@example.com', 'x', true,
         '{"strategy":"local"}')`,
    );
    await linkOnDiscord(database, discord, ben, 'ben@example.com');
    await linkOnDiscord(database, discord, eve, 'eve@example.com');
    await discord.waitFor((double) => double.commandsOf().length > 0, 'the commands', { within: 20_000 });
  });
  afterAll(async () => {
    await service.stop();
    await discord.stop();
    await database.drop();
  });

  const starts = async () => {
    service = await startServiceProcess(env);
    await discord.waitFor((double) => double.gatewayConnections === 1, 'the gateway', { within: 20_000 });
  };
  /** Ben asks for this role; Discord posts the card to the channel, and both tries learn nothing of it. */
  const asks = async (role: string) => {
    const posting = `POST /channels/${approvals}/messages`;
    const tries = () => discord.calls.filter(({ method, path }) => `${method} ${path}` === posting).length;
    const before = tries();
    discord.fail(posting, { drop: 'after', times: 2 });
    await (await ben.uses('/hexa requests new', { roles: role, reason: 'why' })).shows('Request sent');
    await discord.waitFor(() => tries() >= before + 2, 'two tries', { within: 10_000 });
  };
  const areWrittenDown = () =>
    expect
      .poll(() => database.query('SELECT 1 FROM chatops.posted_cards WHERE shown = 0'), { timeout: 20_000 })
      .toEqual([]);
  const cards = () => discord.messages(approvals).map((message) => textOf(message));

  it('stands once, also where the process was killed before it wrote that down', async () => {
    await asks('manager');
    await service.stop('SIGKILL');
    expect(cards()).toEqual([expect.stringContaining('Ben Low ask')]);
    await starts();
    await areWrittenDown();
    expect(cards()).toEqual([expect.stringContaining('Approve')]);
  }, 90_000);

  it('shows what was decided before it was written down', async () => {
    const before = cards().length;
    await asks('public');
    const direct = await discord.waitFor(() => discord.dms(eve).at(before), 'the card for Eve', {
      within: 10_000,
    });
    await (await eve.inDirectMessage().presses(direct, 'Approve')).shows('Approved by Eve Two');
    await areWrittenDown();
    expect(cards().slice(before)).toEqual([expect.stringContaining('Approved by Eve Two')]);
    discord.assertNoViolations();
  }, 90_000);
});
