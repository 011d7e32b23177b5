import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import type { Passkey } from '#domain/passkey.ts';
import { type PasskeySite, passkeySite } from '#domain/passkey-site.ts';
import type { Deps } from '../deps.ts';

/** A passkey as the browser and the check of a signature need it. */
export interface Credential {
  id: string;
  userId: string;
  credentialId: string;
  publicKey: string;
  counter: number;
  transports: string[];
}

type SiteDeps = { settings: Pick<Deps['settings'], 'publicUrl'> };

/** The site of PUBLIC_URL; null where browsers know no passkeys. */
export function siteOf({ settings }: SiteDeps): PasskeySite | null {
  return passkeySite(settings.publicUrl());
}

/** Passkeys of one user, the oldest first. */
export async function listPasskeys(deps: Pick<Deps, 'db'> & SiteDeps, userId: string): Promise<Passkey[]> {
  const site = siteOf(deps);
  type Row = { id: string; name: string; rp_id: string; added_at: string; used_at: string | null };
  const found = await rows(
    deps.db.em(),
    sql<Row>`SELECT id, name, rp_id, added_at, used_at FROM chatops.passkeys
      WHERE user_id = ${userId} ORDER BY added_at, id`,
  );
  return found.map(({ id, name, rp_id, added_at, used_at }) => ({
    id,
    name,
    addedAt: instant(added_at),
    usedAt: instant(used_at),
    isUsable: rp_id === site?.rpId,
  }));
}

/** The passkeys of this user that browsers find under this relying party id. */
export async function credentialsOf(em: EntityManager, userId: string, rpId: string): Promise<Credential[]> {
  return rows(
    em,
    sql<Credential>`SELECT id, user_id AS "userId", credential_id AS "credentialId", public_key AS "publicKey",
      counter::int AS counter, transports FROM chatops.passkeys
      WHERE user_id = ${userId} AND rp_id = ${rpId} ORDER BY added_at, id`,
  );
}

/** Whether the user has a passkey that browsers find here. */
export async function hasPasskey(deps: Pick<Deps, 'db'> & SiteDeps, userId: string): Promise<boolean> {
  const site = siteOf(deps);
  return site !== null && (await credentialsOf(deps.db.em(), userId, site.rpId)).length > 0;
}
