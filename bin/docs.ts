import { writeFileSync } from 'node:fs';
import { commandsPage, refusalsPage } from './docs-pages.ts';

/** Writes the pages of docs/ that follow from the code; a test compares them. */
for (const [file, page] of [
  ['commands.md', commandsPage()],
  ['refusals.md', refusalsPage()],
] as const) {
  writeFileSync(new URL(`../docs/${file}`, import.meta.url), page);
}
