import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/**
 * What went wrong with a call, in a word for code and log: Discord's JSON error code ("Opcodes and Status
 * Codes", for example `10062`), `http_502`, `rate_limited` or `network`. Nothing else of such an error may be
 * logged: it holds the body that was sent and, in its address, the interaction's token.
 */
export function codeOf(error: unknown): string {
  if (error instanceof DiscordAPIError) return String(error.code || `http_${error.status}`);
  if (error instanceof HTTPError) return `http_${error.status}`;
  if (error instanceof RateLimitError) return 'rate_limited';
  if (!(error instanceof Error)) throw error;
  // After a 401 the library forgets the token and says so (@discordjs/rest, "Expected token to be set").
  if (error.message.startsWith('Expected token')) return 'http_401';
  if (error.name === 'AbortError' || 'code' in error || error.cause instanceof Error) return 'network';
  throw error;
}

/** What of "Invalid form body" names paths and rules, such as `components[0].label[BASE_TYPE_BAD_LENGTH]`: no values. */
export function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  const found = error.message.match(/^[\w.[\]]+\[[A-Z_]+\]/gm);
  return found === null ? undefined : found.join('; ').slice(0, 500);
}

/** "Invalid form body": not where it was sent, but what was made for it. */
export function isRefusedAsMade(code: string): boolean {
  return code === '50035';
}

/** True where the same call may succeed in a moment. */
export function isPassing(code: string): boolean {
  return code === 'network' || code === 'rate_limited' || /^http_(429|5\d\d)$/.test(code);
}
