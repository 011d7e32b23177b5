import { HexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import { needsProof, ProofNeeded, sameMatter, shownOf } from '#domain/proof.ts';
import type { Deps } from '../deps.ts';
import type { By } from '../shared/author.ts';

/**
 * Asked under the locks, once nothing else refuses the change (docs/design.md, section 12): passes where no passkey is
 * asked for it, or where the proof at hand is of exactly this one. What it throws takes back what was written: ProofNeeded,
 * and `proof_outdated` where what was shown is no longer so.
 */
export function requireProof({ settings }: Pick<Deps, 'settings'>, by: By, matter: Matter | null): void {
  if (by.rehearsal !== undefined) throw new Rehearsed(settings.stepUp, by, matter);
  if (matter === null || !needsProof(settings.stepUp, by.actor.id, matter)) return;
  const { proof = null } = by;
  if (proof === null) throw new ProofNeeded([shownOf(matter)]);
  if (!proof.matters.some((shown) => sameMatter(shown, matter))) {
    throw new HexaError('proof_outdated', { name: matter.target.name });
  }
}

/** What a rehearsed change stops with; nothing of it is kept. */
class Rehearsed extends Error {
  readonly matters: readonly Matter[];
  readonly isNeeded: boolean;

  constructor(stepUp: Deps['settings']['stepUp'], by: By, matter: Matter | null) {
    super('rehearsed');
    this.matters = matter === null ? [] : [shownOf(matter)];
    this.isNeeded = matter !== null && needsProof(stepUp, by.actor.id, matter);
  }
}

/**
 * For one action on several, each of which is written by itself: does each one as far as its question for a proof, which
 * takes it back, so that one proof covers all. What a rule refuses is left out, as it will be refused again. Throws ProofNeeded
 * where one of them needs it.
 */
export async function requireOneProof(
  { settings }: Pick<Deps, 'settings'>,
  by: By,
  changes: readonly ((by: By) => Promise<unknown>)[],
): Promise<void> {
  if (settings.stepUp === 'off' || (by.proof ?? null) !== null || changes.length < 2) return;
  const rehearsed: Rehearsed[] = [];
  for (const change of changes) {
    const stopped = await change({ ...by, rehearsal: true }).catch((error: unknown) => error);
    if (stopped instanceof Rehearsed) rehearsed.push(stopped);
    else if (!(stopped instanceof HexaError)) throw stopped;
  }
  if (rehearsed.some(({ isNeeded }) => isNeeded)) {
    throw new ProofNeeded(rehearsed.flatMap(({ matters }) => matters));
  }
}
