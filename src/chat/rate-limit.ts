import { type ChatIdentity, identityKey } from '#domain/chat-identity.ts';

const WINDOW_MS = 60_000;
/** docs/design.md, section 9: per chat identity, keystrokes not counted. */
const LIMIT = 30;

/** Returns whether this identity may do one more thing within the minute that began with its first. */
export function createRateLimit(clock: () => Date, limit = LIMIT): (identity: ChatIdentity) => boolean {
  const windows = new Map<string, { since: number; count: number }>();
  return (identity) => {
    const now = clock().getTime();
    const key = identityKey(identity);
    const window = windows.get(key);
    if (window === undefined || isOver(window, now)) {
      if (windows.size >= 10_000) forgetOld(windows, now);
      windows.set(key, { since: now, count: 1 });
      return true;
    }
    window.count += 1;
    return window.count <= limit;
  };
}

function forgetOld(windows: Map<string, { since: number }>, now: number): void {
  for (const [key, window] of windows) if (isOver(window, now)) windows.delete(key);
}

/** Also where the clock was set back meanwhile: the minute must not last an hour. */
function isOver({ since }: { since: number }, now: number): boolean {
  return Math.abs(now - since) >= WINDOW_MS;
}
