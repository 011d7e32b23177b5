import { Confirmations } from '#database/chatops-tables.ts';
import { rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { hexabotConfirmLink } from '../attached/hexabot-confirm.ts';
import type { Deps } from '../deps.ts';
import { confirmationToken } from './confirmations.ts';

/** Everything that the mail says; made by the worker at the moment of sending. */
export interface ConfirmationMail {
  to: string;
  name: string;
  inviter: string;
  language: string;
  link: string;
  lifeMs: number;
  setsPassword: boolean;
  /** The link leads to a page of ours, and not to Hexabot's. */
  ours: boolean;
}

/**
 * The mail of a confirmation that still waits, with the link's life counting from now; null when nothing is to
 * be sent any more: confirmed, disabled, or replaced by a newer link meanwhile.
 */
export async function prepareConfirmationMail(
  deps: Deps,
  confirmationId: string,
): Promise<ConfirmationMail | null> {
  const now = deps.clock();
  const lifeMs = deps.settings.confirmationLifeMs;
  const { t } = deps.db;
  const [row] = await rows(
    deps.db.em(),
    sql<{ to: string; name: string; inviter: string | null; language: string }>`
    UPDATE chatops.confirmations c SET sent_at = ${now}, expires_at = ${new Date(now.getTime() + lifeMs)}
    FROM ${t.users} u JOIN chatops.account_states s ON s.user_id = u.id AND s.status = 'pending'
    WHERE c.id = ${confirmationId} AND u.id = c.user_id AND NOT u.state
      AND c.used_at IS NULL AND c.revoked_at IS NULL AND c.mail = 'queued'
    RETURNING u.email AS "to", u."firstName" AS name, u.language,
      (SELECT i."firstName" || ' ' || i."lastName" FROM ${t.users} i WHERE i.id = c.inviter_id) AS inviter`,
  );
  if (row === undefined) return null;
  return {
    ...row,
    inviter: row.inviter ?? 'Hexabot',
    link: linkOf(deps, { confirmationId, email: row.to, at: now }),
    lifeMs,
    setsPassword: deps.settings.passwords === 'invite',
    ours: deps.settings.hexabotConfirm === null,
  };
}

function linkOf(
  { settings }: Deps,
  { confirmationId, email, at }: { confirmationId: string; email: string; at: Date },
): string {
  const { hexabotConfirm, confirmationLifeMs: lifeMs, secret } = settings;
  return hexabotConfirm === null
    ? `${settings.publicUrl()}/confirm/${confirmationToken(secret, confirmationId)}`
    : hexabotConfirmLink(hexabotConfirm, { email, at, lifeMs });
}

/** Notes that the mail has left, so that it is not sent again. */
export async function markConfirmationMailSent(deps: Deps, confirmationId: string): Promise<void> {
  await deps.db.em().nativeUpdate(Confirmations, { id: confirmationId }, { mail: 'sent', mailError: null });
}

/** Stores why an attempt failed, for the operator; the message of the mail server, without the link. */
export async function noteConfirmationMailError(
  deps: Deps,
  confirmationId: string,
  error: string,
): Promise<void> {
  await deps.db.em().nativeUpdate(Confirmations, { id: confirmationId }, { mailError: error.slice(0, 500) });
}

/** The mail server refused this mail for good: nothing is tried again, and who added the user is told at once. */
export async function refuseConfirmationMail(
  deps: Deps,
  confirmationId: string,
  reason: string,
): Promise<void> {
  await deps.db.transaction(async (em) => {
    const refused = { mail: 'failed', mailError: reason.slice(0, 500) } as const;
    await em.nativeUpdate(Confirmations, { id: confirmationId }, refused);
    await deps.queue.enqueue(em, 'confirmation-mail-failed', { confirmationId, refused: true });
  });
}

interface FailedMail {
  inviter: ChatIdentity;
  inviterLanguage: string;
  name: string;
  email: string;
  /** What the mail server said last. */
  reason: string | null;
}

/** Marks the mail as given up and says whom to tell, also when asked again; null when it does not matter any more. */
export async function giveUpConfirmationMail(deps: Deps, confirmationId: string): Promise<FailedMail | null> {
  const { t } = deps.db;
  const [row] = await rows(
    deps.db.em(),
    sql<{
      platform: ChatIdentity['platform'];
      workspace: string;
      user: string;
      language: string | null;
      name: string;
      email: string;
      reason: string | null;
    }>`
    UPDATE chatops.confirmations c SET mail = 'failed'
    FROM ${t.users} u
    WHERE c.id = ${confirmationId} AND u.id = c.user_id AND c.mail IN ('queued', 'failed')
      AND c.used_at IS NULL AND c.revoked_at IS NULL
    RETURNING c.inviter_platform AS platform, c.inviter_workspace AS workspace, c.inviter_chat_user AS user,
      (SELECT i.language FROM ${t.users} i WHERE i.id = c.inviter_id) AS language,
      u."firstName" || ' ' || u."lastName" AS name, u.email, c.mail_error AS reason`,
  );
  if (row === undefined) return null;
  const { platform, workspace, user, language, ...rest } = row;
  return { inviter: { platform, workspace, user }, inviterLanguage: language ?? 'en', ...rest };
}
