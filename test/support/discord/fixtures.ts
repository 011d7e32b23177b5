import { readFileSync } from 'node:fs';
import type { Json } from './wire.ts';

type FixtureName =
  | 'application'
  | 'channel'
  | 'dm-channel'
  | 'guild'
  | 'guild-create'
  | 'interaction'
  | 'member'
  | 'message'
  | 'ready'
  | 'role'
  | 'user';

const folder = new URL('../../fixtures/payloads/discord/', import.meta.url);
const texts = new Map<FixtureName, string>();

/** A base payload with all of Discord's documented keys, and `over` laid on top of it. */
export function payload<T extends Json>(name: FixtureName, over: T): Json & T {
  const text = texts.get(name) ?? readFileSync(new URL(`${name}.json`, folder), 'utf8');
  texts.set(name, text);
  return { ...(JSON.parse(text) as Json), ...over };
}
