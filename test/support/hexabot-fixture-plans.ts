import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { connect, type Database, type EntityManager } from '#database/connection.ts';

interface Statement {
  sql: string;
  parameters: readonly unknown[];
}

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Join Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: PlanNode[];
}

/** What one execution of a statement touched. */
export interface Touched {
  /** Pages, hit or read. */
  buffers: number;
  /** Rows of `users` that scans gave or threw away. */
  users: number;
  /** Rows that any filter threw away. */
  removed: number;
}

/** A database that keeps what is run on it, as the driver sent it. */
export function recording(
  url: string,
  schema: string,
): { db: Database; statements: Statement[]; close(): Promise<void> } {
  const statements: Statement[] = [];
  const real = connect({ url, schema });
  const kysely = new Kysely({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 2 }) }),
    log: ({ query }) => void statements.push({ sql: query.sql, parameters: query.parameters }),
  });
  const em = () => ({ getKysely: () => kysely }) as unknown as EntityManager;
  return {
    db: { ...real, em, transaction: (work) => work(em()) },
    statements,
    close: async () => {
      await kysely.destroy();
      await real.close();
    },
  };
}

/** Runs it prepared, with a plan for these values (`literal`) or for any (`generic`), and takes it back. */
export async function explain(
  client: pg.Client,
  { sql, parameters }: Statement,
  kind: 'literal' | 'generic',
): Promise<Touched> {
  const values = parameters.map(literal).join(', ');
  await client.query('BEGIN');
  try {
    await client.query(
      `SET LOCAL plan_cache_mode = ${kind === 'generic' ? 'force_generic_plan' : 'force_custom_plan'}`,
    );
    await client.query(`PREPARE s AS ${sql}`);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) EXECUTE s${values === '' ? '' : `(${values})`}`,
    );
    const [{ Plan: top }] = rows[0]!['QUERY PLAN'];
    return { buffers: top['Shared Hit Blocks'] + top['Shared Read Blocks'], ...sum(top) };
  } finally {
    await client.query('ROLLBACK');
    await client.query('DEALLOCATE ALL');
  }
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (Array.isArray(value)) return `ARRAY[${value.map(literal).join(', ')}]::text[]`;
  return pg.escapeLiteral(value instanceof Date ? value.toISOString() : String(value));
}

/** Rows are averages per loop. */
function sum(node: PlanNode): Pick<Touched, 'users' | 'removed'> {
  const loops = node['Actual Loops'];
  const removed =
    ((node['Rows Removed by Filter'] ?? 0) +
      (node['Rows Removed by Join Filter'] ?? 0) +
      (node['Rows Removed by Index Recheck'] ?? 0)) *
    loops;
  const own = node['Relation Name'] === 'users' ? node['Actual Rows'] * loops + removed : 0;
  return (node.Plans ?? [])
    .map(sum)
    .reduce((total, each) => ({ users: total.users + each.users, removed: total.removed + each.removed }), {
      users: own,
      removed,
    });
}
