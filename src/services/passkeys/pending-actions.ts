import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import type { RawValues } from '#domain/draft.ts';
import { HexaError } from '#domain/errors.ts';
import type { HeldAction } from '#domain/held-action.ts';
import { canonical } from '#domain/proof.ts';
import { tellAdministrators } from '../audit/administrator-notices.ts';
import { recordRefusal } from '../audit/audit.ts';
import type { Deps } from '../deps.ts';
import { rewriteDraft } from '../drafts/drafts.ts';
import { newToken, tokenHash } from './tokens.ts';

/** As long as somebody may take to confirm; shorter than Discord's tokens and Slack's response_urls live. */
const LIFE_MS = 5 * 60_000;
/** What was claimed at the last moment has been done or has failed by then. */
const GRACE_MS = 60_000;

/** A held action that waits for its passkey. */
export interface PendingAction extends HeldAction {
  id: string;
  nonce: string;
  /** What is signed, together with the nonce: the pending action in a fixed form. */
  signedText: string;
  /** Who started it: the user, and the chat account as its platform shows it. */
  startedBy: string;
  chatName: string | null;
  createdAt: Date;
}

/** Stores an action until it is confirmed, for 5 minutes. Returns its id and the address of the page that confirms it. */
export async function holdAction(deps: Deps, held: HeldAction): Promise<{ id: string; url: string }> {
  const { identity, userId, invocation, handler, matters, passwordHash, draft, language } = held;
  const id = randomUUID();
  const { token, hash } = newToken();
  const now = deps.clock();
  const { platform, workspace, user } = identity;
  const signedText = canonical({
    version: 1,
    id,
    startedAt: now.toISOString(),
    user: userId,
    identity: { platform, workspace, user },
    handler,
    matters,
  });
  await rows(
    deps.db.em(),
    sql`INSERT INTO chatops.pending_actions
        (id, token_hash, platform, workspace, chat_user, user_id, invocation, matters, nonce, signed_text, password_hash,
          draft_id, draft_values, language, created_at, expires_at)
      VALUES (${id}, ${hash}, ${platform}, ${workspace}, ${user}, ${userId}, ${JSON.stringify(invocation)}::jsonb,
        ${JSON.stringify(matters)}::jsonb, ${randomBytes(32).toString('base64url')}, ${signedText}, ${passwordHash},
        ${draft?.id ?? null}, ${draft === null ? null : JSON.stringify(draft.values)}::jsonb, ${language}, ${now},
        ${new Date(now.getTime() + LIFE_MS)})`,
  );
  return { id, url: `${deps.settings.publicUrl()}/prove/${token}` };
}

/** The challenge that the browser signs, as base64url. */
export function challengeOf({ nonce, signedText }: Pick<PendingAction, 'nonce' | 'signedText'>): string {
  return createHash('sha256').update(Buffer.from(nonce, 'base64url')).update(signedText).digest('base64url');
}

/** Null for a token that is unknown, used, cancelled or expired. Changes nothing. */
export async function readPending(deps: Deps, token: string): Promise<PendingAction | null> {
  return findPending(
    deps,
    deps.db.em(),
    sql`p.token_hash = ${tokenHash(token)} AND p.claimed_at IS NULL AND p.cancelled_at IS NULL
      AND p.expires_at > ${deps.clock()}`,
  );
}

type Row = Omit<PendingAction, 'identity' | 'draft' | 'handler' | 'createdAt'> & {
  platform: ChatIdentity['platform'];
  workspace: string;
  chatUser: string;
  draftId: string | null;
  draftValues: RawValues | null;
  createdAt: string;
};

async function findPending(
  { db }: Deps,
  em: EntityManager,
  condition: ReturnType<typeof sql>,
): Promise<PendingAction | null> {
  const [row] = await rows(
    em,
    sql<Row>`SELECT p.id, p.platform, p.workspace, p.chat_user AS "chatUser", p.user_id AS "userId", p.invocation,
        p.matters, p.nonce, p.signed_text AS "signedText", p.password_hash AS "passwordHash", p.draft_id AS "draftId",
        p.draft_values AS "draftValues", p.language, p.created_at AS "createdAt", i.name AS "chatName",
        coalesce(u."firstName" || ' ' || u."lastName", p.user_id) AS "startedBy"
      FROM chatops.pending_actions p LEFT JOIN ${db.t.users} u ON u.id = p.user_id
      LEFT JOIN chatops.identities i USING (platform, workspace, chat_user)
      WHERE ${condition}`,
  );
  if (row === undefined) return null;
  const { platform, workspace, chatUser, draftId, draftValues, createdAt, ...rest } = row;
  return {
    ...rest,
    handler: {},
    identity: { platform, workspace, user: chatUser },
    draft: draftId === null ? null : { id: draftId, values: draftValues ?? {} },
    createdAt: instant(createdAt),
  };
}

