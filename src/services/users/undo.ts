import { AUDIT_ACTIONS } from '#domain/audit-actions.ts';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { Undone } from '#domain/undone.ts';
import { fullName, type Status } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { countStartingFrom } from '../requests/open-requests.ts';
import { reopenRequests } from '../requests/reopen-requests.ts';
import { decideReplacement } from '../roles/replace-roles.ts';
import { allRoles } from '../roles/roles.ts';
import { requireOneProof } from '../writing/require-one-proof.ts';
import { entriesToUndo, refuseOvertaken, type Undoable } from '../writing/undoable.ts';
import { type Decision, write } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { loadUser, lockUser } from './load-user.ts';
import { decideStatus, type Withdrawing } from './set-status.ts';

type Entry = Undoable<{ status?: Status; roles?: string[] } & Partial<Withdrawing>>;

/**
 * Takes back what this actor did in that request within the last five minutes, where it still stands: statuses and
 * roles, the last one first, and opens again the requests that it withdrew. Throws `undo_too_late`, ProofNeeded, and,
 * where nothing could be taken back, why: `undo_overtaken` and what the inverse changes throw.
 */
export async function undo(deps: Deps, by: By, requestId: string): Promise<Undone[]> {
  const entries: Entry[] = await entriesToUndo(deps, by, requestId, ['status', 'roles']);
  const inverses = entries.map(
    (entry) => (as: By) => write(deps, as, (em, now) => inverseOf(deps, em, now, entry)),
  );
  await requireOneProof(deps, by, inverses);
  const all: Undone[] = [];
  for (const [index, inverse] of inverses.entries()) {
    try {
      all.push(await inverse(by));
    } catch (error) {
      if (!(error instanceof HexaError)) throw error;
      const user = await loadUser(deps, entries[index]!.targetId);
      all.push({ ...NOTHING, user, refusal: error });
    }
  }
  const [first] = all;
  if (first?.refusal && all.every(({ refusal }) => refusal !== null)) throw first.refusal;
  return all.reverse();
}

const NOTHING = {
  refusal: null,
  reopened: 0,
  stayWithdrawn: 0,
  approvable: 0,
  sessions: 0,
  tokens: 0,
  withdrawn: 0,
  mailed: false,
};

/** What takes this entry back, as things are under the locks. Throws `undo_overtaken`. */
async function inverseOf(deps: Deps, em: Writing, by: By, entry: Entry): Promise<Decision<Undone>> {
  const { action, targetId, before, after } = entry;
  const user = await lockUser(deps, em, targetId);
  const overtaken = new HexaError('undo_overtaken', { name: fullName(user) });
  await refuseOvertaken(em, entry, fullName(user));
  if (AUDIT_ACTIONS[action].undo === 'roles') {
    const all = await allRoles(deps, em);
    const idsOf = (names: readonly string[] = []) => {
      const ids = all.filter(({ name }) => names.includes(name)).map(({ id }) => id);
      // A role that was renamed or deleted meanwhile cannot be given back.
      if (ids.length < names.length) throw overtaken;
      return ids;
    };
    const given = {
      id: targetId,
      roleIds: idsOf(before.roles),
      expected: idsOf(after.roles),
      restores: true,
    };
    const { apply, ...decided } = await decideReplacement(deps, em, by, given);
    return {
      ...decided,
      apply: async () => {
        const { user: restored } = await apply();
        return {
          ...NOTHING,
          user: restored,
          approvable: await countStartingFrom(em, targetId, restored.roles),
        };
      },
    };
  }
  const { status } = before;
  if (user.status !== after.status || status === undefined) throw overtaken;
  const { apply, ...decided } = await decideStatus(deps, em, by, targetId, status);
  return {
    ...decided,
    apply: async () => {
      const { user: restored, ended } = await apply();
      const { sessions = 0, tokens = 0 } = after;
      const requests = await reopenRequests(deps, em, by, after.withdrew ?? []);
      const mailed = status === 'pending' && deps.settings.mail;
      return { ...NOTHING, user: restored, ...requests, sessions, tokens, withdrawn: ended.requests, mailed };
    },
  };
}
