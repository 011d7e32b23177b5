import { randomBytes, randomUUID } from 'node:crypto';
import type {
  PublicKeyCredentialCreationOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { ChatIdentity, Platform } from '#domain/chat-identity.ts';
import { HexaError } from '#domain/errors.ts';
import type { PasskeySite } from '#domain/passkey-site.ts';
import { fullName, type User } from '#domain/user.ts';
import { tellAdministrators } from '../audit/administrator-notices.ts';
import { recordChange } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { localeOf } from '../links/locale.ts';
import { loadUser } from '../users/load-user.ts';
import { writeUngated } from '../writing/write.ts';
import { credentialsOf, siteOf } from './passkey-rows.ts';
import { newToken, tokenHash } from './tokens.ts';
import { webauthn } from './webauthn.ts';

const LIFE_MS = 15 * 60_000;
const NAME_CHARACTERS = 60;
/** COSE: EdDSA, ES256, RS256. Without this the library asks Node for what is experimental there, which warns. */
const ALGORITHMS = [-8, -7, -257];

type Way = 'code' | 'passkey' | 'operator';

/**
 * Leave for this user to add one passkey within 15 minutes; returns the address of its page. The caller has made sure
 * of who it is. Throws `passkeys_unavailable`.
 */
export async function openEnrolment(
  deps: Pick<Deps, 'clock'> & { settings: Pick<Deps['settings'], 'publicUrl'> },
  em: EntityManager,
  given: { userId: string; way: Way; identity: ChatIdentity | null; proofId: string | null },
): Promise<string> {
  if (siteOf(deps) === null) throw new HexaError('passkeys_unavailable', {});
  const { userId, way, identity, proofId } = given;
  const { token, hash } = newToken();
  const now = deps.clock();
  await rows(
    em,
    sql`INSERT INTO chatops.passkey_enrolments
        (id, token_hash, user_id, way, platform, workspace, chat_user, challenge, proof_id, created_at, expires_at)
      VALUES (${randomUUID()}, ${hash}, ${userId}, ${way}, ${identity?.platform ?? null}, ${identity?.workspace ?? null},
        ${identity?.user ?? null}, ${randomBytes(32).toString('base64url')}, ${proofId}, ${now},
        ${new Date(now.getTime() + LIFE_MS)})`,
  );
  return `${deps.settings.publicUrl()}/enrol/${token}`;
}

/** An open enrolment, as its page shows it. */
export interface Enrolment {
  user: User;
  /** Of the person in chat who asked for it. */
  locale: string | null;
  options: PublicKeyCredentialCreationOptionsJSON;
}

interface Row {
  id: string;
  userId: string;
  way: Way;
  platform: Platform | null;
  workspace: string | null;
  chatUser: string | null;
  challenge: string;
  proofId: string | null;
}

/** Null for a token that is unknown, used or expired, and for a user who is not active. Changes nothing. */
export async function readEnrolment(deps: Deps, token: string): Promise<Enrolment | null> {
  const site = siteOf(deps);
  const row = await findOpen(deps, deps.db.em(), token);
  if (site === null || row === null) return null;
  const user = await loadUser(deps, row.userId);
  if (user.status !== 'active') return null;
  const others = await credentialsOf(deps.db.em(), user.id, site.rpId);
  const { generateRegistrationOptions } = await webauthn();
  const options = await generateRegistrationOptions({
    rpName: 'Hexabot users',
    rpID: site.rpId,
    userName: user.email,
    userDisplayName: fullName(user),
    userID: new Uint8Array(Buffer.from(user.id)),
    challenge: new Uint8Array(Buffer.from(row.challenge, 'base64url')),
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    excludeCredentials: others.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
  });
  const identity = identityOf(row);
  return { user, locale: identity && (await localeOf(deps, identity)), options };
}

/** The chat account that asked for it; null for the operator. */
function identityOf({ platform, workspace, chatUser }: Row): ChatIdentity | null {
  return platform === null ? null : { platform, workspace: String(workspace), user: String(chatUser) };
}

/**
 * Adds the passkey that the browser made, once. A first one is refused where another was added meanwhile. Throws
 * `proof_gone`, `proof_invalid`.
 */
export async function enrol(
  deps: Deps,
  token: string,
  { name, response }: { name: string; response: RegistrationResponseJSON },
): Promise<User> {
  const site = siteOf(deps);
  const open = await findOpen(deps, deps.db.em(), token);
  if (site === null || open === null) throw new HexaError('proof_gone', {});
  const made = await verified(open.challenge, site, response);
  return writeUngated(deps, async (em) => {
    const row = await claim(deps, em, token);
    const user = await loadUser(deps, row.userId, em);
    const present = await credentialsOf(em, user.id, site.rpId);
    if (user.status !== 'active' || (row.way !== 'passkey' && present.length > 0)) {
      throw new HexaError('proof_gone', {});
    }
    const shown = name.trim().slice(0, NAME_CHARACTERS) || 'Passkey';
    await rows(
      em,
      sql`INSERT INTO chatops.passkeys
          (id, user_id, credential_id, public_key, counter, transports, rp_id, name, added_at)
        VALUES (${randomUUID()}, ${user.id}, ${made.id}, ${Buffer.from(made.publicKey).toString('base64url')},
          ${made.counter}, ${[...(made.transports ?? [])]}, ${site.rpId}, ${shown}, ${deps.clock()})`,
    );
    const identity = identityOf(row);
    const auditId = await recordChange(
      deps,
      em,
      { actor: user, identity, requestId: `enrolment:${row.id}` },
      {
        action: 'passkeys add',
        target: { type: 'user', id: user.id, name: fullName(user) },
        after: { passkey: shown, way: row.way },
      },
    );
    if (present.length === 0)
      await tellAdministrators(deps, em, 'passkey-notice', { auditId, except: user.id });
    return user;
  });
}

async function verified(challenge: string, site: PasskeySite, response: RegistrationResponseJSON) {
  const { verifyRegistrationResponse } = await webauthn();
  const { verified: isGood, registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: site.origin,
    expectedRPID: site.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => ({ verified: false as const, registrationInfo: undefined }));
  if (!isGood || registrationInfo === undefined) throw new HexaError('proof_invalid', {});
  return registrationInfo.credential;
}

async function findOpen(deps: Deps, em: EntityManager, token: string): Promise<Row | null> {
  const [row] = await rows(
    em,
    sql<Row>`SELECT ${COLUMNS} FROM chatops.passkey_enrolments
      WHERE token_hash = ${tokenHash(token)} AND used_at IS NULL AND expires_at > ${deps.clock()}`,
  );
  return row ?? null;
}

async function claim(deps: Deps, em: EntityManager, token: string): Promise<Row> {
  const now = deps.clock();
  const [row] = await rows(
    em,
    sql<Row>`UPDATE chatops.passkey_enrolments SET used_at = ${now}
      WHERE token_hash = ${tokenHash(token)} AND used_at IS NULL AND expires_at > ${now} RETURNING ${COLUMNS}`,
  );
  if (row === undefined) throw new HexaError('proof_gone', {});
  return row;
}

const COLUMNS = sql`id, user_id AS "userId", way, platform, workspace, chat_user AS "chatUser", challenge,
  proof_id AS "proofId"`;
