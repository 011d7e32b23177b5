import type { EntityManager } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Matter } from '#domain/matter.ts';
import type { Proof } from '#domain/proof.ts';
import type { Actor } from '#domain/user.ts';

/** Who does something in chat, as the gate let them in, and in which invocation. */
export interface By {
  actor: Actor;
  identity: ChatIdentity;
  requestId: string;
  /** Signed by the actor's passkey for exactly this. */
  proof?: Proof | null;
  /** A transaction that will be taken back, for what is written meanwhile, and what that is (`requireOneProof`). */
  rehearsal?: { em: EntityManager; matters: Matter[] };
}

/** Whom an entry names: somebody in chat, the operator or the system (neither), or a user on our pages (no identity). */
export interface Author {
  actor: Pick<Actor, 'id' | 'firstName' | 'lastName'> | null;
  identity: ChatIdentity | null;
  requestId: string;
  proof?: Proof | null;
}

export const OPERATOR: Author = { actor: null, identity: null, requestId: 'operator' };
export const SYSTEM: Author = { actor: null, identity: null, requestId: 'system' };
