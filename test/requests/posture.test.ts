import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { APPROVALS } from '#domain/role-policy.ts';
import { examineChannels } from '../../bin/examine-platforms.ts';
import { readConfig } from '../../src/config.ts';
import { approvalsPosture, linkingPosture } from '../../src/start/posture.ts';
import { startupSummary } from '../../src/start/startup-summary.ts';
import { type DiscordDouble, startDiscordDouble } from '../support/discord/index.ts';
import { type SlackDouble, startSlackDouble } from '../support/slack/index.ts';

const SECRET = { CHATOPS_SECRET: 'a secret of the test that is long enough' };

describe('the posture, as printed at start and by doctor', () => {
  const config = (env: Record<string, string> = {}) => readConfig({ ...SECRET, ...env });

  it.each(APPROVALS)('says what CHATOPS_APPROVALS=%s means', (value) => {
    const text = approvalsPosture(config({ CHATOPS_APPROVALS: value }));
    expect(text).toMatch(
      new RegExp(`^CHATOPS_APPROVALS=${value}: \\S+ .{20,}\\. Requests go out by direct message`),
    );
  });

  it.each(APPROVALS)('the docs say what CHATOPS_APPROVALS=%s means', (value) => {
    const page = (name: string) => readFileSync(new URL(`../../docs/${name}`, import.meta.url), 'utf8');
    for (const name of ['security.md', 'design.md'])
      expect(page(name)).toMatch(new RegExp(`^\\| \`${value}\``, 'm'));
    expect(page('configuration.md')).toMatch(new RegExp(`^\\| \`CHATOPS_APPROVALS\` .*\`${value}\``, 'm'));
  });

  it('says where and how long a request waits', () => {
    expect(approvalsPosture(config())).toContain('by direct message (set CHATOPS_APPROVAL_CHANNEL');
    expect(
      approvalsPosture(
        config({ CHATOPS_APPROVAL_CHANNEL: 'slack:C1,discord:123', CHATOPS_REQUEST_TTL: '90m' }),
      ),
    ).toContain('by direct message and in slack:C1, discord:123 and wait 90 min');
  });

  it('says what proves who somebody is', () => {
    const mail = { EMAIL_SMTP_ENABLED: 'true', EMAIL_SMTP_HOST: 'mail.example.com' };
    expect(linkingPosture(config())).toBe('by the operator only, because mail is off');
    expect(linkingPosture(config(mail))).toBe('with a code mailed to the user');
    expect(linkingPosture(config({ ...mail, CHATOPS_LINK_BY_EMAIL: 'true' }))).toContain('Slack’s admins');
  });
});

describe('the start, on a database of our own', () => {
  it('does not say that Hexabot was asked about SSO', () => {
    const lines = startupSummary({
      config: readConfig({ ...SECRET, HEXABOT_API_URL: 'https://hexabot.example.com/api' }),
      address: 'http://127.0.0.1:3000',
      metrics: null,
      database: { mode: 'standalone', embedded: null },
      mailbox: null,
      licence: { plan: 'pro', status: 'active', userLimit: 10 },
      sso: { enabled: false, strict: false },
      stateOf: (platform) => (platform === 'console' ? 'waiting' : 'on'),
    });
    expect(lines.find((line) => line.startsWith('SSO'))).toMatch(
      /^SSO +off +set SSO_ENABLED=true;.*not asked/,
    );
    expect(lines.find((line) => line.startsWith('Console'))).toMatch(/^Console +\.\.\. .*no answer yet/);
  });
});

describe('doctor asks about each channel', () => {
  let slack: SlackDouble;
  let discord: DiscordDouble;
  beforeAll(async () => {
    [slack, discord] = await Promise.all([startSlackDouble(), startDiscordDouble()]);
    slack.channel({ id: 'C0FINE' });
    slack.channel({ id: 'C0SHARED', isExtShared: true });
    slack.channel({ id: 'C0UNSAID', hidesSharing: true });
    slack.channel({ id: 'C0OLD', isArchived: true });
    slack.channel({ id: 'C0OUT', botIsMember: false });
  });
  afterAll(() => Promise.all([slack.stop(), discord.stop()]));

  it('and says what is wrong with it', async () => {
    const elsewhere = discord.channel({ name: 'x', guildId: discord.guild({ name: 'Other' }) });
    const forum = discord.channel({ name: 'forum', type: 15 });
    const closed = discord.channel({ name: 'closed', botCanSend: false });
    const config = readConfig({
      ...SECRET,
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: slack.apiUrl,
      DISCORD_TOKEN: discord.token,
      DISCORD_APPLICATION_ID: discord.applicationId,
      DISCORD_GUILD_IDS: discord.guildId,
      DISCORD_API_URL: discord.apiUrl,
      CHATOPS_APPROVAL_CHANNEL: `slack:C0FINE,slack:C0SHARED,slack:C0UNSAID,slack:C0OLD,slack:C0OUT,slack:C0NONE,discord:${discord.channelId}`,
      CHATOPS_AUDIT_CHANNEL: `slack:C0FINE,discord:${elsewhere},discord:${forum},discord:${closed},discord:123456`,
    });
    const findings = await examineChannels(config);
    expect(findings.map(({ state, text }) => `${state} ${text}`)).toEqual([
      'ok slack:C0FINE can be posted to',
      'fix slack:C0SHARED is shared with another organisation: nothing is posted. Choose another channel.',
      'fix slack:C0UNSAID may be shared with another organisation, as Slack does not say: nothing is posted. Choose another channel.',
      'fix slack:C0OLD is archived: nothing is posted.',
      'fix slack:C0OUT does not have the app in it. Invite it there: /invite @hexa',
      'fix slack:C0NONE is not known to the app (channel_not_found). Invite it there: /invite @hexa',
      `ok discord:${discord.channelId} can be posted to`,
      `fix discord:${elsewhere} is in a server that is not in DISCORD_GUILD_IDS.`,
      `fix discord:${forum} is a forum, category or the like: it takes no messages. Choose a text channel.`,
      `fix discord:${closed} does not let the app post: give it Send Messages there.`,
      'fix discord:123456 is not open to the app (404). Let it view the channel and send messages.',
    ]);
  });

  it('and says which platform is off', async () => {
    const config = readConfig({ ...SECRET, CHATOPS_APPROVAL_CHANNEL: 'slack:C1,discord:123456' });
    const findings = await examineChannels(config);
    expect(findings.map(({ text }) => text)).toEqual([
      'slack:C1 is in Slack, which is off: nothing is posted.',
      'discord:123456 is in Discord, which is off: nothing is posted.',
    ]);
  });
});
