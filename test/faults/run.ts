import { parseArgs } from 'node:util';
import { endAll } from './broken-off.ts';
import { FAULTS, runFault } from './faults.ts';
import { startPostgres } from './postgres.ts';
import { type Row, table } from './report.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: 'string', default: '8' }, short: { type: 'boolean', default: false } },
});
const say = (text: string) =>
  void process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${text}\n`);
const seed = Number(values.seed);
const chosen = FAULTS.filter(
  ({ name }) => positionals.length === 0 || positionals.some((one) => name.includes(one)),
);

say(`seed ${seed}; the same faults again: npm run test:faults -- --seed ${seed}`);
const postgres = await startPostgres();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void endAll().finally(() => process.exit(130)));
}
const results: { name: string; rows: Row[]; tookMs: number }[] = [];
try {
  const run = async (fault: (typeof FAULTS)[number]): Promise<void> => {
    say(`${fault.name}: begins`);
    const result = await runFault(fault, {
      postgres,
      seed,
      short: values.short,
      say: (text) => say(`${fault.name}: ${text}`),
    });
    results.push(result);
    const shortOnes = result.rows.filter(({ ok }) => !ok);
    say(`${fault.name}: ${shortOnes.length === 0 ? 'holds' : `${shortOnes.length} rows fall short`}`);
    for (const { what, measured } of shortOnes) say(`  ${what}: ${measured}`);
  };
  // What waits for platforms or mail most of the time goes on beside the others.
  const lane = async (faults: typeof chosen): Promise<void> => {
    for (const fault of faults) await run(fault);
  };
  await Promise.all([lane(chosen.filter(({ waits }) => waits)), lane(chosen.filter(({ waits }) => !waits))]);
} finally {
  await postgres.end();
}
const order = FAULTS.map(({ name }) => name);
results.sort((one, other) => order.indexOf(one.name) - order.indexOf(other.name));
process.stdout.write(`${table(results)}\n`);
process.exit(results.every(({ rows }) => rows.every(({ ok }) => ok)) ? 0 : 1);
