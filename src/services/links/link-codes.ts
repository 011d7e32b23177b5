import { randomUUID } from 'node:crypto';
import { rows, sql } from '#database/connection.ts';
import { normaliseEmail } from '#domain/address.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { HexaError, isHexaError } from '#domain/errors.ts';
import type { User } from '#domain/user.ts';
import type { Deps } from '../deps.ts';
import { writtenAs } from '../shared/addresses.ts';
import { isRightCode, oneTimeCode } from '../shared/one-time-code.ts';
import { isUser } from '../users/user-rows.ts';
import { writeUngated } from '../writing/write.ts';
import type { Writing } from '../writing/writing.ts';
import { insertLink } from './link.ts';
import { refuseLink } from './refuse-link.ts';

const LIFE_MS = 10 * 60_000;
const TRIES = 5;
/** Of one chat identity, and to one user of one chat identity: strangers do not use up what somebody needs. */
const MAILS_AN_HOUR = 3;
/** To one user, of all chat identities together: nobody’s mailbox is flooded. */
const MAILS_IN_ALL = 12;
const HOUR_MS = 60 * 60_000;

/**
 * Asks for a code for this address (docs/design.md, section 9). The same steps, the same answer and as fast whether or
 * not a user has the address: the worker finds out. Throws `link_mail_off` and, by this identity's own count,
 * `link_limit`.
 */
export async function requestLinkCode(deps: Deps, identity: ChatIdentity, email: string): Promise<string> {
  if (!deps.settings.mail) throw new HexaError('link_mail_off', identity);
  const id = randomUUID();
  const now = deps.clock();
  const { t } = deps.db;
  const address = normaliseEmail(email);
  const ask = async (em: Writing) => {
    const [count] = await rows(
      em,
      sql<{ asked: number }>`SELECT count(*)::int AS asked FROM chatops.link_codes
        WHERE platform = ${identity.platform} AND workspace = ${identity.workspace}
          AND chat_user = ${identity.user} AND created_at > ${new Date(now.getTime() - HOUR_MS)}`,
    );
    if ((count?.asked ?? 0) >= MAILS_AN_HOUR) throw new HexaError('link_limit', {});
    await rows(
      em,
      sql`
      INSERT INTO chatops.link_codes (id, platform, workspace, chat_user, user_id, created_at, expires_at)
      VALUES (${id}, ${identity.platform}, ${identity.workspace}, ${identity.user},
        (WITH u AS MATERIALIZED (SELECT id, email FROM ${t.users} x WHERE ${isUser('x')})
          SELECT id FROM u WHERE lower(email) = ANY(${writtenAs(address)})
          ORDER BY email = ${address} DESC LIMIT 1),
        ${now}, ${new Date(now.getTime() + LIFE_MS)})`,
    );
    await deps.queue.enqueue(em, 'link-code-mail', { codeId: id });
  };
  await writeUngated(deps, ask, ['linking']);
  return id;
}

/** What the mail with a code to link says. */
export interface LinkCodeMail {
  to: string;
  name: string;
  language: string;
  /** Who asks: the account that would be linked, with its name where the platform told it. */
  platform: string;
  workspace: string;
  chatUser: string;
  chatName: string | null;
  code: string;
}

/**
 * What the worker mails, counted as mailed from here on; null where nobody has the address, the code is dead, or the
 * user was mailed three of this chat identity, or a dozen in all, within an hour.
 */
export async function prepareLinkCodeMail(deps: Deps, codeId: string): Promise<LinkCodeMail | null> {
  const { t } = deps.db;
  const now = deps.clock();
  const count = (em: Writing) =>
    rows(
      em,
      sql<Omit<LinkCodeMail, 'code'>>`
      UPDATE chatops.link_codes c SET mailed_at = ${now} FROM ${t.users} u
      WHERE c.id = ${codeId} AND u.id = c.user_id AND c.used_at IS NULL AND c.expires_at > ${now}
        AND (SELECT count(*) < ${MAILS_IN_ALL} AND count(*) FILTER (WHERE o.platform = c.platform
            AND o.workspace = c.workspace AND o.chat_user = c.chat_user) < ${MAILS_AN_HOUR}
          FROM chatops.link_codes o WHERE o.user_id = c.user_id AND o.id <> c.id
            AND o.mailed_at > ${new Date(now.getTime() - HOUR_MS)})
      RETURNING u.email AS "to", u."firstName" AS name, u.language, c.platform, c.workspace,
        c.chat_user AS "chatUser", (SELECT i.name FROM chatops.identities i WHERE i.platform = c.platform
          AND i.workspace = c.workspace AND i.chat_user = c.chat_user) AS "chatName"`,
    );
  const [row] = await writeUngated(deps, count, ['linking']);
  return row === undefined ? null : { ...row, code: oneTimeCode(deps.settings.secret, 'link', codeId) };
}

/**
 * Spends one try on the newest code of this identity and links when it is right. A link that comes to nothing, by the
 * last wrong try or because another link stands in its way, is written down and mailed to the user. Throws
 * `link_code_wrong`, `link_code_dead`, `already_linked`.
 */
export async function enterLinkCode(
  deps: Deps,
  identity: ChatIdentity,
  requestId: string,
  typed: string,
): Promise<User> {
  const code = await spendTry(deps, identity);
  const { id: codeId, userId } = code;
  if (!isRightCode(oneTimeCode(deps.settings.secret, 'link', codeId), typed) || userId === null) {
    const left = TRIES - code.attempts;
    if (left > 0) throw new HexaError('link_code_wrong', { left });
    const dead = new HexaError('link_code_dead', {});
    await refuseLink(deps, { identity, requestId, error: dead, userId, tells: code.wasMailed });
    throw dead;
  }
  try {
    return await insertLink(deps, identity, userId, { method: 'code', requestId, codeId });
  } catch (error) {
    if (!isHexaError(error, 'already_linked')) throw error;
    await refuseLink(deps, { identity, requestId, error, userId, tells: true });
    throw error;
  }
}

interface Spent {
  id: string;
  userId: string | null;
  attempts: number;
  wasMailed: boolean;
}

async function spendTry(deps: Deps, { platform, workspace, user }: ChatIdentity): Promise<Spent> {
  const [code] = await rows(
    deps.db.em(),
    sql<Spent>`
    UPDATE chatops.link_codes SET attempts = attempts + 1
    WHERE id = (SELECT id FROM chatops.link_codes WHERE platform = ${platform} AND workspace = ${workspace}
        AND chat_user = ${user} ORDER BY asked DESC LIMIT 1)
      AND used_at IS NULL AND attempts < ${TRIES} AND expires_at > ${deps.clock()}
    RETURNING id, user_id AS "userId", attempts, mailed_at IS NOT NULL AS "wasMailed"`,
  );
  if (code === undefined) throw new HexaError('link_code_dead', {});
  return code;
}

/** Deletes codes of more than a day ago: by then they count for no limit. */
export async function sweepLinkCodes(deps: Deps): Promise<void> {
  const before = new Date(deps.clock().getTime() - 24 * HOUR_MS);
  await rows(deps.db.em(), sql`DELETE FROM chatops.link_codes WHERE created_at < ${before}`);
}
