import type { Catalogue } from '#chat/catalogue.ts';
import { parseLine, withoutHexa } from '#chat/parse-line.ts';

/** Whether a line may be run because a link says so: only what changes nothing, and only what is clear. */
export function mayRunFromLink(catalogue: Catalogue, text: string): boolean {
  try {
    return !parseLine(catalogue, withoutHexa(text)).command.changes;
  } catch {
    return false;
  }
}
