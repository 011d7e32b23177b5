import { rows, sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';

const REMEMBERED_MS = 30 * 24 * 60 * 60_000;

type Asked = Pick<Deps, 'db' | 'clock'> & { settings: Pick<Deps['settings'], 'auditElsewhere'> };

/**
 * Whether Hexabot's audit is not in the database, so that nobody can be seen to switch a user on: as its variables say, or
 * as the last switch in the panel told that we judged within 30 days. Null: it is there, as far as we know.
 */
export async function auditElsewhere({
  db,
  clock,
  settings,
}: Asked): Promise<'configured' | 'noticed' | null> {
  if (settings.auditElsewhere) return 'configured';
  const since = new Date(clock().getTime() - REMEMBERED_MS);
  const [last] = await rows(
    db.em(),
    sql<{ action: string }>`SELECT action FROM chatops.audit
      WHERE at >= ${since} AND (action IN ('lockout trusted', 'lockout unseen', 'lockout upheld')
        OR action = 'lockout ended' AND before ->> 'status' = 'disabled')
      ORDER BY id DESC LIMIT 1`,
  );
  return last?.action === 'lockout trusted' || last?.action === 'lockout unseen' ? 'noticed' : null;
}
