import { rows, sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';
import { isUser } from '../users/user-rows.ts';

/** What waits, for whoever watches the service. Ages are seconds. */
export interface OperatingState {
  jobs: { queue: string; waiting: number; oldestSeconds: number }[];
  /** Copies of cards that do not show the latest state of their request. */
  cardsBehind: number;
  requestsOpen: number;
  /** 0 where none is open. */
  oldestRequestSeconds: number;
  /** As the quota counts them. */
  users: number;
}

/** Asked in one statement, whose time grows with what waits and with the users. */
export async function operatingState({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<OperatingState> {
  const now = clock();
  const [state] = await rows(
    db.em(),
    sql<OperatingState>`
    SELECT (SELECT coalesce(json_agg(j), '[]') FROM (
        SELECT q.name AS queue, count(j.id)::int AS waiting,
          coalesce(max(extract(epoch FROM now() - j.created_on)), 0)::float AS "oldestSeconds"
        FROM chatops_jobs.queue q
        LEFT JOIN chatops_jobs.job j ON j.name = q.name AND j.state IN ('created', 'retry')
        WHERE q.name NOT LIKE '\\_\\_%' GROUP BY q.name ORDER BY q.name) j) AS jobs,
      (SELECT count(*)::int FROM chatops.posted_cards c JOIN chatops.requests r ON r.id = c.request_id
        WHERE c.shown < r.version AND c.gone_at IS NULL) AS "cardsBehind",
      count(r.id)::int AS "requestsOpen",
      coalesce(max(extract(epoch FROM ${now}::timestamptz - r.created_at)), 0)::float AS "oldestRequestSeconds",
      (SELECT count(*)::int FROM ${db.t.users} u WHERE ${isUser('u')}) AS users
    FROM chatops.requests r WHERE r.status = 'pending'`,
  );
  return state!;
}
