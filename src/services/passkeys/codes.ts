import { randomUUID } from 'node:crypto';
import { type EntityManager, rows, sql } from '#database/connection.ts';
import type { By } from '#domain/by.ts';
import { HexaError, problem } from '#domain/errors.ts';
import type { Deps } from '../deps.ts';
import { isRightCode, oneTimeCode } from '../shared/one-time-code.ts';
import { isOn } from '../users/user-rows.ts';
import { writeUngated } from '../writing/write.ts';
import { openEnrolment } from './enrolments.ts';
import { hasPasskey, siteOf } from './passkey-rows.ts';

const LIFE_MS = 10 * 60_000;
const TRIES = 5;
const MAILS_AN_HOUR = 3;
const HOUR_MS = 60 * 60_000;

/**
 * Mails the actor a code for their first passkey (docs/design.md, section 12), to the address that they sign in with.
 * Throws `passkeys_unavailable`, `passkey_mail_off`, `passkey_limit`, and `outdated` where there is a passkey already.
 */
export async function requestPasskeyCode(deps: Deps, { actor }: By): Promise<void> {
  if (siteOf(deps) === null) throw new HexaError('passkeys_unavailable', {});
  if (!deps.settings.mail) throw new HexaError('passkey_mail_off', { email: actor.email });
  if (await hasPasskey(deps, actor.id)) throw new HexaError('outdated', {});
  const id = randomUUID();
  const now = deps.clock();
  const ask = async (em: EntityManager) => {
    const asked = await rows(
      em,
      sql`SELECT FROM chatops.passkey_codes
        WHERE user_id = ${actor.id} AND created_at > ${new Date(now.getTime() - HOUR_MS)}`,
    );
    if (asked.length >= MAILS_AN_HOUR) throw new HexaError('passkey_limit', {});
    await rows(
      em,
      sql`INSERT INTO chatops.passkey_codes (id, user_id, created_at, expires_at)
        VALUES (${id}, ${actor.id}, ${now}, ${new Date(now.getTime() + LIFE_MS)})`,
    );
    await deps.queue.enqueue(em, 'passkey-code-mail', { codeId: id });
  };
  await writeUngated(deps, ask, ['linking']);
}

/** What the mail with a code for a first passkey says. */
export interface PasskeyCodeMail {
  to: string;
  name: string;
  language: string;
  code: string;
}

/** What the worker mails; null where the code is dead or the user is gone or no longer active. */
export async function preparePasskeyCodeMail(deps: Deps, codeId: string): Promise<PasskeyCodeMail | null> {
  const [row] = await rows(
    deps.db.em(),
    sql<Omit<PasskeyCodeMail, 'code'>>`
    SELECT u.email AS "to", u."firstName" AS name, u.language
    FROM chatops.passkey_codes c JOIN ${deps.db.t.users} u ON u.id = c.user_id AND ${isOn('u')}
    WHERE c.id = ${codeId} AND c.used_at IS NULL AND c.expires_at > ${deps.clock()}`,
  );
  return row === undefined ? null : { ...row, code: oneTimeCode(deps.settings.secret, 'passkey', codeId) };
}

/**
 * Spends one try on the actor's newest code and, where it is right, returns the address of the page on which the passkey
 * is added. Throws `invalid` (field `code`) and `passkey_code_dead`.
 */
export async function enterPasskeyCode(deps: Deps, by: By, typed: string): Promise<string> {
  const { id, attempts } = await spendTry(deps, by.actor.id);
  if (isRightCode(oneTimeCode(deps.settings.secret, 'passkey', id), typed)) {
    return deps.db.transaction(async (em) => {
      await useCode(deps, em, id);
      return openEnrolment(deps, em, {
        userId: by.actor.id,
        way: 'code',
        identity: by.identity,
        proofId: null,
      });
    });
  }
  const left = TRIES - attempts;
  if (left <= 0) throw new HexaError('passkey_code_dead', {});
  throw new HexaError('invalid', { problems: [problem('code', 'code_wrong', { left })] });
}

async function spendTry(deps: Deps, userId: string): Promise<{ id: string; attempts: number }> {
  const [code] = await rows(
    deps.db.em(),
    sql<{ id: string; attempts: number }>`
    UPDATE chatops.passkey_codes SET attempts = attempts + 1
    WHERE id = (SELECT id FROM chatops.passkey_codes WHERE user_id = ${userId} ORDER BY created_at DESC LIMIT 1)
      AND used_at IS NULL AND attempts < ${TRIES} AND expires_at > ${deps.clock()}
    RETURNING id, attempts`,
  );
  if (code === undefined) throw new HexaError('passkey_code_dead', {});
  return code;
}

async function useCode(deps: Deps, em: EntityManager, id: string): Promise<void> {
  const used = await rows(
    em,
    sql`UPDATE chatops.passkey_codes SET used_at = ${deps.clock()} WHERE id = ${id} AND used_at IS NULL RETURNING id`,
  );
  if (used.length === 0) throw new HexaError('passkey_code_dead', {});
}
