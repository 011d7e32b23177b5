import { type EntityManager, rows, sql } from './connection.ts';
import { HEXABOT_TABLES, OPTIONAL_TABLES, OTHER_COLUMNS } from './recognise-shape.ts';

/** There is no Hexabot as we know it where one was looked for; the message says what differs, and the cure. */
export class NotHexabotError extends Error {
  override readonly name = 'NotHexabotError';
}

/** What is in a database before we touch it. */
export type Recognised =
  | { kind: 'empty' }
  /** All that we touch is as in 3.5; `beside`: what differs from it where we touch nothing. */
  | { kind: 'hexabot'; beside: string[] }
  /** Half, older, newer or another program's. */
  | { kind: 'different'; differences: string[] };

/** Those that we add rows to: a column that needs a value would refuse them. */
const ADDED_TO = ['users', 'roles', 'permissions', 'user_roles', 'audit_logs'];

interface Column {
  table: string;
  column: string;
  type: string;
  labels: string[] | null;
  /** A row without a value for it is refused. */
  required: boolean;
}

/** Throws NotHexabotError unless Hexabot's tables are there, as we know them; returns what differs beside them. */
export async function requireHexabot(em: EntityManager, schema: string): Promise<{ beside: string[] }> {
  const found = await recognise(em, schema);
  if (found.kind === 'hexabot') return { beside: found.beside };
  throw found.kind === 'different'
    ? new NotHexabotError(
        [
          `The tables in the schema "${schema}" are not those of Hexabot 3.5, so nothing was changed:`,
          ...found.differences.map((each) => `  - ${each}`),
          'Run Hexabot 3.5, or a version of ours that knows these tables; or correct DB_SCHEMA, or point DATABASE_URL at an empty database.',
        ].join('\n'),
      )
    : new NotHexabotError(`${noTables(schema, await hexabotElsewhere(em))} Nothing was changed.`);
}

/** Hexabot is not in this schema: where it is instead, or what to correct. */
export function noTables(schema: string, elsewhere: readonly string[]): string {
  const [other] = elsewhere;
  return other === undefined
    ? `There is no table of Hexabot in the schema "${schema}". Correct DB_SCHEMA, or the database in DATABASE_URL.`
    : `There is no table of Hexabot in the schema "${schema}", but there is a Hexabot in "${other}": set DB_SCHEMA=${other}.`;
}

/** Other schemas of this database that hold all of Hexabot's tables. */
export async function hexabotElsewhere(em: EntityManager): Promise<string[]> {
  const names = Object.keys(HEXABOT_TABLES);
  const found = await rows(
    em,
    sql<{ schema: string }>`
    SELECT n.nspname AS schema FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND c.relname = ANY(${names})
    GROUP BY n.nspname HAVING count(*) = ${names.length} ORDER BY n.nspname`,
  );
  return found.map(({ schema }) => schema);
}

/** What is in the schema where Hexabot's tables are to be. Reads the catalogue only: no rights are needed. */
export async function recognise(em: EntityManager, schema: string): Promise<Recognised> {
  const known = { ...HEXABOT_TABLES, ...OPTIONAL_TABLES };
  const columns = await readColumns(em, schema, Object.keys(known));
  const there = new Set(columns.map(({ table }) => table));
  if (there.size === 0) return { kind: 'empty' };
  const missing = Object.keys(HEXABOT_TABLES).filter((table) => !there.has(table));
  const differences = [
    ...missing.map((table) => `there is no table ${table}`),
    ...[...there].flatMap((table) => differencesOf(table, columns, known[table] ?? {})),
  ];
  if (differences.length > 0) return { kind: 'different', differences };
  return {
    kind: 'hexabot',
    beside: [...there].flatMap((table) => besideOf(table, columns, known[table] ?? {})),
  };
}

/** Columns that 3.5 has and this one lacks, or the other way round, among those that we do not touch. */
function besideOf(
  table: string,
  columns: readonly Column[],
  touched: (typeof HEXABOT_TABLES)[string],
): string[] {
  const others = OTHER_COLUMNS[table] ?? [];
  const own = columns.filter((column) => column.table === table).map(({ column }) => column);
  return [
    ...others.filter((name) => !own.includes(name)).map((name) => `${table} has no column ${name}`),
    ...own
      .filter((name) => !(name in touched || others.includes(name)))
      .map((name) => `${table}.${name} is not a column of 3.5`),
  ];
}

async function readColumns(em: EntityManager, schema: string, tables: readonly string[]): Promise<Column[]> {
  return rows(
    em,
    sql<Column>`
    SELECT c.relname AS "table", a.attname AS "column", format_type(a.atttypid, NULL) AS type,
      CASE WHEN t.typtype = 'e' THEN (SELECT json_agg(e.enumlabel) FROM pg_enum e WHERE e.enumtypid = t.oid) END AS labels,
      a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS required
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relnamespace = to_regnamespace(quote_ident(${schema})) AND c.relkind IN ('r', 'p')
      AND c.relname = ANY(${[...tables]}) ORDER BY c.relname, a.attnum`,
  );
}

function differencesOf(
  table: string,
  columns: readonly Column[],
  expected: (typeof HEXABOT_TABLES)[string],
): string[] {
  const own = columns.filter((column) => column.table === table);
  const differing = Object.entries(expected).flatMap(([name, type]) => {
    const column = own.find((each) => each.column === name);
    if (column === undefined) return [`${table} has no column ${name}`];
    return typeof type === 'string' ? wrongType(column, type) : missingLabels(column, type);
  });
  const unforeseen = own
    .filter(({ column, required }) => required && ADDED_TO.includes(table) && !(column in expected))
    .map(({ column }) => `${table}.${column} is not known here, and rows need a value for it`);
  return [...differing, ...unforeseen];
}

function wrongType({ table, column, type, required }: Column, expected: string): string[] {
  const wanted = expected.replace('!', '');
  if (type !== wanted) return [`${table}.${column} is of type ${type}, not ${wanted}`];
  const unexpected = required && !expected.endsWith('!') && ADDED_TO.includes(table);
  return unexpected ? [`${table}.${column} may not be left empty`] : [];
}

function missingLabels({ table, column, labels }: Column, expected: readonly string[]): string[] {
  const missing = expected.filter((label) => !labels?.includes(label));
  return missing.length === 0 ? [] : [`${table}.${column} has no value ${missing.join(', ')}`];
}
