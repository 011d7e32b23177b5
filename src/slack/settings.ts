import { z } from 'zod';
import type { Configured } from '#chat/platform.ts';
import { address, type Environment, readVariables, text } from '#chat/variables.ts';

/** Settings of Slack, where it is on. */
export interface SlackSettings {
  botToken: string;
  /** HTTP where this is set, Socket Mode where `appToken` is; both: HTTP. */
  signingSecret?: string;
  appToken?: string;
  /** Web API base, Slack's own without it. */
  apiUrl?: string;
}

/** Variables of Slack. */
export const variables = z.object({
  SLACK_BOT_TOKEN: text,
  SLACK_SIGNING_SECRET: text,
  SLACK_APP_TOKEN: text,
  SLACK_API_URL: address('SLACK_API_URL'),
});

/** As `ChatPlatform.configure`. */
export function configure(given: Environment): Configured<SlackSettings> {
  const { values, malformed } = readVariables(variables, given);
  const contradictions = contradictionsIn(given);
  return { settings: contradictions.length > 0 ? null : settingsOf(values ?? {}), malformed, contradictions };
}

function settingsOf({
  SLACK_BOT_TOKEN: botToken,
  SLACK_SIGNING_SECRET: signingSecret,
  SLACK_APP_TOKEN: appToken,
  SLACK_API_URL: apiUrl,
}: Partial<z.output<typeof variables>>): SlackSettings | null {
  if (botToken === undefined) return null;
  return {
    botToken,
    ...(signingSecret === undefined ? {} : { signingSecret }),
    ...(appToken === undefined ? {} : { appToken }),
    ...(apiUrl === undefined ? {} : { apiUrl }),
  };
}

function contradictionsIn({ SLACK_BOT_TOKEN, SLACK_SIGNING_SECRET, SLACK_APP_TOKEN }: Environment): string[] {
  const hasOther = (SLACK_SIGNING_SECRET ?? SLACK_APP_TOKEN) !== undefined;
  if (SLACK_BOT_TOKEN === undefined) {
    return hasOther ? ['SLACK_BOT_TOKEN is missing: Slack needs it (it starts with xoxb-).'] : [];
  }
  return hasOther
    ? []
    : ['SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) is missing beside SLACK_BOT_TOKEN.'];
}
