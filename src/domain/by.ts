import type { ChatIdentity } from './chat-identity.ts';
import type { Proof } from './proof.ts';
import type { Actor } from './user.ts';

/** Who does something in chat, as the gate let them in, and in which invocation: what an audit entry needs to know. */
export interface By {
  actor: Actor;
  identity: ChatIdentity;
  requestId: string;
  /** Signed by the actor's passkey for exactly this. */
  proof?: Proof | null;
}
