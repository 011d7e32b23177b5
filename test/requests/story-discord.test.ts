import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buttonsOf,
  type DiscordDouble,
  type Person,
  type ShownMessage,
  textOf,
} from '../support/discord/index.ts';
import { linkOnDiscord } from '../support/link-on-discord.ts';
import { type OnDiscord, runOnDiscord } from '../support/run-on-discord.ts';
import type { RunningService } from '../support/running-service.ts';
import { textOf as slackText } from '../support/slack/index.ts';

const HOUR = 60 * 60_000;

/** docs/design.md, section 7 from beginning to end, in Discord; the channel of the cards is in Discord too. */
describe('a role change by approval in Discord', () => {
  let service: RunningService;
  let discord: DiscordDouble;
  let approvals: string;
  let ben: Person;
  let eve: Person;
  let ann: Person;
  let scene: OnDiscord;

  beforeAll(async () => {
    scene = await runOnDiscord();
    ({ service, discord, approvals, ben, eve } = scene);
    ann = discord.member({ name: 'Ann', permissions: ['ManageGuild'] });
    await linkOnDiscord(service, discord, ann, 'ann@example.com');
  });
  afterAll(() => scene[Symbol.asyncDispose]());

  const card = (look: () => ShownMessage[], text: string) => scene.card(text, look);
  const inChannel = () => discord.messages(approvals);
  const toEve = () => discord.dms(eve);
  const toAnn = () => discord.dms(ann);

  it('links by a mailed code', async () => {
    const opened = await ben.uses('/hexa link');
    const mailed = await ben.submits(opened.modal, {
      'Email you sign in to Hexabot with': 'ben@example.com',
    });
    await mailed.shows('If ben@example.com belongs to a user');
    const { text } = await service.mailbox.next('ben@example.com');
    const code = /^[2-9A-Z]{8}$/m.exec(text)![0];

    const asked = await ben.presses(mailed.message, 'Open the form');
    const wrong = await ben.submits(asked.modal, { Code: 'AAAAAAAA' });
    await wrong.shows('You have 4 tries left');
    const again = await ben.presses(wrong.message, 'Open the form');
    const linked = await ben.submits(again.modal, { Code: code });
    await linked.shows('You’re linked as Ben Low');
  });

  it('asks for an escalation, is refused as one’s own approver, and approved by a direct message', async () => {
    const made = await ben.uses('/hexa requests new', {
      roles: 'admin',
      for: '8h',
      reason: '@everyone on call',
    });
    await made.shows('Request sent');
    const posted = await card(inChannel, 'Ben Low ask');
    expect(buttonsOf(posted)).toEqual(['Approve', 'Deny', 'Withdraw']);
    const direct = await card(toEve, 'Ben Low ask');
    expect(buttonsOf(direct)).toEqual(['Approve', 'Deny']);
    await card(toAnn, 'Ben Low ask');

    const own = await ben.inChannel(approvals).presses(posted, 'Approve');
    await own.shows('someone else has to decide');
    expect(await service.rolesOf('ben@example.com')).toEqual(['lead']);

    const approved = await eve.inDirectMessage().presses(direct, 'Approve');
    await approved.shows('Approved by Eve Two');
    expect(await service.rolesOf('ben@example.com')).toEqual(['admin', 'lead']);
    for (const copies of [inChannel, toEve, toAnn]) {
      expect(buttonsOf(await card(copies, 'Approved by Eve Two'))).toEqual(['End access']);
    }
    await card(() => discord.dms(ben), 'approved your role change');
  });

  it('takes the access back when its time is over', async () => {
    service.advance(8 * HOUR + 1_000);
    await service.sweep();
    expect(await service.rolesOf('ben@example.com')).toEqual(['lead']);
    for (const copies of [inChannel, toEve, toAnn]) {
      expect(buttonsOf(await card(copies, 'Access ended'))).toEqual([]);
    }
    await card(() => discord.dms(ben), 'Time is up');
  });

  it('denies with a reason, and the pressed card follows at once', async () => {
    const made = await ben.uses('/hexa requests new', { roles: 'lead,manager', reason: 'more' });
    await made.shows('Request sent');
    const posted = await card(() => inChannel().slice(1), 'Ben Low ask');
    const asked = await eve.inChannel(approvals).presses(posted, 'Deny');
    const denied = await eve.inChannel(approvals).submits(asked.modal, { 'Why?': 'not **now**' });
    await denied.shows('Nothing was changed for Ben Low');
    await card(() => inChannel().slice(1), 'Denied by Eve Two');
    expect(textOf(inChannel()[1]!)).toContain('not \\*\\*now\\*\\*');
    const late = await ann
      .inChannel(approvals)
      .presses(inChannel()[1], 'Approve', { force: true })
      .catch(() => null);
    expect(late).toBeNull();
  });

  it('shows a decision in Slack while Discord does not answer, and in Discord when it does again', async () => {
    const channel = 'C0APPROVE';
    service.slack.channel({ id: channel, name: 'approvals' });
    await service.stop();
    await service.start({ CHATOPS_APPROVAL_CHANNEL: `discord:${approvals},slack:${channel}` });
    await discord.waitFor((double) => double.gatewayConnections === 1, 'the gateway');
    const before = inChannel().length;
    const made = await ben.uses('/hexa requests new', { roles: 'lead,public', reason: 'both' });
    await made.shows('Request sent');
    await card(() => inChannel().slice(before), 'Ben Low ask');
    const { slack } = service;
    const inSlack = () => slack.messages(channel).map((message) => slackText(message));
    await slack.waitFor(() => inSlack()[0], 'the card in Slack', 10_000);
    await expect
      .poll(() => service.query('SELECT 1 FROM chatops.posted_cards WHERE shown = 0'), { timeout: 20_000 })
      .toEqual([]);

    discord.fail(/PATCH \/channels/, { hang: true, times: 1_000 });
    const waiting = await eve.uses('/hexa requests list', { which: 'waiting' });
    const opened = await eve.presses(waiting.message, 'Review');
    await (await eve.presses(opened.followUps.at(-1), 'Approve')).shows('Approved by Eve Two');
    await slack.waitFor(() => inSlack()[0]?.includes('Approved by Eve Two'), 'the decision in Slack');
    expect(textOf(inChannel().at(-1)!)).not.toContain('Approved by Eve Two');

    discord.stopFailing();
    await discord.waitFor(() => textOf(inChannel().at(-1)!).includes('Approved by Eve Two'), 'Discord', {
      within: 40_000,
    });
  }, 90_000);

  it('ends the link of who leaves the server', async () => {
    ben.leaves();
    service.advance(24 * HOUR);
    await service.sweep();
    const left = await service.query<{ chat_user: string }>('SELECT chat_user FROM chatops.links');
    expect(left.map((link) => link.chat_user).sort()).toEqual([ann.id, eve.id].sort());
    const toBen = () => service.mailbox.mails.filter(({ to }) => to === 'ben@example.com');
    await expect
      .poll(() => toBen().map(({ subject }) => subject))
      .toContain('A chat account was unlinked from your Hexabot account');
  });

  it('sends nothing that Discord would refuse', () => {
    discord.assertNoViolations();
  });
});
