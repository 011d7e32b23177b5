import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Screen } from './screen.ts';

/** What a platform tells about a person; cached in chatops.identities. */
export interface Profile {
  name: string;
  /** A public https address of their picture. */
  avatar: string | null;
  locale: string | null;
}

/** `gone`: final, never to be tried again (channel or message deleted, no access, direct messages closed). */
export type Delivery =
  | { result: 'sent' }
  | { result: 'gone'; reason: string }
  | { result: 'failed'; reason: string };

/** What each platform implements for the core, beside answering invocations. Results, never exceptions. */
export interface Surfaces {
  /** Sends a private message to one person. */
  direct(identity: ChatIdentity, screen: Screen): Promise<Delivery>;
  /** Null when the platform does not know the person or does not answer. */
  profile(identity: ChatIdentity): Promise<Profile | null>;
}
