import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import { needsProof, ProofNeeded, sameMatter, shownOf } from '#domain/proof.ts';
import type { Deps } from '../deps.ts';
import { rehearsalOf } from './rehearsal.ts';

/**
 * Asked under the locks, once nothing else refuses the change (docs/design.md, section 12): passes where no passkey is
 * asked for it, or where the proof at hand is of exactly this one. What it throws takes back what was written: ProofNeeded,
 * and `proof_outdated` where what was shown is no longer so. A rehearsal only notes the change.
 */
export function requireProof({ settings }: Pick<Deps, 'settings'>, by: By, matter: Matter | null): void {
  if (matter === null) return;
  const rehearsal = rehearsalOf(by);
  if (rehearsal !== null) return void rehearsal.matters.push(matter);
  if (!needsProof(settings.stepUp, by.actor.id, matter)) return;
  const { proof = null } = by;
  if (proof === null) throw new ProofNeeded([shownOf(matter)]);
  if (!proof.matters.some((shown) => sameMatter(shown, matter))) {
    throw new HexaError('proof_outdated', { name: matter.target.name });
  }
}
