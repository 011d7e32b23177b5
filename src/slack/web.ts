import type * as Bolt from '@slack/bolt';
import { webApi } from './bolt.ts';
import { fetchWithin } from './post.ts';

/** Slack's Web API. */
export type WebClient = Bolt.webApi.WebClient;
type WebClientOptions = NonNullable<ConstructorParameters<typeof webApi.WebClient>[1]>;

/**
 * Somebody waits for the answer, and a trigger lives 3 s: one quick second try where the network failed, none
 * where Slack limits the rate. By default WebClient tries ten times over half an hour.
 */
export function webOptions(logger: Bolt.Logger, apiUrl: string | undefined): WebClientOptions {
  return {
    logger,
    retryConfig: { retries: 1, minTimeout: 200, maxTimeout: 500 },
    rejectRateLimitedCalls: true,
    fetch: fetchWithin(5_000),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
  };
}

/** A client of the Web API for this token. */
export function createWebClient(token: string, options: WebClientOptions): WebClient {
  return new webApi.WebClient(token, options);
}

/** What became of a call: Slack's error code, or `rate_limited`, `network`, `http_404`; and what Slack says beside it. */
export type Outcome = { ok: true } | Refused;
/** What Slack or the network refused, as a code. */
export interface Refused {
  ok: false;
  code: string;
  reason?: string;
}

/** It worked. */
export const DONE: Outcome = { ok: true };

/** Slack's refusals and the network's failures as a code; anything else that is thrown is a bug and stays thrown. */
export async function outcomeOf(call: Promise<unknown>): Promise<Outcome> {
  try {
    await call;
    return DONE;
  } catch (error) {
    return refusedBy(error);
  }
}

/** Throws what it is given where that is no failure of Slack or of the way to it. */
export function refusedBy(error: unknown): Refused {
  const code = codeOf(error);
  if (!(error instanceof webApi.WebAPIPlatformError)) return { ok: false, code };
  // Such as "[ERROR] must be less than 76 characters [json-pointer:/blocks/2/elements/0/text]".
  const said = error.data.response_metadata?.messages ?? [];
  return said.length === 0 ? { ok: false, code } : { ok: false, code, reason: said.join('; ').slice(0, 500) };
}

/** docs.slack.dev, chat.postMessage, views.open and "Message responses", "Errors": not where it was sent, but what was made for it. */
const AS_MADE =
  /^(invalid_(blocks|blocks_format|attachments|arguments|payload)|(msg|msg_blocks)_too_long|view_too_large|no_text|http_400|http_413)$/;

/** True where Slack would take something else there. */
export function isRefusedAsMade(code: string): boolean {
  return AS_MADE.test(code);
}

/** Throws what it is given where that is no failure of Slack or of the way to it. */
export function codeOf(error: unknown): string {
  if (error instanceof webApi.WebAPIPlatformError) return error.data.error;
  if (error instanceof webApi.WebAPIRateLimitedError) return 'rate_limited';
  if (error instanceof webApi.WebAPIHTTPError) return `http_${error.statusCode}`;
  if (error instanceof webApi.WebAPIRequestError) return 'network';
  throw error;
}

const PASSING =
  /^(rate_?limited|network|http_\d+|internal_error|fatal_error|service_unavailable|request_timeout)$/;

/** True where the same call may succeed later. */
export function isPassing(code: string): boolean {
  return PASSING.test(code);
}
