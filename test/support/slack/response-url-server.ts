import { ApiError } from './api-error.ts';
import type { Core } from './core.ts';
import type { Dict } from './types.ts';
import { checkContent } from './web-api/chat.ts';

/** The body of an HTTP response is a JSON object, or text. */
export interface Answer {
  status: number;
  body: Dict | string;
  headers?: Record<string, string>;
}

/**
 * A POST to a response_url: 404 with `used_url` or `expired_url`, 400 for a bad body, else what it asks for.
 * Whether an answer to a press replaces the message when it does not say so is not documented (issue threads
 * tell of both), so not saying it is a violation.
 */
export function acceptResponse(core: Core, path: string, body: Dict): Answer {
  try {
    const url = core.responseUrls.take(path);
    const says = body.replace_original !== undefined || body.delete_original !== undefined;
    if (url.source && !says) {
      core.note('response_url', ['neither replace_original nor delete_original is said'], body);
    }
    if (!body.delete_original) checkContent(core, 'response_url', body);
    core.responseUrls.apply(url, body);
    return { status: 200, body: path.startsWith('/commands/') ? 'ok' : { ok: true } };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const gone = ['used_url', 'expired_url', 'message_not_found'].includes(error.code);
    return { status: gone ? 404 : 400, body: error.toBody() };
  }
}
