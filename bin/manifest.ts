import { readFileSync } from 'node:fs';
import { StartError } from '../src/start/start-error.ts';

const FILE = new URL('../manifest.yml', import.meta.url);

/**
 * The Slack app's manifest: as the file has it, for Socket Mode, or for HTTP with everything coming to
 * `/slack/events` below this address. Slack takes https only. Throws StartError.
 */
export function manifest(publicUrl: string | null): string {
  const text = readFileSync(FILE, 'utf8');
  if (publicUrl === null) return text;
  if (!URL.canParse(publicUrl) || new URL(publicUrl).protocol !== 'https:') {
    throw new StartError('--url must be the https:// address at which Slack reaches this service.');
  }
  const url = `${publicUrl.replace(/\/+$/, '')}/slack/events`;
  const changes: [RegExp, string][] = [
    [/^(#.*\n)+/, `# The Slack app over HTTP at ${url}\n`],
    [/^( *)- command: .*\n/m, `$&$1  url: ${url}\n`],
    [/^( *)event_subscriptions:\n/m, `$&$1  request_url: ${url}\n`],
    // Selects that search ask for their options at the third of these.
    [/^( *)interactivity:\n/m, `$&$1  request_url: ${url}\n$1  message_menu_options_url: ${url}\n`],
    [/^( *socket_mode_enabled:) true$/m, '$1 false'],
  ];
  return changes.reduce((changed, [pattern, replacement]) => {
    if (!pattern.test(changed)) throw new Error(`manifest.yml has nothing like ${pattern}`);
    return changed.replace(pattern, replacement);
  }, text);
}
