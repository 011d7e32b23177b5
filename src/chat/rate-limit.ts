import { LRUCache } from 'lru-cache';
import { type ChatIdentity, identityKey } from '#domain/chat-identity.ts';

const WINDOW_MS = 60_000;
/** docs/design.md, section 9: per chat identity, keystrokes not counted. */
const LIMIT = 30;
/** Whoever goes on asking stays among them, however many others come. */
const MOST_IDENTITIES = 20_000;

/** Returns whether this identity may do one more thing within the minute that began with its first. */
export function createRateLimit(clock: () => Date, limit = LIMIT): (identity: ChatIdentity) => boolean {
  const windows = new LRUCache<string, { since: number; count: number }>({ max: MOST_IDENTITIES });
  return (identity) => {
    const now = clock().getTime();
    const key = identityKey(identity);
    const window = windows.get(key);
    if (window === undefined || isOver(window, now)) {
      windows.set(key, { since: now, count: 1 });
      return true;
    }
    window.count += 1;
    return window.count <= limit;
  };
}

/** Also where the clock was set back meanwhile: the minute must not last an hour. */
function isOver({ since }: { since: number }, now: number): boolean {
  return Math.abs(now - since) >= WINDOW_MS;
}
