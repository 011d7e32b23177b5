import { Hono } from 'hono';
import type { Metrics } from './registry.ts';

/** What Prometheus reads: `/metrics`, on a port of its own, which no platform and no browser needs to reach. */
export function metricsRoutes({ text, contentType }: Metrics): Hono {
  const app = new Hono();
  app.get('/metrics', async (context) => context.body(await text(), 200, { 'Content-Type': contentType }));
  return app;
}
