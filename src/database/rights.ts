import { Client } from 'pg';
import { type EntityManager, rows, sql } from './connection.ts';
import {
  grantStatements,
  NOT_ON_THOSE,
  ONLY_ADDED_TO,
  OWN_RIGHTS,
  OWN_SCHEMAS,
  rightsFor,
} from './grants.ts';
import { opened } from './session-lock.ts';

/** Gives `role` what the service needs, as the owner; others give nothing, without an error. Rejects where there is no such role. */
export async function grantTo(
  url: string,
  schema: string,
  role: string,
  { console }: { console: boolean },
): Promise<void> {
  const client = await opened(new Client({ connectionString: url, connectionTimeoutMillis: 5_000 }));
  try {
    const found = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = $1`,
      [schema],
    );
    const tables = found.rows.map(({ name }) => name);
    await client.query('BEGIN');
    for (const statement of grantStatements(schema, role, tables, { console })) await client.query(statement);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

/**
 * What this user (default: the one who asks) lacks to be the service's, such as `UPDATE on roles.name`. Tables that are
 * not there are not missed.
 */
export async function missingRights(
  em: EntityManager,
  schema: string,
  { user = null, console }: { user?: string | null; console: boolean },
): Promise<string[]> {
  const found = await rows(
    em,
    sql<Missing>`
    WITH asking AS (SELECT coalesce(${user}::name, current_user) AS name),
    wanted AS (
      SELECT c.oid, c.relname, w."right", w."column"
      FROM json_to_recordset(${JSON.stringify(hexabotRights(console))}::json) AS w ("table" text, "right" text, "column" text)
      JOIN pg_class c ON c.relnamespace = to_regnamespace(quote_ident(${schema})) AND c.relname = w."table"
      UNION ALL
      SELECT c.oid, n.nspname || '.' || c.relname, w."right", NULL
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = ANY(${[...OWN_SCHEMAS]})
      CROSS JOIN unnest(${OWN_RIGHTS.split(', ')}::text[]) AS w ("right")
      WHERE c.relkind IN ('r', 'p') 
        AND NOT (n.nspname = 'chatops' AND c.relname = ANY(${[...ONLY_ADDED_TO]}) AND w."right" = ANY(${[...NOT_ON_THOSE]})))
    SELECT 'the schema ' || n.nspname AS "table", 'USAGE' AS rights, NULL::json AS columns FROM pg_namespace n, asking
    WHERE n.nspname = ANY(${[schema, ...OWN_SCHEMAS]}) AND NOT has_schema_privilege(asking.name, n.oid, 'USAGE')
    UNION ALL
    SELECT relname, string_agg("right", ', ' ORDER BY "right"), NULL FROM wanted, asking
    WHERE "column" IS NULL AND NOT has_table_privilege(asking.name, oid, "right") GROUP BY relname
    UNION ALL
    SELECT relname, "right", json_agg("column") FROM wanted, asking
    WHERE "column" IS NOT NULL AND NOT has_column_privilege(asking.name, oid, "column", "right")
    GROUP BY relname, "right"`,
  );
  return found.map(missingText);
}

/**
 * What this user may do to Hexabot's tables, and to what is only added to of ours, beyond what the service needs, such as
 * `DELETE on users`.
 */
export async function excessRights(
  em: EntityManager,
  schema: string,
  { console }: { console: boolean },
): Promise<string[]> {
  const found = await rows(
    em,
    sql<Missing>`
    WITH wanted AS (SELECT * FROM json_to_recordset(${JSON.stringify(hexabotRights(console))}::json)
      AS w ("table" text, "right" text, "column" text)),
    theirs AS (SELECT c.oid, c.relname FROM pg_class c
      WHERE c.relnamespace = to_regnamespace(quote_ident(${schema})) AND c.relkind IN ('r', 'p'))
    SELECT 'the schema ' || n.nspname AS "table", 'CREATE' AS rights, NULL::json AS columns FROM pg_namespace n
    WHERE n.nspname = ${schema} AND has_schema_privilege(n.oid, 'CREATE')
    UNION ALL
    SELECT relname, string_agg(r."right", ', ' ORDER BY r."right"), NULL
    FROM theirs CROSS JOIN unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER']) AS r ("right")
    WHERE has_table_privilege(oid, r."right")
      AND NOT EXISTS (SELECT FROM wanted w WHERE w."table" = relname AND w."right" = r."right") GROUP BY relname
    UNION ALL
    SELECT relname, r."right", json_agg(a.attname ORDER BY a.attnum)
    FROM theirs JOIN pg_attribute a ON a.attrelid = oid AND a.attnum > 0 AND NOT a.attisdropped
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) AS r ("right")
    WHERE has_column_privilege(oid, a.attnum, r."right") AND NOT EXISTS (SELECT FROM wanted w
      WHERE w."table" = relname AND w."right" = r."right" AND coalesce(w."column", a.attname) = a.attname)
    GROUP BY relname, r."right"
    UNION ALL
    SELECT 'chatops.' || c.relname, string_agg(r."right", ', ' ORDER BY r."right"), NULL
    FROM pg_class c CROSS JOIN unnest(${[...NOT_ON_THOSE]}::text[]) AS r ("right")
    WHERE c.relnamespace = to_regnamespace('chatops') AND c.relname = ANY(${[...ONLY_ADDED_TO]})
      AND has_table_privilege(c.oid, r."right") GROUP BY c.relname`,
  );
  return found.map(missingText);
}

interface Missing {
  table: string;
  rights: string;
  /** Null: the whole table. */
  columns: string[] | null;
}

function missingText({ table, rights, columns }: Missing): string {
  if (columns === null) return `${rights} on ${table}`;
  const [first, ...others] = columns;
  const more = others.length === 1 ? ' and 1 other column' : ` and ${others.length} other columns`;
  return `${rights} on ${table}.${first}${others.length === 0 ? '' : more}`;
}

/** One for each right on a table or on a column of it. */
function hexabotRights(console: boolean): { table: string; right: string; column: string | null }[] {
  return Object.entries(rightsFor(console)).flatMap(([table, rights]) =>
    Object.entries(rights).flatMap(([right, columns]: [string, readonly string[] | '*']) =>
      (columns === '*' ? [null] : columns).map((column) => ({ table, right, column })),
    ),
  );
}

/** At most some of what is missing, to be read by people. */
export function someOf(missing: readonly string[]): string {
  const shown = missing.slice(0, SHOWN).join('; ');
  return missing.length > SHOWN ? `${shown}; and ${missing.length - SHOWN} more` : shown;
}

const SHOWN = 8;
