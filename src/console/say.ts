import type { Catalogue } from '#chat/catalogue.ts';
import { parseTyped, withoutHexa } from '#chat/parse-typed.ts';

/** Whether a line may be run because a link says so: only what changes nothing, and only what is clear. */
export function mayRunFromLink(catalogue: Catalogue, text: string): boolean {
  try {
    return !parseTyped(catalogue, withoutHexa(text)).command.changes;
  } catch {
    return false;
  }
}
