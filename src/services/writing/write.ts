import { sayChange } from '#database/changes.ts';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import type { Matter } from '#domain/matter.ts';
import type { Deps } from '../deps.ts';
import { keepingAnAdministrator } from '../roles/administrators.ts';
import { notBusy } from '../shared/busy.ts';
import { type LockName, takeLocks } from '../shared/locks.ts';
import { actorNow } from './actor-now.ts';
import { rehearsalOf } from './rehearsal.ts';
import { requireProof } from './require-proof.ts';
import type { Writing } from './writing.ts';

/** How long a writer waits for our other writers, how long for somebody else's rows, and how long a statement may take. */
const QUEUE_TIMEOUT = '10s';
const LOCK_TIMEOUT = '4s';
const STATEMENT_TIMEOUT = '15s';

const DEFAULT_LOCKS: readonly LockName[] = ['changes'];

/** What was decided under the locks, and how it is written. */
export interface Decision<T> {
  /** Null: there is nothing to change. */
  matter: Matter | null;
  /** It may take the last full administrator, which is then refused in this name. */
  strips?: string;
  apply(): Promise<T>;
}

/**
 * The one way in which somebody in chat changes something (docs/design.md, section 6): locks first; then who acts, as
 * they are now, is asked again; then `decide` reads what the rules look at and asks them, and writes nothing; then what
 * was decided is written; then whether it takes a passkey, so that nobody is asked for one and refused afterwards. All in
 * one transaction: an exception leaves nothing. Throws `not_linked`, `account_not_active`, `permission_missing`,
 * `last_admin`, `busy`, `proof_outdated`, ProofNeeded, and what the two throw.
 */
export async function write<T>(
  deps: Deps,
  by: By,
  decide: (em: Writing, by: By) => Promise<Decision<T>>,
  locks = DEFAULT_LOCKS,
): Promise<T> {
  const rehearsal = rehearsalOf(by);
  const inOne = rehearsal === null ? transaction(deps) : savepoint(rehearsal.em);
  return underLocks(inOne, locks, async (em) => {
    const now = await actorNow(deps, em, by);
    const { matter, strips, apply } = await decide(em, now);
    const done = await (strips === undefined ? apply() : keepingAnAdministrator(deps, em, strips, apply));
    requireProof(deps, now, matter);
    return done;
  });
}

/**
 * The same for those whom no gate lets in: the system, the operator, and whoever has just proven who they are by a
 * code, a link or a password. Nobody is asked about; the locks and the one transaction are the same. Throws `busy`.
 */
export async function writeUngated<T>(
  deps: Pick<Deps, 'db'>,
  work: (em: Writing) => Promise<T>,
  locks = DEFAULT_LOCKS,
): Promise<T> {
  return underLocks(transaction(deps), locks, work);
}

/** Runs all of this in one transaction and takes it back: what `write` does as a rehearsal. Throws `busy`. */
export async function takenBack(
  deps: Pick<Deps, 'db'>,
  work: (em: EntityManager) => Promise<void>,
): Promise<void> {
  const over = new Error('taken back');
  const all = transaction(deps)(async (em) => {
    await work(em);
    throw over;
  });
  await notBusy(all).catch((error: unknown) => {
    if (error !== over) throw error;
  });
}

type InOne = Deps['db']['transaction'];

const transaction =
  ({ db }: Pick<Deps, 'db'>): InOne =>
  (work) =>
    db.transaction(work);

/** What a rule refuses takes back its own change, and leaves what was rehearsed before it. */
const savepoint =
  (em: EntityManager): InOne =>
  (work) =>
    em.transactional((inner) => work(inner as EntityManager), { clear: true });

async function underLocks<T>(
  inOne: InOne,
  locks: readonly LockName[],
  work: (em: Writing) => Promise<T>,
): Promise<T> {
  return notBusy(
    inOne(async (em) => {
      await rows(
        em,
        sql`SELECT set_config('lock_timeout', ${QUEUE_TIMEOUT}, true),
          set_config('statement_timeout', ${STATEMENT_TIMEOUT}, true), ${sayChange}`,
      );
      await takeLocks(em, locks);
      await rows(em, sql`SELECT set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`);
      return work(em as Writing);
    }),
  );
}
