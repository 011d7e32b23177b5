import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Proof } from '#domain/proof.ts';
import type { Actor } from '#domain/user.ts';

/** Whom an entry names: somebody in chat, the operator or the system (neither), or a user on our pages (no identity). */
export interface Author {
  actor: Pick<Actor, 'id' | 'firstName' | 'lastName'> | null;
  identity: ChatIdentity | null;
  requestId: string;
  proof?: Proof | null;
}

/** The command line: it stands above the gate. */
export const OPERATOR: Author = { actor: null, identity: null, requestId: 'operator' };
/** What happens by itself: sweeps, time that is over. */
export const SYSTEM: Author = { actor: null, identity: null, requestId: 'system' };