/** Once, and only while it is open. False where somebody was faster, or its time is over. */
export async function claimPending(deps: Deps, em: EntityManager, id: string): Promise<boolean> {
  const now = deps.clock();
  const claimed = await rows(
    em,
    sql`UPDATE chatops.pending_actions SET claimed_at = ${now}
      WHERE id = ${id} AND claimed_at IS NULL AND cancelled_at IS NULL AND expires_at > ${now} RETURNING id`,
  );
  return claimed.length === 1;
}

/** "I didn't start this": it is over, and the full administrators are told. Throws `proof_gone`. */
export async function disownPending(deps: Deps, token: string): Promise<PendingAction> {
  const pending = await readPending(deps, token);
  if (pending === null) throw new HexaError('proof_gone', {});
  await deps.db.transaction(async (em) => {
    const now = deps.clock();
    const cancelled = await rows(
      em,
      sql`UPDATE chatops.pending_actions SET cancelled_at = ${now}
        WHERE id = ${pending.id} AND claimed_at IS NULL AND cancelled_at IS NULL AND expires_at > ${now} RETURNING id`,
    );
    if (cancelled.length === 0) throw new HexaError('proof_gone', {});
    const auditId = await recordRefusal(deps, em, {
      identity: pending.identity,
      actor: null,
      requestId: pending.invocation.id,
      action: 'passkeys confirm',
      code: 'proof_disowned',
      data: { matters: pending.matters.map(({ action, target }) => ({ action, target })) },
      target: { type: 'user', id: pending.userId, name: pending.startedBy },
    });
    await tellAdministrators(deps, em, 'passkey-notice', { auditId });
  });
  await giveBack(deps, pending);
  return pending;
}

async function giveBack(
  deps: Deps,
  { identity, draft }: Pick<PendingAction, 'identity' | 'draft'>,
): Promise<void> {
  if (draft !== null) await rewriteDraft(deps, identity, draft.id, draft.values, { givesBack: true });
}

/**
 * What was not confirmed in time, and what a crash kept from being done after the confirmation: its form is given back,
 * and the row goes, with how to answer and the hash of a password; swept every minute. What was done names its proof
 * in the audit.
 */
export async function sweepPending(deps: Deps): Promise<void> {
  const before = new Date(deps.clock().getTime() - GRACE_MS);
  type Over = { id: string };
  const over = await rows(
    deps.db.em(),
    sql<Over>`SELECT id FROM chatops.pending_actions WHERE expires_at < ${before}`,
  );
  for (const { id } of over) {
    const pending = await findPending(
      deps,
      deps.db.em(),
      sql`p.id = ${id} AND p.draft_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM chatops.audit a WHERE a.proof_id = p.id)`,
    );
    if (pending !== null) await giveBack(deps, pending);
    await rows(deps.db.em(), sql`DELETE FROM chatops.pending_actions WHERE id = ${id}`);
  }
  const yesterday = new Date(deps.clock().getTime() - 24 * 60 * 60_000);
  await rows(deps.db.em(), sql`DELETE FROM chatops.passkey_codes WHERE created_at < ${yesterday}`);
  await rows(deps.db.em(), sql`DELETE FROM chatops.passkey_enrolments WHERE created_at < ${yesterday}`);
}

/** Where the answer belongs, once the platform knows a better place: the message whose link was pressed. */
export async function answerAt(deps: Deps, identity: ChatIdentity, id: string, place: string): Promise<void> {
  const { platform, workspace, user } = identity;
  await rows(
    deps.db.em(),
    sql`UPDATE chatops.pending_actions SET invocation = jsonb_set(invocation, '{place}', to_jsonb(${place}::text))
      WHERE id::text = ${id} AND platform = ${platform} AND workspace = ${workspace} AND chat_user = ${user}`,
  );
}
