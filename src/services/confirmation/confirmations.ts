import { createHmac, timingSafeEqual } from 'node:crypto';
import { Confirmations } from '#database/chatops-tables.ts';
import { type EntityManager, instant, rows, sql } from '#database/connection.ts';
import { Users } from '#database/hexabot-tables.ts';
import { HexaError } from '#domain/errors.ts';
import { passwordProblems } from '#domain/new-user.ts';
import { letIn } from '../attached/lockout.ts';
import type { Deps } from '../deps.ts';
import { isUser } from '../users/user-rows.ts';
import { writeUngated } from '../writing/write.ts';

/** `used`: confirmed, by this link or otherwise. `expired`: also when a newer link took its place. */
export type ConfirmationState = 'open' | 'used' | 'expired' | 'unknown';

/** What the page behind a confirmation link shows. */
export interface ConfirmationPage {
  state: ConfirmationState;
  firstName: string;
  lastName: string;
  language: string | null;
  /** The new user chooses their password on the page (CHATOPS_PASSWORDS=invite). */
  setsPassword: boolean;
}

interface Row {
  id: string;
  userId: string;
  firstName: string;
  lastName: string;
  language: string;
  /** What the database says now, so that a page and a press are judged by the same words. */
  pending: boolean;
  active: boolean | null;
  expiresAt: string | null;
  usedAt: string | null;
  revokedAt: string | null;
}

/**
 * The secret part of a confirmation link: derived from CHATOPS_SECRET, never stored, and the same however often
 * the mail is tried, so that a mail that was accepted by a server that then failed still carries a good link.
 */
export function confirmationToken(secret: string, id: string): string {
  const compact = id.replaceAll('-', '');
  return `${compact}${createHmac('sha256', secret).update(`confirm:${id}`).digest('base64url')}`;
}

function idOf(secret: string, token: string): string | null {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})[\w-]{43}$/.exec(token);
  if (parts === null) return null;
  const id = parts.slice(1).join('-');
  return timingSafeEqual(Buffer.from(token), Buffer.from(confirmationToken(secret, id))) ? id : null;
}

/** Users are locked before what hangs on them, here as where they are switched off. */
async function lockBoth(deps: Deps, em: EntityManager, { id, userId }: Row): Promise<Row | null> {
  await rows(em, sql`SELECT FROM ${deps.db.t.users} WHERE id = ${userId} FOR NO KEY UPDATE`);
  await rows(em, sql`SELECT FROM chatops.confirmations WHERE id = ${id} FOR UPDATE`);
  return load(deps, em, id);
}

async function load(deps: Deps, em: EntityManager, id: string): Promise<Row | null> {
  const [row] = await rows(
    em,
    sql<Row>`
    SELECT c.id, c.user_id AS "userId", u."firstName", u."lastName", u.language, u.state AS active,
      EXISTS (SELECT FROM chatops.account_states s WHERE s.user_id = u.id AND s.status = 'pending') AS pending,
      c.expires_at AS "expiresAt", c.used_at AS "usedAt", c.revoked_at AS "revokedAt"
    FROM chatops.confirmations c JOIN ${deps.db.t.users} u ON u.id = c.user_id AND ${isUser('u')}
    WHERE c.id = ${id}`,
  );
  return row ?? null;
}

function stateOf(deps: Deps, row: Row | null): ConfirmationState {
  if (row === null || row.expiresAt === null) return 'unknown';
  if (row.usedAt !== null || row.active) return 'used';
  if (row.revokedAt !== null || !row.pending || instant(row.expiresAt) <= deps.clock()) return 'expired';
  return 'open';
}

/** What the page of this link shows. Reading it changes nothing. */
export async function readConfirmation(deps: Deps, token: string): Promise<ConfirmationPage> {
  const id = idOf(deps.settings.secret, token);
  const row = id === null ? null : await load(deps, deps.db.em(), id);
  return {
    state: stateOf(deps, row),
    firstName: row?.firstName ?? '',
    lastName: row?.lastName ?? '',
    language: row?.language ?? null,
    setsPassword: deps.settings.passwords === 'invite',
  };
}

/**
 * Activates the pending user of an open link, once; other states change nothing and are returned. `roleless`: activated,
 * and all their roles were deleted meanwhile, so that the administrators are told.
 * `chosen` is the password and its confirmation where the page asked for them. Throws `invalid`.
 */
export async function confirm(
  deps: Deps,
  token: string,
  chosen: { password: string; confirmation: string } | null,
  requestId: string,
): Promise<ConfirmationState | 'roleless'> {
  const id = idOf(deps.settings.secret, token);
  if (id === null) return 'unknown';
  const seen = await load(deps, deps.db.em(), id);
  const before = stateOf(deps, seen);
  if (seen === null || before !== 'open') return before;
  const hash = deps.settings.passwords === 'invite' ? await hashChosen(deps, chosen) : null;
  return writeUngated(deps, async (em) => {
    const row = await lockBoth(deps, em, seen);
    const state = stateOf(deps, row);
    if (row === null || state !== 'open') return state;
    const now = deps.clock();
    if (hash !== null) await em.nativeUpdate(Users, { id: row.userId }, { password: hash });
    await em.nativeUpdate(Confirmations, { id }, { usedAt: now });
    const { roleless } = await letIn(
      deps,
      em,
      {
        actor: { id: row.userId, firstName: row.firstName, lastName: row.lastName },
        identity: null,
        requestId,
      },
      {
        action: 'confirm',
        target: { type: 'user', id: row.userId, name: `${row.firstName} ${row.lastName}` },
        before: { status: 'pending' },
        after: { status: 'active' },
      },
    );
    return roleless ? 'roleless' : 'open';
  });
}

async function hashChosen(
  deps: Deps,
  chosen: { password: string; confirmation: string } | null,
): Promise<string> {
  const { password, confirmation } = chosen ?? { password: '', confirmation: '' };
  const problems = passwordProblems(password, confirmation);
  if (problems.length > 0) throw new HexaError('invalid', { problems });
  return deps.passwords.hash(password);
}
