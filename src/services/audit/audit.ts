import { Audit } from '#database/chatops-tables.ts';
import type { EntityManager } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { type Actor, fullName } from '#domain/user.ts';
import { mirrorChange } from '../attached/hexabot-audit.ts';
import type { RoleLinks } from '../attached/lockout-roles.ts';
import type { Deps } from '../deps.ts';

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
export const SYSTEM: Author = { actor: null, identity: null, requestId: 'system' };

export interface Change {
  action: string;
  target: { type: 'user' | 'role' | 'request' | 'link'; id: string; name: string };
  before?: object;
  after?: object;
  reason?: string;
  /** Role links that Hexabot saw come and go, for its own audit. */
  links?: RoleLinks;
}

/**
 * One entry for a change, in the transaction of `em`, announced to the audit channels, and one in Hexabot's own audit
 * where the database is Hexabot's. Answers its id.
 */
export async function recordChange(
  deps: Pick<Deps, 'db' | 'clock' | 'announce' | 'attached'>,
  em: EntityManager,
  by: Author,
  change: Change,
): Promise<string> {
  const id = await em.insert(Audit, {
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
  if (deps.attached) await mirrorChange(deps, em, by, change);
  await deps.announce(em, String(id));
  return String(id);
}

export interface RefusalEntry {
  identity: ChatIdentity;
  actor: Actor | null;
  requestId: string;
  action: string;
  code: string;
  data: object;
  /** Whom it was about, where that is known. */
  target?: Change['target'];
}

/** One entry for a refused attempt; unlinked people at most one a minute each (design section 6). */
export function createRefusalAudit(deps: Deps): (refusal: RefusalEntry) => Promise<void> {
  const lastOfUnlinked = new Map<string, number>();
  return async (refusal) => {
    const { identity, actor } = refusal;
    const now = deps.clock();
    if (actor === null) {
      const key = `${identity.platform}:${identity.workspace}:${identity.user}`;
      const last = lastOfUnlinked.get(key);
      if (last !== undefined && now.getTime() - last < 60_000) return;
      if (lastOfUnlinked.size > 10_000) lastOfUnlinked.clear();
      lastOfUnlinked.set(key, now.getTime());
    }
    await recordRefusal(deps, deps.db.em(), refusal);
  };
}

/** One entry for a refused attempt. Answers its id. */
export async function recordRefusal(
  { clock }: Pick<Deps, 'clock'>,
  em: EntityManager,
  { identity, actor, requestId, action, code, data, target }: RefusalEntry,
): Promise<string> {
  const id = await em.insert(Audit, {
    ...who(actor, identity),
    at: clock(),
    requestId,
    action,
    outcome: 'refused',
    code,
    after: data,
    targetType: target?.type ?? null,
    targetId: target?.id ?? null,
    targetName: target?.name ?? null,
  });
  return String(id);
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
