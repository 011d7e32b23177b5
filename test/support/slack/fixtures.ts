import { readFileSync } from 'node:fs';
import type { Dict } from './types.ts';

const FOLDER = new URL('../../fixtures/payloads/slack/', import.meta.url);
const loaded = new Map<string, string>();

/** A base payload from test/fixtures/payloads/slack, as a fresh copy. */
export function fixture(name: string): Dict {
  const text = loaded.get(name) ?? readFileSync(new URL(`${name}.json`, FOLDER), 'utf8');
  loaded.set(name, text);
  return JSON.parse(text) as Dict;
}

/**
 * A base payload with values in it. Throws when a value has no key in the fixture, so that a payload never carries
 * a key that the recorded one has not. A value of undefined takes the key out, as Slack leaves out what it has not.
 */
export function fill(name: string, values: Dict): Dict {
  const payload = fixture(name);
  for (const [key, value] of Object.entries(values)) {
    if (!(key in payload)) throw new Error(`${name}.json has no key ${key}`);
    if (value === undefined) delete payload[key];
    else payload[key] = value;
  }
  return payload;
}
