import { sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';

/**
 * Whether the person of this links row can act by it: it is not suspended, and its workspace is one that is served. As
 * long as a platform has not said which are, all of it count.
 */
export function isUsable({ served }: Pick<Deps, 'served'>, alias: string) {
  const l = sql.ref(alias);
  const known = [...served()];
  const platforms = known.map(([platform]) => platform);
  const workspaces = known.flatMap(([platform, all]) => all.map(({ key }) => `${platform}:${key}`));
  return sql`(${l}.suspended_at IS NULL AND (${l}.platform <> ALL(${platforms}::text[])
    OR ${l}.platform || ':' || ${l}.workspace = ANY(${workspaces}::text[])))`;
}
