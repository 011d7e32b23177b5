import type { HexabotDatabase } from './hexabot-fixture.ts';

const OF_OURS = `('chatops', 'chatops_jobs')`;
const NOT_OURS = `n.nspname !~ '^pg_' AND n.nspname NOT IN ${OF_OURS} AND n.nspname <> 'information_schema'`;

/**
 * Everything that DDL can change outside the schemas that are ours: tables, columns, defaults, constraints, indexes,
 * types, functions, triggers, policies, extensions, owners. Who may do what is apart, as granting is allowed.
 */
export async function dumpCatalogue(database: HexabotDatabase): Promise<string[]> {
  const parts = await Promise.all([
    database.query<{ line: string }>(
      `SELECT 'schema ' || n.nspname || ' ' || n.nspowner::regrole AS line FROM pg_namespace n WHERE ${NOT_OURS}`,
    ),
    database.query<{ line: string }>(
      `SELECT concat_ws(' ', 'relation', n.nspname, c.relname, c.relkind, c.relowner::regrole, c.relpersistence,
         c.relrowsecurity, c.reloptions, c.relfilenode, pg_get_indexdef(c.oid)) AS line
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${NOT_OURS} AND c.relkind <> 'i'
       UNION ALL SELECT 'index ' || pg_get_indexdef(c.oid)
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${NOT_OURS} AND c.relkind = 'i'`,
    ),
    database.query<{ line: string }>(
      `SELECT concat_ws(' ', 'column', n.nspname, c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
         a.attnotnull, a.attidentity, a.attstattarget, pg_get_expr(d.adbin, d.adrelid)) AS line
       FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum WHERE ${NOT_OURS} AND a.attnum > 0`,
    ),
    database.query<{ line: string }>(
      `SELECT concat_ws(' ', 'constraint', x.conname, x.conrelid::regclass, pg_get_constraintdef(x.oid)) AS line
       FROM pg_constraint x JOIN pg_namespace n ON n.oid = x.connamespace WHERE ${NOT_OURS}`,
    ),
    database.query<{ line: string }>(
      `SELECT concat_ws(' ', 'type', n.nspname, t.typname, t.typtype,
         ARRAY(SELECT e.enumlabel FROM pg_enum e WHERE e.enumtypid = t.oid ORDER BY e.enumsortorder)) AS line
       FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${NOT_OURS}`,
    ),
    database.query<{ line: string }>(
      `SELECT 'function ' || p.oid::regprocedure AS line FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
       WHERE ${NOT_OURS}
       UNION ALL SELECT 'trigger ' || g.tgname || ' ' || g.tgrelid::regclass FROM pg_trigger g
       JOIN pg_class c ON c.oid = g.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE ${NOT_OURS} AND NOT g.tgisinternal
       UNION ALL SELECT 'policy ' || l.polname FROM pg_policy l
       UNION ALL SELECT 'extension ' || x.extname FROM pg_extension x
       UNION ALL SELECT 'setting ' || array_to_string(s.setconfig, ',') FROM pg_db_role_setting s
         JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()`,
    ),
  ]);
  return parts
    .flat()
    .map(({ line }) => line)
    .sort();
}

/** Who may do what outside the schemas that are ours. */
export async function dumpGrants(database: HexabotDatabase): Promise<string[]> {
  const found = await database.query<{ line: string }>(
    `SELECT concat_ws(' ', c.relname, a.attname, x.grantee::regrole, x.privilege_type) AS line
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND ${NOT_OURS}
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0, aclexplode(a.attacl) x
     UNION ALL SELECT concat_ws(' ', c.relname, x.grantee::regrole, x.privilege_type)
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace AND ${NOT_OURS}, aclexplode(c.relacl) x`,
  );
  return found.map(({ line }) => line).sort();
}
