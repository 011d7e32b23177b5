import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import {
  buttonsOf,
  type DiscordDouble,
  type Person,
  startDiscordDouble,
  textOf,
} from '../support/discord/index.ts';
import { linkOnDiscord } from '../support/link-on-discord.ts';
import { type Holder, linkIn, newHolder, pressOn } from '../support/passkeys.ts';
import { type RunningService, runService } from '../support/running-service.ts';

const CONFIRM = 'Confirm with your passkey';

describe.skipIf(chromiumPath === null)('passkeys in Discord', () => {
  let service: RunningService;
  let discord: DiscordDouble;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let phone: Holder;
  let approvals: string;
  let ben: Person;
  let eve: Person;
  beforeAll(async () => {
    discord = await startDiscordDouble();
    approvals = discord.channel({ name: 'approvals' });
    [service, browser] = await Promise.all([
      runService({
        DISCORD_TOKEN: discord.token,
        DISCORD_APPLICATION_ID: discord.applicationId,
        DISCORD_GUILD_IDS: discord.guildId,
        DISCORD_API_URL: discord.apiUrl,
        CHATOPS_APPROVAL_CHANNEL: `discord:${approvals}`,
        CHATOPS_STEP_UP: 'privileged',
      }),
      openBrowser(),
    ]);
    phone = await newHolder(browser);
    await service.query('DELETE FROM chatops.links');
    await service.role('lead', ['User: read', 'User: update', 'Role: read']);
    await service.user({ email: 'ben@example.com', roles: ['lead'], firstName: 'Ben', lastName: 'Low' });
    await service.user({ email: 'eve@example.com', firstName: 'Eve', lastName: 'Two' });
    ben = discord.member({ name: 'Ben', permissions: ['ManageGuild'] });
    eve = discord.member({ name: 'Eve', permissions: ['ManageGuild'] });
    await linkOnDiscord(service, discord, ben, 'ben@example.com');
    await linkOnDiscord(service, discord, eve, 'eve@example.com');
    await discord.waitFor((double) => double.commandsOf().length > 0, 'the commands');
  });
  afterAll(async () => {
    await browser.close();
    await service[Symbol.asyncDispose]();
    await discord.stop();
  });

  const card = (text: string) =>
    discord.waitFor(
      () => discord.messages(approvals).find((message) => textOf(message).includes(text)),
      `the card with ${text}`,
      { within: 10_000 },
    );
  const rolesOfBen = async (): Promise<string[]> => {
    const rows = await service.query<{ name: string }>(
      `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
       WHERE u.email = 'ben@example.com' ORDER BY r.name`,
    );
    return rows.map(({ name }) => name);
  };

  it('are told of to who has none, and begin with a code from the mail', async () => {
    await (await ben.uses('/hexa requests new', { roles: 'admin', for: '8h', reason: 'on call' })).shows(
      'Request sent',
    );
    const refused = await eve
      .inChannel(approvals)
      .presses(await card('Ben Low asks for the role admin'), 'Approve');
    await refused.shows('You need a passkey for this');
    const asked = await eve.inChannel(approvals).presses(refused.message, 'Add a passkey');
    const { text } = await service.mailbox.next('eve@example.com');
    const entered = await eve.submits(asked.modal, { Code: /^[2-9A-HJKMNP-Z]{8}$/m.exec(text)![0] });
    await entered.shows('Open the page');
    expect(await pressOn(phone, linkIn(textOf(entered.message), 'enrol'), 'Add a passkey')).toContain(
      'Your passkey is ready',
    );
  });

  it('confirm an approval on a phone: the answer takes the place of the link, and the card has followed', async () => {
    const pressed = await eve
      .inChannel(approvals)
      .presses(await card('Ben Low asks for the role admin'), 'Approve');
    await pressed.shows(CONFIRM);
    expect(buttonsOf(await card('Ben Low asks for the role admin'))).toContain('Approve');
    expect(await rolesOfBen()).toEqual(['lead']);
    const page = await pressOn(phone, linkIn(textOf(pressed.message), 'prove'), CONFIRM);
    expect(page).toContain('Approved');
    expect(await rolesOfBen()).toEqual(['admin', 'lead']);
    await pressed.shows('Approved');
    expect(textOf(pressed.message)).not.toContain(CONFIRM);
    expect(buttonsOf(await card('Approved'))).toEqual(['End access']);
    const [entry] = await service.query<{ proof_id: string | null }>(
      "SELECT proof_id FROM chatops.audit WHERE action = 'requests approved'",
    );
    expect(entry?.proof_id).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('approve nothing where the roles are no longer as they were shown', async () => {
    await service.user({ email: 'zoe@example.com', roles: ['lead'], firstName: 'Zoe', lastName: 'Low' });
    const zoe = discord.member({ name: 'Zoe', permissions: ['ManageGuild'] });
    await linkOnDiscord(service, discord, zoe, 'zoe@example.com');
    await (await zoe.uses('/hexa requests new', { roles: 'admin', for: '8h', reason: 'on call' })).shows(
      'Request sent',
    );
    const pressed = await eve
      .inChannel(approvals)
      .presses(await card('Zoe Low asks for the role admin'), 'Approve');
    await pressed.shows(CONFIRM);
    await service.query(
      `INSERT INTO user_roles (user_id, role_id) SELECT u.id, r.id FROM users u, roles r
       WHERE u.email = 'zoe@example.com' AND r.name = 'manager'`,
    );
    const page = await pressOn(phone, linkIn(textOf(pressed.message), 'prove'), CONFIRM);
    expect(page).toContain('Out of date');
    const held = await service.query<{ name: string }>(
      `SELECT r.name FROM user_roles ur JOIN roles r ON r.id = ur.role_id JOIN users u ON u.id = ur.user_id
       WHERE u.email = 'zoe@example.com' ORDER BY r.name`,
    );
    expect(held.map(({ name }) => name)).toEqual(['lead', 'manager']);
  });
});
