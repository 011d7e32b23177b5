import { existsSync, globSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ROOT = new URL('../../', import.meta.url);
const SCHEMA = new URL('../shared/slack-manifest.schema.json', ROOT);
const manifest = parse(readFileSync(new URL('manifest.yml', ROOT), 'utf8'));
const source = globSync('src/slack/**/*.ts', { cwd: ROOT })
  .map((file) => readFileSync(new URL(file, ROOT), 'utf8'))
  .join('\n');

/** What a call or a reading of ours needs (docs.slack.dev: each method's page, "Scopes"). */
const SCOPES: Record<string, string[]> = {
  'app.command(': ['commands'],
  'app.shortcut(': ['commands'],
  'chat.postMessage(': ['chat:write'],
  'chat.update(': ['chat:write'],
  'conversations.open(': ['im:write'],
  'conversations.info(': ['channels:read', 'groups:read'],
  'users.info(': ['users:read'],
  'profile?.email': ['users:read.email'],
};
/** Methods that need no scope. */
const FREE = ['auth.test', 'views.open', 'views.push', 'views.update', 'views.publish'];

describe('manifest.yml', () => {
  it.runIf(existsSync(SCHEMA))('is what Slack takes', () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    const validate = new Ajv({ strict: false, formats: { uri: true } }).compile(schema);
    expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
  });

  it('asks for the scopes of what the code calls and reads, and no more', () => {
    const needed = Object.entries(SCOPES).flatMap(([use, scopes]) => (source.includes(use) ? scopes : []));
    expect(manifest.oauth_config.scopes.bot.toSorted()).toEqual([...new Set(needed)].sort());
    expect(manifest.oauth_config.scopes.user).toBeUndefined();
  });

  it('knows every method that the code calls', () => {
    const called = [...source.matchAll(/\bweb\.((?:\w+\.)+\w+)\(/g)].map(([, method]) => method!);
    const known = [...FREE, ...Object.keys(SCOPES).map((use) => use.slice(0, -1))];
    expect(called.filter((method) => !known.includes(method))).toEqual([]);
    expect(called.length).toBeGreaterThan(5);
  });

  it('has the events, the command and the shortcut that the code listens to', () => {
    const events = [...source.matchAll(/app\.event\('(\w+)'/g)].map(([, event]) => event);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual(events);
    expect(manifest.features.slash_commands).toMatchObject([{ command: '/hexa', should_escape: true }]);
    expect(manifest.features.shortcuts).toMatchObject([{ type: 'global', callback_id: 'users_list' }]);
    expect(manifest.settings).toMatchObject({
      interactivity: { is_enabled: true },
      socket_mode_enabled: true,
    });
  });
});
