import { writeFileSync } from 'node:fs';
import { docsPages } from './docs-pages.ts';

/** Writes the pages of docs/, and the parts of them, that follow from the code; a test compares them. */
for (const { file, content } of docsPages()) writeFileSync(file, content);
