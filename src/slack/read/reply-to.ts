import { LIMITS } from '../limits.ts';

/** A `response_url` and when it was given out, as saved with the draft of a form: `1700000000000 https://…`. */
export function encodeReplyTo(url: string, at: Date): string {
  return `${at.getTime()} ${url}`;
}

/** The address while it still takes answers (30 minutes; docs.slack.dev, "Handling user interaction"), else null. */
export function liveReplyTo(replyTo: string | null, now: Date): string | null {
  const match = /^(\d+) (https?:\/\/\S+)$/.exec(replyTo ?? '');
  if (match === null) return null;
  const age = now.getTime() - Number(match[1]);
  return age >= 0 && age < LIMITS.responseUrl.lifeMs ? match[2]! : null;
}
