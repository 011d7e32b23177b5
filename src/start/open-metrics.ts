import type { Deps } from '#services/deps.ts';
import type { SsoWatch } from '#services/gate/sso.ts';
import { operatingState } from '#services/operating/state.ts';
import type { LicenceWatch } from '#services/plan/licence.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { Config } from '../config.ts';
import type { Logger } from './log.ts';
import { addressOf, openPort, type Where } from './open-port.ts';

/** Counts, and serves `/metrics` on a port of its own, where METRICS_PORT is set. Throws StartError where it is taken. */
export async function openMetrics(options: {
  config: Config;
  deps: Deps;
  licence: LicenceWatch;
  sso: SsoWatch;
  log: Logger;
}): Promise<(AsyncDisposable & { address: string }) | null> {
  const { config, deps, licence, sso, log } = options;
  if (config.metrics === null) return null;
  const { startMetrics } = await import('#http/metrics/registry.ts');
  const metrics = startMetrics({
    version: manifest.version,
    state: () => operatingState(deps),
    responded: { licence: licence.respondedAt, sso: sso.respondedAt },
    clock: deps.clock,
  });
  const { host, port } = config.metrics;
  const where: Where = { hosts: [host], port, names: { host: 'METRICS_HOST', port: 'METRICS_PORT' } };
  const { contentType: type, text } = metrics;
  const plain = { '/metrics': async () => ({ status: 200, type, text: await text() }) };
  const server = await openPort(where, { plain, pages: null }, [], log);
  return {
    address: addressOf(where, server),
    async [Symbol.asyncDispose]() {
      metrics.stop();
      await server.close();
    },
  };
}
