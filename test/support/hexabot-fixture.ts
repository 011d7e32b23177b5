import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { migrate } from '#database/migrate.ts';
import { grantTo } from '#database/rights.ts';
import { migrateQueue } from '#queue/index.ts';
import { migrations } from '../../migrations/index.ts';
import { askingPool, databaseUrl, once, type TestDatabase } from './database.ts';
import { HexabotClient } from './hexabot-fixture-client.ts';
import { seedHexabot } from './hexabot-fixture-seed.ts';
import { hexabotTables } from './hexabot-fixture-tables.ts';

interface Options {
  schema?: string;
  version?: string;
  mcp?: boolean;
  /** Address of the PostgreSQL to make it in; without it, that of the test run. */
  server?: string;
}

/** A fresh Hexabot 3.5.0 database with an owner who is no superuser, and a user for our service. */
export interface HexabotDatabase extends TestDatabase {
  schema: string;
  /** Owner of the database and of Hexabot's tables, as Hexabot itself connects. */
  owner: { name: string; url: string };
  /** The same database, as one who may do anything there. */
  superuserUrl: string;
  /** For our service; may nothing yet. */
  service: { name: string; url: string };
  /** Does what Hexabot does, beside us. */
  hexabot: HexabotClient;
}

const PASSWORD = 'of-the-test';

export async function createHexabot({
  schema = 'public',
  version = '3.5.0',
  mcp = false,
  server: admin = inject('databaseUrl'),
}: Options = {}): Promise<HexabotDatabase> {
  const key = randomUUID().replaceAll('-', '').slice(0, 12);
  const [name, ownerName, serviceName] = [`hexabot_${key}`, `hexabot_owner_${key}`, `chatops_${key}`];
  for (const role of [ownerName, serviceName]) {
    await once(admin, `CREATE ROLE ${role} LOGIN PASSWORD '${PASSWORD}'`);
  }
  await once(admin, `CREATE DATABASE ${name} OWNER ${ownerName} STRATEGY FILE_COPY`);
  const owner = { name: ownerName, url: urlOf(admin, name, ownerName) };
  const inSchema = `${owner.url}?options=${encodeURIComponent(`-c search_path="${schema}"`)}`;
  const client = new pg.Client({ connectionString: inSchema });
  await client.connect();
  await client.query(hexabotTables(schema, { mcp }));
  await seedHexabot(client, version);
  await client.end();
  const hexabot = new HexabotClient(inSchema);
  const asking = askingPool(inSchema);
  return {
    url: urlOf(admin, name, serviceName),
    schema,
    owner,
    superuserUrl: databaseUrl(admin, name),
    service: { name: serviceName, url: urlOf(admin, name, serviceName) },
    hexabot,
    query: asking.query,
    drop: async () => {
      await asking.end();
      await hexabot.close();
      await once(admin, `DROP DATABASE ${name} WITH (FORCE)`);
      for (const role of [ownerName, serviceName]) await once(admin, `DROP ROLE ${role}`);
    },
  };
}

/** What `hexa migrate --grant-to` does, once, as the owner. */
export async function attach(
  { owner, service, schema }: HexabotDatabase,
  { console = false }: { console?: boolean } = {},
): Promise<void> {
  await migrate(owner.url, schema, migrations);
  await migrateQueue(owner.url);
  await grantTo(owner.url, schema, service.name, { console });
}

function urlOf(admin: string, database: string, user: string): string {
  const url = new URL(admin);
  url.username = user;
  url.password = PASSWORD;
  url.pathname = `/${database}`;
  return url.href;
}
