import { createHash } from 'node:crypto';
import { rows, sql } from '#database/connection.ts';
import type { RawValues } from '#domain/draft.ts';
import type { Deps } from '../deps.ts';

/**
 * Saves a filter that buttons carry by id, for a day after its last use. Anybody may read it: buttons of shared
 * messages carry it too, and it holds what was searched, not what was found. Equal filters have one id.
 */
export async function saveFilter(deps: Deps, form: string, values: RawValues): Promise<string> {
  const id = idOf(form, values);
  await rows(
    deps.db.em(),
    sql`INSERT INTO chatops.queries (id, form, "values", used_at)
      VALUES (${id}, ${form}, ${JSON.stringify(values)}, ${deps.clock()})
      ON CONFLICT (id) DO UPDATE SET used_at = excluded.used_at`,
  );
  return id;
}

/** Null for a filter that was swept, or is of another form. */
export async function readFilter(deps: Deps, id: string, form: string): Promise<RawValues | null> {
  const [row] = await rows(
    deps.db.em(),
    sql<{ values: RawValues }>`SELECT "values" FROM chatops.queries WHERE id = ${id} AND form = ${form}`,
  );
  return row?.values ?? null;
}

function idOf(form: string, values: RawValues): string {
  const canonical = JSON.stringify([form, ...Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1))]);
  return createHash('sha256').update(canonical).digest('base64url').slice(0, 22);
}
