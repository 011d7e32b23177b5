import { attach, createHexabot, type HexabotDatabase } from './hexabot-fixture.ts';
import type { HexabotClient } from './hexabot-fixture-client.ts';
import { dumpCatalogue } from './hexabot-fixture-dump.ts';
import { proKey, startLicenceService } from './licence-service.ts';
import { type RunningService, runService } from './running-service.ts';

/** The whole service, attached to a Hexabot of its own, as a database user with rights on rows only. */
export interface AttachedService {
  running: RunningService;
  database: HexabotDatabase;
  hexabot: HexabotClient;
  /** All that DDL can change outside the schemas that are ours, as it was before the first migration. */
  catalogue: string[];
  /** Moves the clocks of both. */
  advance(milliseconds: number): void;
  stop(): Promise<void>;
}

export async function runAttached(
  env: Record<string, string> = {},
  options: Parameters<typeof createHexabot>[0] = {},
): Promise<AttachedService> {
  const [database, licences] = await Promise.all([
    createHexabot({ mcp: true, ...options }),
    startLicenceService(),
  ]);
  licences.answer = proKey('active', 'Hexabot Unlimited');
  const catalogue = await dumpCatalogue(database);
  await attach(database, { console: env.CHATOPS_CONSOLE === 'on' });
  const changed = { LICENSE_API_URL: licences.url, DB_SCHEMA: database.schema, ...env };
  const running = await runService(changed, database);
  let ahead = 0;
  database.hexabot.now = () => new Date(Date.now() + ahead);
  return {
    running,
    database,
    hexabot: database.hexabot,
    catalogue,
    advance(milliseconds) {
      ahead += milliseconds;
      running.advance(milliseconds);
    },
    async stop() {
      await running[Symbol.asyncDispose]();
      await licences[Symbol.asyncDispose]();
    },
  };
}
