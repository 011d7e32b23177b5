import type { Screen } from '#chat/screen.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { wordsFor } from '#words/index.ts';
import { consoleIdentity, type Log } from './ports.ts';
import type { PageScreen } from './protocol.ts';
import { pageScreenOrText } from './render/or-text.ts';
import type { Rooms } from './rooms.ts';

/**
 * The console for the core. Conversations live in memory: who cannot come to see a message is `gone`, so that they
 * are told by mail; what a restart took is gone too.
 */
export function createSurfaces(
  rooms: Rooms,
  isReachable: (identity: ChatIdentity) => boolean,
  log: Log,
): Surfaces {
  const drawn = (screen: Screen): PageScreen =>
    pageScreenOrText(screen, wordsFor(screen.language ?? null), log);
  return {
    async direct(identity, screen) {
      if (!isReachable(identity)) return { result: 'gone', reason: 'not_signed_in' };
      const { id } = rooms.of(identity).add({ from: 'hexa', screen: drawn(screen) });
      return { result: 'sent', posted: { platform: 'console', channel: identity.user, message: id } };
    },
    async post() {
      return { result: 'gone', reason: 'no_channels' };
    },
    async update(posted, screen) {
      const isThere = rooms.of(consoleIdentity(posted.channel)).update(posted.message, drawn(screen));
      return isThere ? { result: 'sent', posted } : { result: 'gone', reason: 'message_gone' };
    },
    isMember: async () => null,
    profile: async () => null,
  };
}
