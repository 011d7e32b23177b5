import type { EntityManager } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import type { Matter } from '#domain/matter.ts';

/** A transaction that will be taken back, for what is written meanwhile, and what that is (`requireOneProof`). */
interface Rehearsal {
  em: EntityManager;
  matters: Matter[];
}

/** Somebody, for as long as this is rehearsed. */
export function rehearsing(by: By, rehearsal: Rehearsal): By & { rehearsal: Rehearsal } {
  return { ...by, rehearsal };
}

/** Null: they mean it. */
export function rehearsalOf(by: By & { rehearsal?: Rehearsal }): Rehearsal | null {
  return by.rehearsal ?? null;
}
