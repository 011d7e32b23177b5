import { setTimeout as wait } from 'node:timers/promises';
import { AccountStates } from '#database/chatops-tables.ts';
import { instant, rows, sql } from '#database/connection.ts';
import { HexaError } from '#domain/errors.ts';
import { type Found, judge, type Verdict } from '#domain/lockout.ts';
import { fullName, type User } from '#domain/user.ts';
import { tellAdministrators } from '../audit/administrator-notices.ts';
import { recordChange } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { unlinkDeleted } from '../links/unlink.ts';
import { keepingAnAdministrator } from '../roles/administrators.ts';
import { setRolesAside } from '../roles/user-role-rows.ts';
import { SYSTEM } from '../shared/author.ts';
import { loadUser, lockUser } from '../users/load-user.ts';
import { isUser } from '../users/user-rows.ts';
import { writeUngated } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { detach, isDetached } from './detach.ts';
import { letIn, shutOut } from './lockout.ts';
import { findChanged, readFound } from './lockout-judge.ts';

/** Hexabot writes its audit after the change: whoever is about to be shut out gets that long for a witness to appear. */
const SETTLE_MS = 2_000;

/** Somebody ran `hexa detach` while this service runs. */
export class DetachedError extends Error {
  override readonly name = 'DetachedError';
  override readonly message =
    'this database was detached (hexa detach) while the service was running: it gave all roles back and stops';
}

/**
 * Judges what was changed about pending and disabled users elsewhere (docs/design.md, section 6) and acts on it, one
 * user at a time; throws DetachedError where there is nothing to judge any more. Run every minute on Hexabot's database. A user who cannot be dealt with now is left for the next
 * minute.
 */
export async function sweepLockout(deps: Deps, { stopping }: { stopping?: AbortSignal } = {}): Promise<void> {
  if (await isDetached(deps)) {
    await detach(deps);
    throw new DetachedError();
  }
  await forgetDeleted(deps);
  const doubted: string[] = [];
  for (const id of await findChanged(deps)) {
    if (isDoubtful(await settle(deps, id, { doubts: false }))) doubted.push(id);
  }
  if (doubted.length === 0) return;
  if (!(await waited(await untilSettled(deps, doubted), stopping))) return;
  for (const id of doubted) await settle(deps, id, { doubts: true });
}

/** Whether an entry that Hexabot has yet to write could change it. */
function isDoubtful(verdict: Verdict): boolean {
  return verdict === 'shut_out' || verdict === 'trusted';
}

/** How many milliseconds are left until the newest of these changes is old enough to be judged. */
async function untilSettled({ db, clock }: Deps, ids: readonly string[]): Promise<number> {
  const now = clock();
  const [newest] = await rows(
    db.em(),
    sql<{ at: string }>`SELECT max(coalesce(u.updated_at, ${now})) AS at FROM ${db.t.users} u
      WHERE u.id = ANY(${[...ids]})`,
  );
  const age = newest?.at ? now.getTime() - instant(newest.at).getTime() : 0;
  return Math.min(SETTLE_MS, Math.max(0, SETTLE_MS - age));
}

/** False when the service stops meanwhile. */
async function waited(ms: number, stopping: AbortSignal | undefined): Promise<boolean> {
  return wait(ms, true, stopping === undefined ? {} : { signal: stopping }).catch(() => false);
}

/** Acts on one user; on a doubtful verdict only if asked to. Returns the verdict. */
async function settle(deps: Deps, id: string, { doubts }: { doubts: boolean }): Promise<Verdict> {
  const name = await loadUser(deps, id).then(fullName, () => id);
  const inTransaction = (em: Writing) =>
    keepingAnAdministrator(deps, em, name, async () => {
      const user = await lockUser(deps, em, id);
      const found = await readFound(deps, em, id);
      const verdict = found === null ? 'nothing' : judge(found);
      if (found === null || verdict === 'nothing' || (isDoubtful(verdict) && !doubts)) return verdict;
      await act(deps, em, user, found, verdict);
      return verdict;
    });
  try {
    return await writeUngated(deps, inTransaction);
  } catch (error) {
    // Deleted meanwhile, held by another writer, or the last administrator.
    if (error instanceof HexaError) return 'nothing';
    throw error;
  }
}

async function act(
  deps: Deps,
  em: Writing,
  user: User,
  { recorded, witness }: Found,
  verdict: Exclude<Verdict, 'nothing'>,
): Promise<void> {
  const target = { type: 'user', id: user.id, name: fullName(user) } as const;
  if (verdict === 'set_aside') {
    const taken = await setRolesAside(deps, em, user.id);
    await recordChange(deps, em, SYSTEM, {
      action: 'lockout roles',
      target,
      links: { given: [], taken },
    });
    return;
  }
  if (verdict === 'let_in' || verdict === 'trusted') {
    const change = { before: { status: recorded ?? 'inactive' }, after: { status: 'active' } };
    const action = verdict === 'trusted' ? 'lockout trusted' : 'lockout ended';
    const { auditId, roleless } = await letIn(deps, em, SYSTEM, { action, target, ...change });
    if (verdict === 'trusted' && !roleless) await tellAdministrators(deps, em, 'lockout-notice', { auditId });
    return;
  }
  const state = await em.findOne(AccountStates, { userId: user.id });
  const { links, row } = await shutOut(deps, em, user.id, { to: 'disabled', by: state?.changedBy ?? null });
  const change = { before: { status: 'active' }, after: { status: 'disabled' } };
  const auditId = await recordChange(deps, em, SYSTEM, {
    action: witness === 'none' ? 'lockout unseen' : 'lockout upheld',
    target,
    ...change,
    links,
    row,
  });
  await tellAdministrators(deps, em, 'lockout-notice', { auditId });
}

/** Users who were deleted in the panel leave rows of ours behind, as nothing of ours points to Hexabot's tables. */
async function forgetDeleted(deps: Deps): Promise<void> {
  const { db } = deps;
  const users = sql`(SELECT x.id FROM ${db.t.users} x WHERE ${isUser('x')})`;
  await rows(db.em(), sql`DELETE FROM chatops.set_aside_roles WHERE user_id NOT IN ${users}`);
  await rows(db.em(), sql`DELETE FROM chatops.account_states WHERE user_id NOT IN ${users}`);
  await unlinkDeleted(deps);
}
