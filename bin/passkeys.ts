import { databaseClock } from '#database/clock.ts';
import { fullName } from '#domain/user.ts';
import { startQueue } from '#queue/index.ts';
import { checkProof } from '#services/passkeys/check-proof.ts';
import { everybodysPasskeys, invitePasskey, resetPasskeys } from '#services/passkeys/operator.ts';
import type { Config } from '../src/config.ts';
import { type OpenDatabase, openDatabase } from '../src/start/open-database.ts';
import { publicUrlOf } from '../src/start/public-url.ts';
import { StartError } from '../src/start/start-error.ts';

async function withDatabase<T>(config: Config, work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase({ config, purpose: 'command' });
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

/** With a queue where mail is on, so that the user is told; what the operator does is not announced in channels. */
async function withDeps<T>(
  config: Config,
  work: (deps: Parameters<typeof resetPasskeys>[0]) => Promise<T>,
): Promise<T> {
  return withDatabase(config, async ({ db, mode, url }) => {
    const queue = config.mail === null ? null : await startQueue({ url, onError: () => {} });
    const deps = {
      db,
      queue,
      settings: { mail: config.mail !== null, publicUrl: () => publicUrlOf(config) },
      attached: mode === 'attached',
      clock: (await databaseClock(db)).now,
      announce: async () => {},
    };
    return work(deps).finally(() => queue?.stop(1_000));
  });
}

const day = (at: Date | null): string => (at === null ? 'never' : at.toISOString().slice(0, 10));

/** Who has passkeys, one line each. */
export async function listCommand(config: Config): Promise<string> {
  const everybody = await withDeps(config, everybodysPasskeys);
  if (everybody.length === 0) return 'Nobody has a passkey.';
  const lines = everybody.flatMap(({ name, email, passkeys }) => [
    `${name} (${email})`,
    ...passkeys.map(
      (passkey) =>
        `  ${passkey.name}, added ${day(passkey.addedAt)}, last used ${day(passkey.usedAt)}${
          passkey.isUsable ? '' : ', no longer works: made for another PUBLIC_URL'
        }`,
    ),
  ]);
  return lines.join('\n');
}

/** Removes all passkeys of a user and says so in one sentence. */
export async function resetCommand(config: Config, email: string): Promise<string> {
  const { user, removed } = await withDeps(config, (deps) => resetPasskeys(deps, email));
  const count = removed === 1 ? '1 passkey' : `${removed} passkeys`;
  return `${fullName(user)} (${user.email}) had ${count}, and has none now.`;
}

/** The link at which a user adds a first passkey. */
export async function inviteCommand(config: Config, email: string): Promise<string> {
  const { user, url } = await withDeps(config, (deps) => invitePasskey(deps, email));
  return `${fullName(user)} adds a first passkey here, once, within 15 minutes:\n${url}`;
}

/** What was signed, and whether the signature is good. */
export async function proofCommand(config: Config, id: string): Promise<{ text: string; isGood: boolean }> {
  const proof = await withDatabase(config, ({ db }) => checkProof({ db }, id));
  if (proof === null)
    throw new StartError(`There is no proof ${id}, and no audit entry ${id} that names one.`);
  const { isGood, signer, at, credentialId, origin, entries, signedText } = proof;
  const text = [
    `Signature    ${isGood ? 'good' : 'NOT GOOD: what is kept does not fit together'}`,
    `Signed by    ${signer}`,
    `At           ${at.toISOString()}`,
    `Passkey      ${credentialId}`,
    `Page         ${origin}`,
    ...(entries.length === 0
      ? ['Audit        no entry names it: nothing was changed']
      : entries.map((entry) => `Audit        ${entry.id}: ${entry.action} ${entry.target}`)),
    'Signed text',
    JSON.stringify(JSON.parse(signedText), null, 2),
  ];
  return { text: text.join('\n'), isGood };
}
