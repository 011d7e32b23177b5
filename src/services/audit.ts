import { Audit } from '#database/chatops-tables.ts';
import type { EntityManager } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { type Actor, fullName } from '#domain/user.ts';
import type { Deps } from './deps.ts';

export interface By {
  actor: Actor;
  identity: ChatIdentity;
  requestId: string;
}

/** Whom an entry names: somebody in chat, the operator or the system (neither), or a user on our pages (no identity). */
export interface Author {
  actor: Pick<Actor, 'id' | 'firstName' | 'lastName'> | null;
  identity: ChatIdentity | null;
  requestId: string;
}

export const OPERATOR: Author = { actor: null, identity: null, requestId: 'operator' };

export interface Change {
  action: string;
  target: { type: 'user' | 'role' | 'request' | 'link'; id: string; name: string };
  before?: object;
  after?: object;
  reason?: string;
}

/** One entry for a change, in the transaction of `em`. */
export async function recordChange(
  deps: Pick<Deps, 'clock'>,
  em: EntityManager,
  by: Author,
  change: Change,
): Promise<void> {
  await em.insert(Audit, {
    ...who(by.actor, by.identity),
    at: deps.clock(),
    requestId: by.requestId,
    action: change.action,
    outcome: 'done',
    targetType: change.target.type,
    targetId: change.target.id,
    targetName: change.target.name,
    before: change.before ?? null,
    after: change.after ?? null,
    reason: change.reason ?? null,
  });
}

export interface RefusalEntry {
  identity: ChatIdentity;
  actor: Actor | null;
  requestId: string;
  action: string;
  code: string;
  data: object;
}

/** One entry for a refused attempt; unlinked people at most one a minute each (design section 6). */
export function createRefusalAudit(deps: Deps): (refusal: RefusalEntry) => Promise<void> {
  const lastOfUnlinked = new Map<string, number>();
  return async ({ identity, actor, requestId, action, code, data }) => {
    const now = deps.clock();
    if (actor === null) {
      const key = `${identity.platform}:${identity.workspace}:${identity.user}`;
      const last = lastOfUnlinked.get(key);
      if (last !== undefined && now.getTime() - last < 60_000) return;
      if (lastOfUnlinked.size > 10_000) lastOfUnlinked.clear();
      lastOfUnlinked.set(key, now.getTime());
    }
    await deps.db.em().insert(Audit, {
      ...who(actor, identity),
      at: now,
      requestId,
      action,
      outcome: 'refused',
      code,
      after: data,
    });
  };
}

function who(actor: Author['actor'], identity: ChatIdentity | null) {
  return {
    actorId: actor?.id ?? null,
    actorName: actor === null ? null : fullName(actor),
    platform: identity?.platform ?? null,
    workspace: identity?.workspace ?? null,
    chatUser: identity?.user ?? null,
  };
}
