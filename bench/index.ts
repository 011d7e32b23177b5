import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { measureAll, NAMES } from './measure-all.ts';
import { reached } from './row.ts';
import { WHOLE } from './sizes.ts';
import { aligned, machine, tableOf } from './table.ts';
import { createWorld } from './world.ts';

const HEAD = `# Speed

Written by \`npm run bench\`. Ratios are of medians within one run, both sides by turns; what they are measured against
is in \`bench/rows/\`.
`;

const write = (text: string) => process.stdout.write(`${text}\n`);
const wanted = process.argv.slice(2);
const chosen = NAMES.filter((name) => wanted.length === 0 || wanted.some((one) => name.includes(one)));
if (chosen.length === 0) {
  write(`Nothing has such a name. There are: ${NAMES.join(', ')}`);
  process.exit(1);
}
const started = performance.now();
const measuredOn = machine();
await using world = await createWorld(WHOLE);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void world[Symbol.asyncDispose]().finally(() => process.exit(130)));
}
const rows = await measureAll(world, write, chosen);
const table = tableOf(rows);
const minutes = ((performance.now() - started) / 60_000).toFixed(1);
const where = [...measuredOn, `measured in ${minutes} minutes`].map((line) => `- ${line}`).join('\n');
if (wanted.length === 0)
  await writeFile(join(import.meta.dirname, 'RESULTS.md'), `${HEAD}\n${where}\n\n${table}\n`);
write(`\n${aligned(table)}\n\n${where}`);
const short = rows.filter((row) => !reached(row));
for (const { what } of short) write(`falls short: ${what}`);
process.exitCode = short.length === 0 ? 0 : 1;
