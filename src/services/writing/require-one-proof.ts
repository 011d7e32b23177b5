import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import { needsProof, ProofNeeded, shownOf } from '#domain/proof.ts';
import type { Deps } from '../deps.ts';
import { rehearsing } from './rehearsal.ts';
import { takenBack } from './write.ts';

/**
 * For one action on several, each of which is written by itself: does them all in their order and takes them back
 * together, so that one proof covers all. What a rule refuses is left out, as it will be refused again. Throws
 * ProofNeeded where one of them needs it, and `busy`.
 */
export async function requireOneProof(
  deps: Pick<Deps, 'db' | 'settings'>,
  by: By,
  changes: readonly ((by: By) => Promise<unknown>)[],
): Promise<void> {
  const { stepUp } = deps.settings;
  if (stepUp === 'off' || (by.proof ?? null) !== null || changes.length < 2) return;
  const matters: Matter[] = [];
  await takenBack(deps, async (em) => {
    for (const change of changes) {
      await change(rehearsing(by, { em, matters })).catch((error: unknown) => {
        if (!(error instanceof HexaError)) throw error;
      });
    }
  });
  if (matters.some((matter) => needsProof(stepUp, by.actor.id, matter))) {
    throw new ProofNeeded(matters.map(shownOf));
  }
}
