import { rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { HexaError } from '#domain/errors.ts';
import type { Matter } from '#domain/matter.ts';
import { type Actor, fullName } from '#domain/user.ts';
import { recordChange } from '../audit/audit.ts';
import { changeOf } from '../audit/change.ts';
import type { Deps } from '../deps.ts';
import { write } from '../writing/write.ts';
import { openEnrolment } from './enrolments.ts';
import { listPasskeys } from './passkey-rows.ts';

/** So that their list fits one message. */
const MOST = 8;

/**
 * Leave to add a further passkey, which takes one that is there. Returns the address of the page. Throws ProofNeeded,
 * `passkeys_unavailable`, `passkeys_full`.
 */
export async function addPasskey(deps: Deps, by: By): Promise<string> {
  return write(deps, by, async (em, { actor, identity, proof }) => {
    const present = await listPasskeys(deps, actor.id);
    if (present.length >= MOST) throw new HexaError('passkeys_full', { most: MOST });
    return {
      matter: matterOf('passkeys add', actor, null),
      apply: () =>
        openEnrolment(deps, em, { userId: actor.id, way: 'passkey', identity, proofId: proof?.id ?? null }),
    };
  });
}

/** Removes one of the actor's own passkeys, which takes one that is there. Returns its name. Throws ProofNeeded, `passkey_gone`. */
export async function removePasskey(deps: Deps, by: By, id: string): Promise<string> {
  return write(deps, by, async (em, now) => {
    const [row] = await rows(
      em,
      sql<{ name: string }>`SELECT name FROM chatops.passkeys
        WHERE id::text = ${id} AND user_id = ${now.actor.id} FOR UPDATE`,
    );
    if (row === undefined) throw new HexaError('passkey_gone', {});
    const matter = matterOf('passkeys remove', now.actor, row.name);
    return {
      matter,
      apply: async () => {
        await rows(em, sql`DELETE FROM chatops.passkeys WHERE id::text = ${id}`);
        await recordChange(deps, em, now, changeOf(matter));
        return row.name;
      },
    };
  });
}

function matterOf(action: 'passkeys add' | 'passkeys remove', actor: Actor, passkey: string | null): Matter {
  return {
    action,
    target: { type: 'user', id: actor.id, name: fullName(actor) },
    before: passkey === null ? null : { passkey },
    after: null,
    gained: [],
    lost: [],
  };
}
