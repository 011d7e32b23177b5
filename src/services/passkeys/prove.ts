import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { rows, sql } from '#database/connection.ts';
import { type ErrorCode, type ErrorData, HexaError } from '#domain/errors.ts';
import type { PasskeySite } from '#domain/passkey-site.ts';
import type { Proof } from '#domain/proof.ts';
import { recordRefusal } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import type { Author } from '../shared/author.ts';
import { loadUser } from '../users/load-user.ts';
import { type Credential, credentialsOf, siteOf } from './passkey-rows.ts';
import { challengeOf, claimPending, type PendingAction, readPending } from './pending-actions.ts';
import { webauthn } from './webauthn.ts';

/** What the page hands to the browser; null where the link is good for nothing. Changes nothing. */
export async function readProving(
  deps: Deps,
  token: string,
): Promise<{ pending: PendingAction; options: PublicKeyCredentialRequestOptionsJSON } | null> {
  const site = siteOf(deps);
  const pending = await readPending(deps, token);
  if (site === null || pending === null) return null;
  const own = await credentialsOf(deps.db.em(), pending.userId, site.rpId);
  const { generateAuthenticationOptions } = await webauthn();
  const options = await generateAuthenticationOptions({
    rpID: site.rpId,
    challenge: new Uint8Array(Buffer.from(challengeOf(pending), 'base64url')),
    allowCredentials: own.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
    userVerification: 'required',
    timeout: 120_000,
  });
  return { pending, options };
}

/**
 * Checks a signature, claims its pending action and stores what was signed (docs/design.md, section 12). What is refused
 * is written down and leaves the link good. Throws `proof_gone`, `passkey_unknown`, `account_not_active`,
 * `proof_invalid`.
 */
export async function prove(
  deps: Deps,
  token: string,
  response: AuthenticationResponseJSON,
): Promise<{ pending: PendingAction; proof: Proof }> {
  const site = siteOf(deps);
  const pending = await readPending(deps, token);
  if (site === null || pending === null) throw new HexaError('proof_gone', {});
  const owner = await loadUser(deps, pending.userId);
  const credential = await findCredential(deps, response.id, site);
  if (credential === null || credential.userId !== owner.id) {
    const by = credential === null ? null : await loadUser(deps, credential.userId);
    return refuse(deps, token, pending, by, 'passkey_unknown', {});
  }
  if (owner.status !== 'active') return refuse(deps, token, pending, owner, 'account_not_active', {});
  const counter = await counterOf(pending, credential, site, response);
  if (counter === null) return refuse(deps, token, pending, owner, 'proof_invalid', {});
  await deps.db.transaction(async (em) => {
    if (!(await claimPending(deps, em, pending.id))) throw new HexaError('proof_gone', {});
    const counted = await rows(
      em,
      sql`UPDATE chatops.passkeys SET counter = ${counter}, used_at = ${deps.clock()}
        WHERE id = ${credential.id} AND (counter < ${counter} OR (counter = 0 AND ${counter} = 0)) RETURNING id`,
    );
    if (counted.length === 0) throw new HexaError('proof_invalid', {});
    const { authenticatorData, clientDataJSON, signature } = response.response;
    await rows(
      em,
      sql`INSERT INTO chatops.proofs (id, at, user_id, credential_id, public_key, rp_id, origin, nonce, signed_text,
          authenticator_data, client_data, signature)
        VALUES (${pending.id}, ${deps.clock()}, ${owner.id}, ${credential.credentialId}, ${credential.publicKey},
          ${site.rpId}, ${site.origin}, ${pending.nonce}, ${pending.signedText}, ${authenticatorData}, ${clientDataJSON},
          ${signature})`,
    );
  });
  const { id, matters, passwordHash, createdAt } = pending;
  return { pending, proof: { id, matters, passwordHash, startedAt: createdAt } };
}

async function findCredential(
  { db }: Deps,
  credentialId: string,
  { rpId }: PasskeySite,
): Promise<Credential | null> {
  const [row] = await rows(
    db.em(),
    sql<{
      userId: string;
    }>`SELECT user_id AS "userId" FROM chatops.passkeys WHERE credential_id = ${credentialId}`,
  );
  if (row === undefined) return null;
  const own = await credentialsOf(db.em(), row.userId, rpId);
  return own.find((each) => each.credentialId === credentialId) ?? null;
}

/** The authenticator's new counter, or null where the signature is not good for exactly this action and site. */
async function counterOf(
  pending: PendingAction,
  { credentialId, publicKey, counter }: Credential,
  site: PasskeySite,
  response: AuthenticationResponseJSON,
): Promise<number | null> {
  const { verifyAuthenticationResponse } = await webauthn();
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challengeOf(pending),
      expectedOrigin: site.origin,
      expectedRPID: site.rpId,
      requireUserVerification: true,
      credential: {
        id: credentialId,
        publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
        counter,
      },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    // Whatever is wrong with it: origin, challenge, user verification, a counter that went back, or its form.
    return null;
  }
}

/** Refuses what was sent; a link that another request used meanwhile is gone, and nothing else. `by`: whose passkey. */
async function refuse<C extends ErrorCode>(
  deps: Deps,
  token: string,
  pending: PendingAction,
  by: Author['actor'],
  code: C,
  data: ErrorData[C],
): Promise<never> {
  if ((await readPending(deps, token)) === null) throw new HexaError('proof_gone', {});
  await recordRefusal(deps, deps.db.em(), {
    identity: pending.identity,
    actor: by,
    requestId: pending.invocation.id,
    action: 'passkeys confirm',
    code,
    data: { pending: pending.id },
    target: { type: 'user', id: pending.userId, name: pending.startedBy },
  });
  throw new HexaError(code, data);
}
