import { violationsBelow } from './arrows/violations.ts';

/** Part of `npm run check`: fails where a file imports what its room may not. */
const violations = violationsBelow(new URL('../', import.meta.url));
for (const violation of violations) process.stderr.write(`${violation}\n`);
if (violations.length > 0) process.exitCode = 1;
