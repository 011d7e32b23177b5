/** The value in the middle. */
export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The value that `percent` of all do not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (found === undefined) throw new Error('nothing was measured');
  return found;
}

/** Does it and returns the milliseconds that it took. */
export async function took(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

type Side = () => Promise<number>;

/**
 * Two sides by turns, so that whatever else the machine does meets both: A B, B A, A B. Each returns what it measured,
 * in milliseconds; the medians are returned. A tenth of the rounds goes before, to warm up, unless there is one round only.
 */
export async function byTurns(rounds: number, a: Side, b: Side): Promise<{ a: number; b: number }> {
  const measured = await allByTurns(rounds, Math.ceil((rounds - 1) / 10), a, b);
  return { a: median(measured.a), b: median(measured.b) };
}

/** Everything that the two sides measured by turns, without the rounds that go before to warm up. */
export async function allByTurns(
  rounds: number,
  before: number,
  a: Side,
  b: Side,
): Promise<{ a: number[]; b: number[] }> {
  const measured: { a: number[]; b: number[] } = { a: [], b: [] };
  for (let round = -before; round < rounds; round += 1) {
    const values = round % 2 === 0 ? { a: await a(), b: await b() } : { b: await b(), a: await a() };
    if (round < 0) continue;
    measured.a.push(values.a);
    measured.b.push(values.b);
  }
  return measured;
}

/** At most `atOnce` at the same time, `count` in all. */
export async function inParallel(
  count: number,
  atOnce: number,
  work: (index: number) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
}
