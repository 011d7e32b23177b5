import type { AuditActionName } from '#domain/audit-actions.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { Actor } from '#domain/user.ts';
import type { RoleLinks } from '../attached/lockout-roles.ts';

/** Whom an entry names: somebody in chat, the operator or the system (neither), or a user on our pages (no identity). */
export interface Author {
  actor: Pick<Actor, 'id' | 'firstName' | 'lastName'> | null;
  identity: ChatIdentity | null;
  requestId: string;
}

export interface Change {
  action: AuditActionName;
  target: { type: 'user' | 'role' | 'request' | 'link'; id: string; name: string };
  before?: object;
  after?: object;
  reason?: string;
  /** Role links that Hexabot saw come and go, for its own audit. */
  links?: RoleLinks;
}
