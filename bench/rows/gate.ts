import pg from 'pg';
import { requireNeeds } from '#chat/gate.ts';
import { connect } from '#database/connection.ts';
import { loadStanding } from '#services/gate/standing.ts';
import { byTurns, took } from '../measure.ts';
import { chatUser } from '../people.ts';
import { type Row, ratio } from '../row.ts';
import type { Scene } from '../scene.ts';
import { TEAM } from '../slack-side.ts';

/** The gate by itself, in this process: who it is, read in one statement, and the seven questions. */
export async function gateRow({ world, url, statements }: Scene): Promise<Row> {
  const db = connect({ url, schema: 'public' });
  const pool = new pg.Pool({ connectionString: url });
  const licence = () => ({ plan: 'pro', status: 'active', userLimit: null }) as const;
  const deps = { db, licence, sso: () => ({ enabled: false, strict: false }) };
  const identity = { platform: 'slack', workspace: TEAM, user: chatUser(1) } as const;
  const [standing] = statements;
  if (standing === undefined) throw new Error('a list asked nothing');
  const measured = await byTurns(
    world.sizes.rounds,
    () =>
      took(async () => {
        const found = await loadStanding(deps, identity, true, true);
        requireNeeds({ standing: found }, { permissions: ['User: create'], sso: 'closed', quota: 'free' });
      }),
    () => took(() => pool.query(standing.text, standing.values)),
  );
  await Promise.all([db.close(), pool.end()]);
  return ratio(
    {
      what: 'gate (actor, permissions, plan, SSO, quota), p50',
      against: 'the same statement through `pg`',
      reach: { atMost: 2 },
    },
    measured,
  );
}
