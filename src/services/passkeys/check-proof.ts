import { instant, rows, sql } from '#database/connection.ts';
import type { Deps } from '../deps.ts';
import { challengeOf } from './pending-actions.ts';
import { webauthn } from './webauthn.ts';

/** What was signed, and whether the signature still stands by what is stored with it alone. */
export interface CheckedProof {
  isGood: boolean;
  at: Date;
  signer: string;
  credentialId: string;
  origin: string;
  signedText: string;
  /** Audit entries that name it. */
  entries: { id: string; action: string; target: string }[];
}

interface Row {
  at: string;
  signer: string;
  credentialId: string;
  publicKey: string;
  rpId: string;
  origin: string;
  nonce: string;
  signedText: string;
  authenticatorData: string;
  clientData: string;
  signature: string;
  entries: CheckedProof['entries'];
}

/** Checks a proof again, by its id or the id of an audit entry that names it; null where there is none. */
export async function checkProof({ db }: Pick<Deps, 'db'>, id: string): Promise<CheckedProof | null> {
  const [row] = await rows(
    db.em(),
    sql<Row>`
    SELECT p.at, coalesce(u."firstName" || ' ' || u."lastName" || ' (' || u.email || ')', p.user_id) AS signer,
      p.credential_id AS "credentialId", p.public_key AS "publicKey", p.rp_id AS "rpId", p.origin, p.nonce,
      p.signed_text AS "signedText", p.authenticator_data AS "authenticatorData", p.client_data AS "clientData",
      p.signature, coalesce((SELECT json_agg(json_build_object('id', a.id::text, 'action', a.action,
          'target', coalesce(a.target_name, '')) ORDER BY a.id)
        FROM chatops.audit a WHERE a.proof_id = p.id), '[]') AS entries
    FROM chatops.proofs p LEFT JOIN ${db.t.users} u ON u.id = p.user_id
    WHERE p.id::text = ${id} OR p.id = (SELECT proof_id FROM chatops.audit WHERE id::text = ${id})`,
  );
  if (row === undefined) return null;
  const { at, signer, credentialId, origin, signedText, entries } = row;
  return { isGood: await isGood(row), at: instant(at), signer, credentialId, origin, signedText, entries };
}

async function isGood(row: Row): Promise<boolean> {
  const { credentialId, publicKey, authenticatorData, clientData, signature } = row;
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const { verified } = await verifyAuthenticationResponse({
      response: {
        id: credentialId,
        rawId: credentialId,
        type: 'public-key',
        clientExtensionResults: {},
        response: { authenticatorData, clientDataJSON: clientData, signature },
      },
      expectedChallenge: challengeOf(row),
      expectedOrigin: row.origin,
      expectedRPID: row.rpId,
      requireUserVerification: true,
      credential: {
        id: credentialId,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
    });
    return verified;
  } catch {
    return false;
  }
}
