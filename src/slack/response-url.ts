import { type Posted, postJson } from './post.ts';
import { DONE, type Outcome } from './web.ts';

const WITHIN_MS = 5_000;

/** docs.slack.dev, "Handling user interaction", "Message responses". */
export interface ResponseBody {
  response_type?: 'ephemeral' | 'in_channel';
  replace_original?: boolean;
  delete_original?: boolean;
  text?: string;
  /** As JSON. */
  blocks?: string;
  /** Off: the text is for notifications and holds names of people. */
  mrkdwn?: false;
  unfurl_links?: false;
  unfurl_media?: false;
}

/** Answers through a `response_url`. Also one saved with a form's draft, so Bolt's `respond` does not serve. */
export function respond(url: string, body: ResponseBody): Promise<Outcome> {
  // Waiting in a function of its own, which does not hold the blocks until Slack answers.
  return outcomeOf(postJson(url, jsonOf(body), WITHIN_MS));
}

function jsonOf({ blocks, ...rest }: ResponseBody): string {
  const text = JSON.stringify(rest);
  return blocks === undefined ? text : `${text.slice(0, -1)},"blocks":${blocks}}`;
}

async function outcomeOf(posting: Promise<Posted>): Promise<Outcome> {
  try {
    const { status, text } = await posting;
    const code = codeIn(text);
    if (status < 200 || status > 299) return { ok: false, code: code ?? `http_${status}` };
    return code === null ? DONE : { ok: false, code };
  } catch {
    return { ok: false, code: 'network' };
  }
}

/** Some refusals come with status 200. They are `{ "ok": false, "error": … }`, or the code alone. */
function codeIn(text: string): string | null {
  if (/"ok"\s*:\s*false/.test(text)) return /"error"\s*:\s*"(\w+)"/.exec(text)?.[1] ?? 'refused';
  return /^[a-z]+(_[a-z]+)+$/.exec(text.trim())?.[0] ?? null;
}
