import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type DatabaseConnection, type RawBuilder, sql } from 'kysely';
import type { Pool } from 'pg';
import * as chatops from './chatops-tables.ts';
import { ForgettingClient } from './client.ts';
import { Models, Permissions, Roles, UserRoles, Users } from './hexabot-tables.ts';
import { Turns } from './turns.ts';
import { STATEMENT_LIMITS, watched } from './watched.ts';

export type { EntityManager };

/** Hexabot's tables by name, qualified with DB_SCHEMA, for the `sql` template. */
export interface TableNames {
  users: RawBuilder<unknown>;
  roles: RawBuilder<unknown>;
  models: RawBuilder<unknown>;
  permissions: RawBuilder<unknown>;
  userRoles: RawBuilder<unknown>;
  /** Of an attached database only. */
  settings: RawBuilder<unknown>;
  metadata: RawBuilder<unknown>;
  auditLogs: RawBuilder<unknown>;
  sessions: RawBuilder<unknown>;
  /** Only where MCP is enabled. */
  mcpTokens: RawBuilder<unknown>;
}

/** The open database, one for the whole service. */
export interface Database {
  orm: MikroORM;
  t: TableNames;
  /** Where Hexabot's tables are (DB_SCHEMA). */
  schema: string;
  /** For statements one by one, each by itself; what loads entities belongs in a transaction. */
  em(): EntityManager;
  /**
   * Runs all of `work` in one transaction; an exception rolls back. Rejects with 55P03 where too many others write for 5 s,
   * or hold a lock that it needs.
   */
  transaction<T>(work: (em: EntityManager) => Promise<T>): Promise<T>;
  /** Waits for statements and transactions under way; what asks for a connection from now on is refused. */
  close(): Promise<void>;
}

/** How to connect; `poolMax` connections at most, 10 where it is absent. */
export interface ConnectOptions {
  url: string;
  /** Where Hexabot's tables are. */
  schema: string;
  poolMax?: number;
}

/** Connections that transactions leave to statements one by one: whoever only reads need not wait for whoever waits for a lock. */
const FOR_READERS = 3;

/** Opens a pool. The first statement connects; an unreachable server rejects there. */
export function connect({ url, schema, poolMax = 10 }: ConnectOptions): Database {
  const pools: Pool[] = [];
  const writers = new Turns(Math.max(1, poolMax - FOR_READERS));
  let isClosed = false;
  const orm = new MikroORM({
    clientUrl: url,
    schema,
    entities: [Users, Roles, Models, Permissions, UserRoles, ...Object.values(chatops)],
    pool: { min: 0, max: poolMax },
    driverOptions: {
      ...wholeAddress(url),
      ...watched(),
      connectionTimeoutMillis: 5_000,
      Client: ForgettingClient,
      application_name: 'hexabot-chatops',
      onPoolCreated: (pool: Pool) => void pools.push(endableAgain(pool)),
    },
    // Not as parameters of the connection, which PgBouncer refuses.
    onCreateConnection: async (connection) => {
      await (connection as DatabaseConnection).executeQuery(CompiledQuery.raw(STATEMENT_LIMITS));
    },
    logger: () => {},
  });
  const table = (name: string) => sql.table(`${schema}.${name}`);
  // One for all: making one takes longer than building the statement.
  const shared = orm.em.fork();
  const ifOpen = <T>(value: T): T => {
    // MikroORM would open a new pool, which nobody closes.
    if (isClosed) throw new Error('the database is closed');
    return value;
  };
  return {
    orm,
    schema,
    t: {
      users: table('users'),
      roles: table('roles'),
      models: table('models'),
      permissions: table('permissions'),
      userRoles: table('user_roles'),
      settings: table('settings'),
      metadata: table('metadata'),
      auditLogs: table('audit_logs'),
      sessions: table('sessions'),
      mcpTokens: table('mcp_tokens'),
    },
    em: () => ifOpen(shared),
    transaction: (work) =>
      writers.run(() => ifOpen(orm.em.fork()).transactional((inner) => work(inner as EntityManager))),
    async close() {
      isClosed = true;
      // Kysely forgets its pool before it ends it: a connection that is being made at that moment would never be
      // given back, and the end of the pool waits for all of them.
      await Promise.all(pools.map((pool) => pool.end()));
      await orm.close();
    },
  };
}

/** MikroORM takes host, user, password and name out of the address, and drops what else it says, such as sslmode. */
export function wholeAddress(url: string): { connectionString: string } {
  return { connectionString: url };
}

/** The driver rejects a second `end`, which Kysely asks for. */
function endableAgain(pool: Pool): Pool {
  const end = pool.end.bind(pool) as () => Promise<void>;
  let ended: Promise<void> | undefined;
  pool.end = (() => (ended ??= end())) as Pool['end'];
  return pool;
}

/** A `timestamptz` as `rows` returns it: text, as MikroORM sets its connections up. */
export function instant(text: string): Date;
export function instant(text: string | null): Date | null;
export function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

type RowOf<Statement> = Statement extends RawBuilder<infer Row> ? Row : never;

/**
 * Runs one statement and returns its rows, inside the transaction of `em` if it has one. What a row is, is said at the
 * statement: `sql<{ id: string }>`.
 */
export async function rows<Statement extends RawBuilder<unknown>>(
  em: EntityManager,
  statement: Statement,
): Promise<RowOf<Statement>[]> {
  const result = await statement.execute(em.getKysely());
  return result.rows as RowOf<Statement>[];
}

export { sql };
