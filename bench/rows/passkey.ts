import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { asking } from '../../test/support/database.ts';
import { byTurns, took } from '../measure.ts';
import { chatUser } from '../people.ts';
import { ms, type Row, told } from '../row.ts';
import type { Scene } from '../scene.ts';
import { TEAM } from '../slack-side.ts';
import { filledIn } from './new-users.ts';

const SITE = { rpId: 'localhost', origin: 'http://localhost:3999' };
const CREDENTIAL_ID = Buffer.from('a passkey of the bench').toString('base64url');
/** The device holds the key and knows who uses it (Web Authentication Level 3, "Authenticator Data"). */
const PRESENT_AND_VERIFIED = 0x05;

/** One person may do 30 things a minute; each round is three of them, and one goes before. */
const MAX_ROUNDS = 9;

/**
 * From the signature that the page sends to its answer, when what was confirmed is done: a new administrator, in one
 * transaction. Against one check of a signature.
 */
export async function passkeyRow({ world, url }: Scene): Promise<Row> {
  const device = newDevice();
  await asking(url, (query) =>
    query(
      `INSERT INTO chatops.passkeys (id, user_id, credential_id, public_key, counter, transports, rp_id, name, added_at)
     SELECT gen_random_uuid(), user_id, $1, $2, 0, '{internal}', $3, 'Bench', now() FROM chatops.links
     WHERE platform = 'slack' AND workspace = $4 AND chat_user = $5`,
      [CREDENTIAL_ID, device.publicKey.toString('base64url'), SITE.rpId, TEAM, chatUser(1)],
    ),
  );
  const service = await world.service(url, {
    CHATOPS_USER_LIMIT: 'unlimited',
    CHATOPS_STEP_UP: 'privileged',
    PUBLIC_URL: SITE.origin,
    SALT_LENGTH: '4',
  });
  let count = 0;
  const proved = async (): Promise<number> => {
    count += 1;
    const form = await world.slack.open(service.address, chatUser(1), 'users add');
    const typed = { ...filledIn(`proved${count}`), Roles: ['admin'] };
    const { body } = await world.slack.submit(service.address, form, typed);
    const page = `${service.address}/prove/${/\/prove\/([\w-]+)/.exec(body)?.[1]}`;
    const { challenge } = (await (await fetch(`${page}/options`)).json()) as { challenge: string };
    const response = device.signs(challenge);
    return took(async () => {
      const done = await fetch(page, {
        method: 'POST',
        headers: { origin: SITE.origin, 'content-type': 'application/json' },
        body: JSON.stringify({ response }),
      });
      const shown = await done.text();
      if (!done.ok || !shown.includes('was added')) throw new Error(`not done: ${shown.slice(0, 500)}`);
    });
  };
  const checked = (): Promise<number> => {
    const response = device.signs(CHALLENGE);
    return took(() =>
      verifyAuthenticationResponse({
        response,
        expectedChallenge: CHALLENGE,
        expectedOrigin: SITE.origin,
        expectedRPID: SITE.rpId,
        requireUserVerification: true,
        credential: { id: CREDENTIAL_ID, publicKey: new Uint8Array(device.publicKey), counter: 0 },
      }),
    );
  };
  const { a, b } = await byTurns(Math.min(world.sizes.rounds, MAX_ROUNDS), proved, checked);
  await service.stop();
  return told(
    'passkey page, from signature to done, p50',
    'one signature check through `@simplewebauthn/server`',
    `${ms(a)} against ${ms(b)}`,
  );
}

const CHALLENGE = Buffer.alloc(32, 7).toString('base64url');

/** A device with one passkey: ES256, and a counter that stays 0 as that of passkeys in the cloud. */
function newDevice() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const data = Buffer.concat([
    createHash('sha256').update(SITE.rpId).digest(),
    Buffer.from([PRESENT_AND_VERIFIED, 0, 0, 0, 0]),
  ]);
  return {
    // A COSE key: kty EC2, alg ES256, crv P-256, x, y (RFC 9053, section 7.1.1).
    publicKey: Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ]),
    signs(challenge: string) {
      const client = Buffer.from(
        JSON.stringify({ type: 'webauthn.get', challenge, origin: SITE.origin, crossOrigin: false }),
      );
      const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
      return {
        id: CREDENTIAL_ID,
        rawId: CREDENTIAL_ID,
        type: 'public-key' as const,
        clientExtensionResults: {},
        response: {
          authenticatorData: data.toString('base64url'),
          clientDataJSON: client.toString('base64url'),
          signature: sign('sha256', signed, privateKey).toString('base64url'),
        },
      };
    },
  };
}
