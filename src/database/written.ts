import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from 'kysely';
import type { TableNames } from './connection.ts';

/** Writes statements and asks no database. */
const WRITER = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/**
 * The same fragment as the text that it becomes: putting its parts together for every statement takes longer than sending
 * it. Throws where it has parameters, which differ.
 */
export function written<T>(fragment: RawBuilder<T>): RawBuilder<T> {
  const { sql: text, parameters } = fragment.compile(WRITER);
  if (parameters.length > 0)
    throw new Error('a fragment with parameters is not the same for every statement');
  return sql.raw<T>(text);
}

/** Fragments that depend on the tables and one word more, such as an alias: each is made once. */
export function writtenFor<K extends string, T>(
  make: (t: TableNames, key: K) => RawBuilder<T>,
): (t: TableNames, key: K) => RawBuilder<T> {
  const made = new WeakMap<TableNames, Map<K, RawBuilder<T>>>();
  return (t, key) => {
    const ofTables = made.get(t) ?? new Map<K, RawBuilder<T>>();
    made.set(t, ofTables);
    const known = ofTables.get(key) ?? written(make(t, key));
    ofTables.set(key, known);
    return known;
  };
}
