import { expect, it } from 'vitest';
import { runProgram } from '../support/service-process.ts';

async function found(...args: string[]): Promise<Record<string, string>> {
  const { stdout, stderr } = await runProgram(['test/start/resolve-holder.ts', ...args], {});
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

it('finds each import of the service where Node finds it, as the same kind of module', async () => {
  const [byFolder, byNode] = await Promise.all([found(), found('by-node')]);
  expect(Object.keys(byNode).length).toBeGreaterThan(1_000);
  const others = Object.entries(byNode).filter(([each, where]) => byFolder[each] !== where);
  expect(others).toEqual([]);
  expect(Object.keys(byFolder)).toEqual(Object.keys(byNode));
});
