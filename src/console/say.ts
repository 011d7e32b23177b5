import type { Catalogue } from '#chat/catalogue.ts';
import { parseLine } from '#chat/parse-line.ts';

/** What is typed, without `/hexa`, which may be left out here. */
export function withoutSlash(text: string): string {
  return text
    .trim()
    .replace(/^\/?hexa\b\s*/i, '')
    .replace(/^\//, '');
}

/** Whether a line may be run because a link says so: only what changes nothing, and only what is clear. */
export function mayRunFromLink(catalogue: Catalogue, text: string): boolean {
  try {
    return !parseLine(catalogue, withoutSlash(text)).command.changes;
  } catch {
    return false;
  }
}
