import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureAll } from './measure-all.ts';
import { reached } from './row.ts';
import { WHOLE } from './sizes.ts';
import { aligned, machine, tableOf } from './table.ts';
import { createWorld } from './world.ts';

const HEAD = `# Speed

Written by \`npm run bench\`. Ratios are of medians within one run, both sides by turns; what they are measured against
is in \`bench/rows/\`.
`;

const started = performance.now();
const measuredOn = machine();
const write = (text: string) => process.stdout.write(`${text}\n`);
await using world = await createWorld(WHOLE);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void world[Symbol.asyncDispose]().finally(() => process.exit(130)));
}
const rows = await measureAll(world, write);
const table = tableOf(rows);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
const where = [...measuredOn, `measured in ${minutes} minutes`].map((line) => `- ${line}`).join('\n');
await writeFile(join(import.meta.dirname, 'RESULTS.md'), `${HEAD}\n${where}\n\n${table}\n`);
write(`\n${aligned(table)}\n\n${where}`);
const short = rows.filter((row) => !reached(row));
for (const { what } of short) write(`falls short: ${what}`);
process.exitCode = short.length === 0 ? 0 : 1;
