import { linkIn } from '../support/link-in.ts';
import type { SoftPasskey } from '../support/soft-passkey.ts';
import { none, type Row } from './report.ts';
import type { Stage } from './stage.ts';

/** A role that nobody is given without a passkey where CHATOPS_STEP_UP is `privileged`. */
export const GUARDED = 'guarded';

interface Passkeyed {
  email: string;
  passkey: SoftPasskey;
}

/** Gives each of them a passkey for `http://localhost`. */
export async function givePasskeys(stage: Stage, members: readonly Passkeyed[]): Promise<void> {
  const made = members.map(({ email, passkey: { credentialId, publicKey } }) => ({
    email,
    credential: credentialId,
    key: publicKey,
  }));
  await stage.query(
    `INSERT INTO chatops.passkeys (id, user_id, credential_id, public_key, counter, transports, rp_id, name, added_at)
     SELECT gen_random_uuid(), u.id, m.credential, m.key, 0, '{internal}', 'localhost', 'Soft', now()
     FROM json_to_recordset($1::json) AS m (email text, credential text, key text) JOIN users u ON u.email = m.email`,
    [JSON.stringify(made)],
  );
}

/** Opens the page behind the link in this message and confirms there, twice at once; what comes of it is on the card. */
export async function confirmBy(stage: Stage, passkey: SoftPasskey, message: unknown): Promise<void> {
  const url = new URL(linkIn(message, 'prove'));
  stage.tokens.push(url.pathname.split('/').at(-1)!);
  const options = await fetch(`${url.href}/options`);
  if (!options.ok) return;
  const { challenge } = (await options.json()) as { challenge: string };
  const body = JSON.stringify({ response: passkey.sign(challenge, url) });
  const headers = { 'content-type': 'application/json', origin: url.origin };
  const send = async () => (await fetch(url, { method: 'POST', headers, body })).text();
  await Promise.all([send(), send()]);
}

/** What holds of proofs after every fault (docs/design.md, section 12). */
export async function proofRows(stage: Stage): Promise<Row[]> {
  const proofs = await stage.count('chatops.proofs');
  const twice = await stage.query<{ proof_id: string }>(
    `SELECT proof_id FROM chatops.audit WHERE proof_id IS NOT NULL AND outcome = 'done'
     GROUP BY proof_id HAVING count(DISTINCT request_id) > 1 OR count(*) > count(DISTINCT (action, target_id))`,
  );
  const unproven = await stage.query<{ email: string }>(
    `SELECT u.email FROM users u JOIN user_roles ur ON ur.user_id = u.id JOIN roles r ON r.id = ur.role_id
     WHERE r.name = $1 AND NOT EXISTS (SELECT FROM chatops.audit a JOIN chatops.proofs p ON p.id = a.proof_id
       WHERE a.action = 'requests approved' AND a.outcome = 'done' AND a.target_id = u.id AND a.actor_id = p.user_id
         AND position(u.id IN p.signed_text) > 0)`,
    [GUARDED],
  );
  return [
    none(
      `of ${proofs} proofs by passkey: used twice`,
      twice.map(({ proof_id: id }) => id),
    ),
    none(
      'people who were given what takes a passkey without one',
      unproven.map(({ email }) => email),
    ),
  ];
}
