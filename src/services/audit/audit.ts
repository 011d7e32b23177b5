import { LRUCache } from 'lru-cache';
import { Audit } from '#database/chatops-tables.ts';
import type { EntityManager } from '#database/connection.ts';
import type { RefusalEntry } from '#domain/audit.ts';
import { AUDIT_ACTIONS } from '#domain/audit-actions.ts';
import { type ChatIdentity, identityKey } from '#domain/chat-identity.ts';
import { fullName } from '#domain/user.ts';
import { mirrorChange } from '../attached/hexabot-audit.ts';
import type { Deps } from '../deps.ts';
import type { Author } from '../shared/author.ts';
import type { Writing } from '../writing/writing.ts';
import type { Change } from './change.ts';
import { type TellDeps, tellUser } from './notices.ts';

/** What writing an entry stands on, so that the command line can do it. */
export type RecordDeps = Pick<Deps, 'db' | 'clock' | 'announce' | 'attached'> & TellDeps;

/**
 * One entry for a change, in the transaction of `em`, announced to the audit channels, and one in Hexabot's own audit
 * where the database is Hexabot's. The affected user is told where AUDIT_ACTIONS says so, unless the caller tells them
 * of something that this is part of (`tells: false`). Returns its id.
 */
export async function recordChange(
  deps: RecordDeps,
  em: Writing,
  by: Author,
  change: Change,
  { tells = true }: { tells?: boolean } = {},
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
    proofId: by.proof?.id ?? null,
  });
  if (deps.attached) await mirrorChange(deps, em, by, change);
  await deps.announce(em, String(id));
  const told = AUDIT_ACTIONS[change.action].tells;
  const isOwn = by.actor?.id === change.target.id;
  if (tells && typeof told === 'object' && told !== null && (told.own || !isOwn)) {
    await tellUser(deps, em, String(id), told.ways);
  }
  return String(id);
}

const MOST_UNLINKED = 10_000;

/** One entry for a refused attempt; unlinked people at most one a minute each (docs/design.md, section 6). */
export function createRefusalAudit(deps: Deps): (refusal: RefusalEntry) => Promise<void> {
  const lastOfUnlinked = new LRUCache<string, number>({ max: MOST_UNLINKED });
  return async (refusal) => {
    const { identity, actor } = refusal;
    const now = deps.clock();
    if (actor === null) {
      const key = identityKey(identity);
      const last = lastOfUnlinked.get(key);
      // Also where the clock was set back meanwhile.
      if (last !== undefined && Math.abs(now.getTime() - last) < 60_000) return;
      lastOfUnlinked.set(key, now.getTime());
    }
    await recordRefusal(deps, deps.db.em(), refusal);
  };
}

/** One entry for a refused attempt. Returns its id. */
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
