import { type Finding, fix, ok } from '#chat/finding.ts';
import type { ServedWorkspace } from '#domain/chat-identity.ts';
import { servedWorkspace } from './read/team.ts';
import type { SlackSettings } from './settings.ts';
import { isOnlyOurs, type SharedFlags } from './shared-channel.ts';

/** Whether Slack takes the token, and for which workspace. Asks without Bolt, which takes a second to load. */
export async function examineSlack(slack: SlackSettings): Promise<Finding> {
  try {
    const response = await ask<{ team?: string; team_id?: string }>(slack, 'auth.test');
    if (!response.ok) {
      return fix(
        'Slack',
        `refuses SLACK_BOT_TOKEN (${response.error}). Copy it again from OAuth & Permissions.`,
      );
    }
    return ok(
      'Slack',
      `workspace ${response.team} (${response.team_id}), ${slack.appToken ? 'Socket Mode' : 'HTTP'}`,
    );
  } catch (error) {
    return fix('Slack', `does not response (${(error as Error).message}). Check the network.`);
  }
}

/** Rejects where Slack does not say. */
export async function servedTeam(slack: SlackSettings): Promise<ServedWorkspace> {
  const response = await ask<{ team_id?: string; enterprise_id?: string | null }>(slack, 'auth.test');
  const served = servedWorkspace({
    teamId: response.team_id ?? '',
    enterpriseId: response.enterprise_id ?? null,
  });
  if (served === null) throw new Error(`Slack says ${response.error}`);
  return served;
}

/** docs.slack.dev, conversations.info and Conversation object. Rejects where Slack does not response. */
export async function channelProblem(slack: SlackSettings, id: string): Promise<string | null> {
  const response = await ask<{ channel?: SharedFlags & { is_archived?: boolean; is_member?: boolean } }>(
    slack,
    'conversations.info',
    {
      channel: id,
    },
  );
  if (!response.ok) return `is not known to the app (${response.error}). Invite it there: /invite @hexa`;
  const { channel = {} } = response;
  if (channel.is_archived) return 'is archived: nothing is posted.';
  if (!isOnlyOurs(channel)) {
    const isKnown = channel.is_ext_shared === true || channel.is_pending_ext_shared === true;
    return isKnown
      ? 'is shared with another organisation: nothing is posted. Choose another channel.'
      : 'may be shared with another organisation, as Slack does not say: nothing is posted. Choose another channel.';
  }
  return channel.is_member ? null : 'does not have the app in it. Invite it there: /invite @hexa';
}

async function ask<T>(
  { apiUrl = 'https://slack.com/api', botToken }: SlackSettings,
  method: string,
  parameters: Record<string, string> = {},
): Promise<T & { ok: boolean; error?: string }> {
  const response = await fetch(`${apiUrl}/${method}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${botToken}` },
    body: new URLSearchParams(parameters),
    signal: AbortSignal.timeout(5_000),
  });
  return (await response.json()) as T & { ok: boolean; error?: string };
}
