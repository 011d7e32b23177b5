import { rows, sql } from '#database/connection.ts';
import { fullName, type User } from '#domain/user.ts';
import { type RecordDeps, recordChange } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { OPERATOR } from '../shared/author.ts';
import { loadUser } from '../users/load-user.ts';
import { writeUngated } from '../writing/write.ts';
import { giveRolesBack, type WayInDeps } from './lockout-access.ts';

/** What detaching stands on, so that the command line can do it without a queue. */
type DetachDeps = RecordDeps & WayInDeps;

/**
 * Gives all roles back that were set aside, so that our schemas can be dropped and nothing is lost; also to those who
 * are not active: Hexabot does not look at that, so they can get in again. Who has no role left is let in by the first one
 * that the panel gives them: their sessions and tokens end now too. Returns all of them as they were before.
 */
export async function detach(deps: DetachDeps): Promise<User[]> {
  const { t } = deps.db;
  return writeUngated(deps, async (em) => {
    await rows(
      em,
      sql`UPDATE chatops.installation SET detached_at = ${deps.clock()} WHERE detached_at IS NULL`,
    );
    const owners = await rows(
      em,
      sql<{ id: string }>`SELECT u.id FROM ${t.users} u
        WHERE u.id IN (SELECT user_id FROM chatops.set_aside_roles)
          OR u.state IS NOT TRUE AND u.id IN (SELECT user_id FROM chatops.account_states)
        ORDER BY u.id FOR NO KEY UPDATE`,
    );
    const users: User[] = [];
    for (const { id } of owners) {
      const user = await loadUser(deps, id, em);
      const given = await giveRolesBack(deps, em, id);
      await recordChange(deps, em, OPERATOR, {
        action: 'detach',
        target: { type: 'user', id, name: fullName(user) },
        links: { given, taken: [] },
      });
      users.push(user);
    }
    return users;
  });
}

/** True between `hexa detach` and the next `hexa migrate`. */
export async function isDetached({ db }: Pick<Deps, 'db'>): Promise<boolean> {
  const [row] = await rows(
    db.em(),
    sql<{ detached: boolean }>`SELECT detached_at IS NOT NULL AS detached FROM chatops.installation`,
  );
  return row?.detached === true;
}

/** `hexa migrate` takes the decision to detach back. */
export async function attachAgain({ db }: Pick<Deps, 'db'>): Promise<void> {
  await rows(db.em(), sql`UPDATE chatops.installation SET detached_at = NULL WHERE detached_at IS NOT NULL`);
}
