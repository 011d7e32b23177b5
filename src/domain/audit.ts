import type { ChatIdentity, Platform } from './chat-identity.ts';
import type { Target } from './matter.ts';

/** One entry of chatops.audit as people read it. Carries no secret. */
export interface AuditEntry {
  id: string;
  at: Date;
  requestId: string;
  /** A command path or the name of a form or action. */
  action: string;
  outcome: 'done' | 'refused';
  /** Of the refusal. */
  code: string | null;
  actorId: string | null;
  actorName: string | null;
  platform: Platform | null;
  chatUser: string | null;
  targetType: 'user' | 'role' | 'request' | 'link' | null;
  targetId: string | null;
  targetName: string | null;
  before: Readonly<Record<string, unknown>> | null;
  after: Readonly<Record<string, unknown>> | null;
  reason: string | null;
}

/** A refused attempt, to be written down. */
export interface RefusalEntry {
  identity: ChatIdentity;
  actor: { id: string; firstName: string; lastName: string } | null;
  requestId: string;
  action: string;
  code: string;
  data: object;
  /** Whom it was about, where that is known. */
  target?: Target;
}

/** What to look for in the audit; null: all. */
export interface AuditQuery {
  /** The target, by id. */
  userId: string | null;
  /** The actor, by id. */
  byId: string | null;
  since: Date | null;
  /** From 0; newest first. */
  page: number;
  pageSize: number;
}
