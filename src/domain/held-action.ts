import type { ChatIdentity } from './chat-identity.ts';
import type { RawValues } from './draft.ts';
import type { Matter } from './matter.ts';

/**
 * What is to be done once it is confirmed with a passkey (docs/design.md, section 12). `invocation`: as the chat core wants
 * it back, without secrets.
 */
export interface HeldAction<Invocation = { id: string; input: object }> {
  identity: ChatIdentity;
  userId: string;
  invocation: Invocation;
  /** Names the handler and its ids, for what is signed. */
  handler: object;
  matters: readonly Matter[];
  passwordHash: string | null;
  /** The form that it came from: given back with these values when nothing comes of it. */
  draft: { id: string; values: RawValues } | null;
  language: string;
}
