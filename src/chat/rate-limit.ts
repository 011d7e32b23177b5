import { type ChatIdentity, identityKey } from '#domain/chat-identity.ts';

const WINDOW_MS = 60_000;
/** Design section 9: per chat identity, keystrokes not counted. */
const LIMIT = 30;

/** Answers whether this identity may do one more thing within the minute that began with its first. */
export function createRateLimit(clock: () => Date): (identity: ChatIdentity) => boolean {
  const windows = new Map<string, { since: number; count: number }>();
  return (identity) => {
    const now = clock().getTime();
    const key = identityKey(identity);
    const window = windows.get(key);
    if (window === undefined || now - window.since >= WINDOW_MS) {
      if (windows.size >= 10_000) forgetOld(windows, now);
      windows.set(key, { since: now, count: 1 });
      return true;
    }
    window.count += 1;
    return window.count <= LIMIT;
  };
}

function forgetOld(windows: Map<string, { since: number }>, now: number): void {
  for (const [key, { since }] of windows) if (now - since >= WINDOW_MS) windows.delete(key);
}
