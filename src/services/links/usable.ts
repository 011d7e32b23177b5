import { sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';

/** Whether the person of this links row can act by it: it is not suspended, and its workspace is served. */
export function isUsable(deps: Pick<Deps, 'served'>, alias: string) {
  return sql`(${sql.ref(alias)}.suspended_at IS NULL AND ${isServed(deps, alias)})`;
}

/**
 * Whether the workspace of this links row is one that is served. As long as a platform has not said which are, all of it
 * count.
 */
export function isServed({ served }: Pick<Deps, 'served'>, alias: string) {
  const l = sql.ref(alias);
  const known = [...served()];
  const platforms = known.map(([platform]) => platform);
  const workspaces = known.flatMap(([platform, all]) => all.map(({ key }) => `${platform}:${key}`));
  return sql`(${l}.platform <> ALL(${platforms}::text[])
    OR ${l}.platform || ':' || ${l}.workspace = ANY(${workspaces}::text[]))`;
}
