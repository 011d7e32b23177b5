import { within } from '#timing/within.ts';
import type { Plain } from './server.ts';

/** `/healthz` and `/readyz`. */
export function health(options: {
  /** False: what only a new start can help, or what is being started again. */
  isHealthy(): boolean;
  /** Each rejects when that part does not answer. */
  ready: Readonly<Record<string, () => Promise<unknown>>>;
}): Record<'/healthz' | '/readyz', Plain> {
  const { isHealthy, ready } = options;
  return {
    '/healthz': async () => json(isHealthy()),
    '/readyz': async () => {
      const states = await Promise.all(
        Object.entries(ready).map(async ([name, ask]) => [name, await succeeds(ask)] as const),
      );
      return json(
        states.every(([, isReady]) => isReady),
        Object.fromEntries(states),
      );
    },
  };
}

function json(ok: boolean, states: object = {}): Awaited<ReturnType<Plain>> {
  return { status: ok ? 200 : 503, type: 'application/json', text: JSON.stringify({ ok, ...states }) };
}

async function succeeds(ask: () => Promise<unknown>): Promise<boolean> {
  const success = ask().then(
    () => true,
    () => false,
  );
  return (await within(2_000, success)) === true;
}
