import type { ChatIdentity, Platform } from '#domain/chat-identity.ts';
import type { Screen } from './screen.ts';

/** What a platform tells about a person; cached in chatops.identities. */
export interface Profile {
  name: string;
  /** A public https address of their picture. */
  avatar: string | null;
  locale: string | null;
  /** Where their clocks are, such as `Europe/Paris`. */
  zone: string | null;
  /** Confirmed by the platform, of a full member only; null where it cannot be relied upon (CHATOPS_LINK_BY_EMAIL). */
  email: string | null;
}

/** A message that stays and can be updated. */
export interface Posted {
  platform: Platform;
  channel: string;
  message: string;
}

/** `gone`: final, never to be tried again (channel or message deleted, no access, direct messages closed). */
export type Failure = { result: 'gone'; reason: string } | { result: 'failed'; reason: string };
/** `mayBeOlder`: it may be what an earlier try has sent, as it stood then. */
export type Delivery = { result: 'sent'; posted: Posted; mayBeOlder?: true } | Failure;

/**
 * What each platform implements for the core, beside answering invocations. Results, never exceptions.
 * `key`: of this one message. A platform that can (Discord, for some minutes) tells by it that an earlier try has sent the
 * message already, and returns that one.
 */
export interface Surfaces {
  /** Sends a private message to one person. */
  direct(identity: ChatIdentity, screen: Screen, key?: string): Promise<Delivery>;
  /**
   * Posts to a channel, after asking whether it is shared with another organisation: if so or if unknown, nothing
   * is posted (`gone`, reason `shared`; `failed` where the platform did not answer).
   */
  post(channel: string, screen: Screen, key?: string): Promise<Delivery>;
  /** Replaces the content of a message that was posted or sent. */
  update(posted: Posted, screen: Screen): Promise<Delivery>;
  /** Whether the person still belongs to the workspace; null when the platform does not say. */
  isMember(identity: ChatIdentity): Promise<boolean | null>;
  /** Null when the platform does not know the person or does not answer. */
  profile(identity: ChatIdentity): Promise<Profile | null>;
}
