import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inviteCommand } from '../../bin/passkeys.ts';
import { readConfig } from '../../src/config.ts';
import { chromiumPath, openBrowser } from '../support/browser.ts';
import { buttonsOf, type DiscordDouble, type Person, textOf } from '../support/discord/index.ts';
import { linkIn } from '../support/link-in.ts';
import { linkOnDiscord } from '../support/link-on-discord.ts';
import { type Holder, newHolder, pressOn, refusedTo } from '../support/passkeys.ts';
import { type OnDiscord, runOnDiscord } from '../support/run-on-discord.ts';
import type { RunningService } from '../support/running-service.ts';

const CONFIRM = 'Confirm with your passkey';

describe.skipIf(chromiumPath === null)('passkeys in Discord', () => {
  let service: RunningService;
  let discord: DiscordDouble;
  let browser: Awaited<ReturnType<typeof openBrowser>>;
  let phone: Holder;
  let approvals: string;
  let ben: Person;
  let eve: Person;
  let zoe: Person;
  let scene: OnDiscord;
  beforeAll(async () => {
    [scene, browser] = await Promise.all([runOnDiscord({ CHATOPS_STEP_UP: 'privileged' }), openBrowser()]);
    ({ service, discord, approvals, ben, eve } = scene);
    phone = await newHolder(browser);
    await linkOnDiscord(service, discord, ben, 'ben@example.com');
  });
  afterAll(async () => {
    await browser.close();
    await scene[Symbol.asyncDispose]();
  });

  const card = (text: string) => scene.card(text);

  /** Asks for the role admin; Eve approves, and is given a link instead. */
  async function approving(who: Person, name: string) {
    await (await who.uses('/hexa requests new', { roles: 'admin', for: '8h', reason: 'on call' })).shows(
      'Request sent',
    );
    const pressed = await eve
      .inChannel(approvals)
      .presses(await card(`${name} asks for the role admin`), 'Approve');
    await pressed.shows(CONFIRM);
    return { pressed, url: linkIn(textOf(pressed.message), 'prove') };
  }

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
    expect(await service.rolesOf('ben@example.com')).toEqual(['lead']);
    const page = await pressOn(phone, linkIn(textOf(pressed.message), 'prove'), CONFIRM);
    expect(page).toContain('Approved');
    expect(await service.rolesOf('ben@example.com')).toEqual(['admin', 'lead']);
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
    zoe = discord.member({ name: 'Zoe', permissions: ['ManageGuild'] });
    await linkOnDiscord(service, discord, zoe, 'zoe@example.com');
    const { url } = await approving(zoe, 'Zoe Low');
    await service.give('zoe@example.com', 'manager');
    expect(await pressOn(phone, url, CONFIRM)).toContain('Out of date');
    expect(await service.rolesOf('zoe@example.com')).toEqual(['lead', 'manager']);
  });

  it('are not taken from somebody else: neither from who was sent the link, nor from another linked person', async () => {
    const config = readConfig({ ...service.env, PUBLIC_URL: service.address });
    const zoesPhone = await newHolder(browser);
    const invited = /http\S+/.exec(await inviteCommand(config, 'zoe@example.com'))![0];
    expect(await pressOn(zoesPhone, invited, 'Add a passkey')).toContain('Your passkey is ready');
    const { pressed, url } = await approving(zoe, 'Zoe Low');
    const asked = await refusedTo(zoesPhone, url);
    expect(asked).toContain('Only the person who started this can confirm it');
    expect((await service.audit()).at(-1)).toMatchObject({
      action: 'passkeys confirm',
      code: 'passkey_unknown',
      actor_name: 'Zoe Low',
    });
    expect(await service.rolesOf('zoe@example.com')).toEqual(['lead', 'manager']);
    // The link is still good for who it was made for.
    expect(await pressOn(phone, url, CONFIRM)).toContain('Approved');
    await pressed.shows('Approved');
    expect(await service.rolesOf('zoe@example.com')).toEqual(['admin', 'lead', 'manager']);
  });
});
