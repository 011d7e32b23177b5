import pg from 'pg';
import { type EntityManager, rows, sql } from './connection.ts';
import { grantStatements, HEXABOT_RIGHTS } from './grants.ts';

/** Gives `role` what the service needs, as the owner. Rejects where there is no such role. */
export async function grantTo(url: string, schema: string, role: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  await client.connect();
  try {
    const found = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = $1`,
      [schema],
    );
    const tables = found.rows.map(({ name }) => name);
    await client.query('BEGIN');
    for (const statement of grantStatements(schema, role, tables)) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

interface Right {
  table: string;
  right: string;
  /** Null: the whole table. */
  column: string | null;
}

/** Rights on Hexabot's tables that this user lacks, such as `UPDATE on roles.name`. */
export async function missingRights(em: EntityManager, schema: string): Promise<string[]> {
  const wanted = Object.entries(HEXABOT_RIGHTS).flatMap(([table, rights]) =>
    Object.entries(rights).flatMap(([right, columns]: [string, readonly string[] | '*']) =>
      (columns === '*' ? [null] : columns).map((column): Right => ({ table, right, column })),
    ),
  );
  const missing = await rows<Right>(
    em,
    sql<Right>`
    SELECT w."table", w."right", w."column"
    FROM json_to_recordset(${JSON.stringify(wanted)}::json) AS w ("table" text, "right" text, "column" text)
    JOIN pg_class c ON c.relnamespace = to_regnamespace(quote_ident(${schema})) AND c.relname = w."table"
    WHERE NOT CASE WHEN w."column" IS NULL THEN has_table_privilege(c.oid, w."right")
      ELSE has_column_privilege(c.oid, w."column", w."right") END`,
  );
  return missing.map(
    ({ table, right, column }) => `${right} on ${table}${column === null ? '' : `.${column}`}`,
  );
}
