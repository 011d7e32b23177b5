import type { Findings } from './findings.ts';
import { limits } from './limits.ts';

/** Where Discord's media proxy cannot or will not go. */
const privateHost =
  /^(localhost|.*\.(localhost|local|internal|test|invalid)|127\..*|10\..*|192\.168\..*|172\.(1[6-9]|2\d|3[01])\..*|169\.254\..*|0\.0\.0\.0|\[.*\])$/;

/**
 * An image is fetched by Discord itself: a public https address, or an uploaded file of that name.
 * (Discord fetches plain http too; the product must not send it, docs/design.md, section 11.)
 */
export function checkMedia(
  found: Findings,
  path: string,
  url: string | undefined,
  files: ReadonlySet<string>,
): void {
  if (!found.required(path, url)) return;
  found.text(path, url, limits.media.url);
  if (url.startsWith('attachment://')) {
    if (!files.has(url.slice('attachment://'.length)))
      found.add(path, 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND', `No uploaded file for ${url}`);
    return;
  }
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:')
    found.add(path, 'URL_TYPE_INVALID_SCHEME', `Not an https address: ${url}`);
  else if (privateHost.test(parsed.hostname) || !parsed.hostname.includes('.'))
    found.add(path, 'URL_TYPE_INVALID_URL', `Not a public address: ${url}`);
}

/** A link button leads where people can go themselves. */
export function checkLink(found: Findings, path: string, url: string): void {
  found.text(path, url, limits.button.url);
  const scheme = URL.parse(url)?.protocol;
  if (scheme === undefined) found.add(path, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
  else if (!['http:', 'https:', 'discord:'].includes(scheme))
    found.add(
      path,
      'URL_TYPE_INVALID_SCHEME',
      `Scheme must be one of ('http', 'https', 'discord'), not ${scheme}`,
    );
}
