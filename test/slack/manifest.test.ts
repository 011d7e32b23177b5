import { existsSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const SCHEMA = new URL('../../../shared/slack-manifest.schema.json', import.meta.url);
const manifest = parse(readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8'));

describe('manifest.yml', () => {
  it.runIf(existsSync(SCHEMA))('is what Slack takes', () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    const validate = new Ajv({ strict: false, formats: { uri: true } }).compile(schema);
    expect(validate(manifest), JSON.stringify(validate.errors)).toBe(true);
  });

  it('asks for the scopes of the methods that the code calls, and no more', () => {
    expect(manifest.oauth_config.scopes).toEqual({
      bot: [
        'commands',
        'chat:write',
        'im:write',
        'channels:read',
        'groups:read',
        'users:read',
        'users:read.email',
      ],
    });
  });
});
