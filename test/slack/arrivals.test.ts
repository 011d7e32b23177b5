import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Arrivals } from '#slack/arrivals.ts';

/** Arrivals by number, and which of them have begun. */
function arriving() {
  const arrivals = new Arrivals();
  const begun: number[] = [];
  let count = 0;
  const arrive = (): void => {
    count += 1;
    const number = count;
    void arrivals.settled().then(() => begun.push(number));
  };
  return { arrive, begun };
}

describe('work', () => {
  it('begins at once where it arrives alone', async () => {
    const { arrive, begun } = arriving();
    arrive();
    await Promise.resolve();
    expect(begun).toEqual([1]);
    await turn();
    await turn();
    arrive();
    await Promise.resolve();
    expect(begun).toEqual([1, 2]);
  });

  it('waits while more arrives, and then begins one by one in order', async () => {
    const { arrive, begun } = arriving();
    for (let n = 0; n < 3; n += 1) arrive();
    for (let n = 0; n < 5; n += 1) {
      await turn();
      arrive();
    }
    expect(begun).toEqual([1]);
    for (let most = 2; most <= 8; most += 1) {
      await turn();
      expect(begun.length).toBeLessThanOrEqual(most);
    }
    for (let n = 0; n < 3; n += 1) await turn();
    expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('begins for several at once where very many wait', async () => {
    const { arrive, begun } = arriving();
    for (let n = 0; n < 1 + 120; n += 1) arrive();
    for (let n = 0; n < 5; n += 1) await turn();
    expect(begun.length).toBeGreaterThan(1 + 5);
    for (let n = 0; n < 120; n += 1) await turn();
    expect(begun).toEqual(Array.from({ length: 121 }, (_, n) => n + 1));
  });

  it('does not wait for ever', async () => {
    const { arrive, begun } = arriving();
    for (let n = 0; n < 120; n += 1) {
      arrive();
      await turn();
    }
    expect(begun).toEqual([1, 2]);
  });
});
