import { z } from 'zod';
import type { Configured } from '#chat/platform.ts';
import { address, type Environment, readVariables, text } from '#chat/variables.ts';

/** Settings of Discord, where it is on. */
export interface DiscordSettings {
  token: string;
  applicationId: string;
  /** The guilds served. */
  guildIds: readonly string[];
  /** REST base, Discord's own without it. */
  apiUrl?: string;
}

/** Discord's ids ("Reference", Snowflakes), several with commas. */
const snowflakes = (name: string, what: string) =>
  z
    .string()
    .transform((value) => value.split(',').map((id) => id.trim()))
    .pipe(z.array(z.string().regex(/^\d{15,22}$/, `${name} must be ${what}.`)))
    .optional();

/** Variables of Discord. */
export const variables = z.object({
  DISCORD_TOKEN: text,
  DISCORD_APPLICATION_ID: snowflakes('DISCORD_APPLICATION_ID', 'the id of an application, digits only'),
  DISCORD_GUILD_IDS: snowflakes('DISCORD_GUILD_IDS', 'ids of servers, digits only, several with commas'),
  DISCORD_API_URL: address('DISCORD_API_URL'),
});

const NEEDED = ['DISCORD_TOKEN', 'DISCORD_APPLICATION_ID', 'DISCORD_GUILD_IDS'] as const;

/** As `ChatPlatform.configure`. */
export function configure(given: Environment): Configured<DiscordSettings> {
  const { values, malformed } = readVariables(variables, given);
  return { settings: settingsOf(values ?? {}), malformed, contradictions: contradictionsIn(given) };
}

function settingsOf({
  DISCORD_TOKEN: token,
  DISCORD_APPLICATION_ID: [applicationId] = [],
  DISCORD_GUILD_IDS: guildIds,
  DISCORD_API_URL: apiUrl,
}: Partial<z.output<typeof variables>>): DiscordSettings | null {
  if (token === undefined || applicationId === undefined || guildIds === undefined) return null;
  return {
    token: token.replace(/^Bot\s+/i, ''),
    applicationId,
    guildIds: [...new Set(guildIds)],
    ...(apiUrl === undefined ? {} : { apiUrl }),
  };
}

/** Discord needs all three, and is off without any. */
function contradictionsIn(given: Environment): string[] {
  const missing = NEEDED.filter((name) => given[name] === undefined);
  if (missing.length === 0 || missing.length === NEEDED.length) return [];
  const verb = missing.length === 1 ? 'is' : 'are';
  return [`${missing.join(' and ')} ${verb} missing: Discord needs ${NEEDED.join(', ')}.`];
}
