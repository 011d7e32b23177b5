import type { Config } from '../src/config.ts';
import { type Finding, fix, ok } from './findings.ts';

/** Asks about each channel that cards and audit lines go to: known, open to the app, and not shared with others. */
export async function examineChannels(config: Config): Promise<Finding[]> {
  const channels = [...new Set([...config.approvalChannels, ...config.auditChannels])];
  return Promise.all(channels.map((channel) => examineChannel(config, channel)));
}

async function examineChannel(config: Config, channel: string): Promise<Finding> {
  const [platform, id = ''] = channel.split(':');
  try {
    const problem = platform === 'slack' ? await slackProblem(config, id) : await discordProblem(config, id);
    return problem === null
      ? ok('Channel', `${channel} can be posted to`)
      : fix('Channel', `${channel} ${problem}`);
  } catch (error) {
    return fix(
      'Channel',
      `${channel} could not be asked about (${(error as Error).message}). Check the network.`,
    );
  }
}

/** docs.slack.dev, conversations.info and Conversation object. */
async function slackProblem({ slack }: Config, id: string): Promise<string | null> {
  if (slack === null) return 'is in Slack, which is off: nothing is posted.';
  const base = (slack.apiUrl ?? 'https://slack.com/api').replace(/\/$/, '');
  const response = await fetch(`${base}/conversations.info`, {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.botToken}` },
    body: new URLSearchParams({ channel: id }),
    signal: AbortSignal.timeout(5_000),
  });
  const {
    ok: isOk,
    error,
    channel,
  } = (await response.json()) as {
    ok: boolean;
    error?: string;
    channel?: Record<string, unknown>;
  };
  if (!isOk) return `is not known to the app (${error}). Invite it there: /invite @hexa`;
  if (channel?.is_archived) return 'is archived: nothing is posted.';
  if (channel?.is_ext_shared || channel?.is_pending_ext_shared)
    return 'is shared with another organisation: nothing is posted. Choose another channel.';
  return channel?.is_member ? null : 'does not have the app in it. Invite it there: /invite @hexa';
}

async function discordProblem({ discord }: Config, id: string): Promise<string | null> {
  if (discord === null) return 'is in Discord, which is off: nothing is posted.';
  const response = await fetch(`${discord.apiUrl ?? 'https://discord.com/api'}/v10/channels/${id}`, {
    headers: { authorization: `Bot ${discord.token}` },
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok)
    return `is not open to the app (${response.status}). Let it view the channel and send messages.`;
  const { guild_id: guildId = '' } = (await response.json()) as { guild_id?: string };
  return discord.guildIds.includes(guildId) ? null : 'is in a server that is not in DISCORD_GUILD_IDS.';
}
