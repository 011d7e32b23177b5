import type { Screen } from '#chat/screen.ts';
import type { Delivery, Surfaces } from '#chat/surfaces.ts';
import type { ChatIdentity } from '#domain/chat-identity.ts';
import { MailRefused } from '#mail/refused.ts';
import { renderMail } from '#mail/render.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import { type AdministratorNotice, readAdministratorNotice } from '#services/audit/administrator-notices.ts';
import type { Deps } from '#services/deps.ts';
import { localeOf } from '#services/links/locale.ts';
import { type Words, wordsFor } from '#words/index.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  /** Null while mail is off. */
  transport: MailTransport | null;
  surfaces: Pick<Surfaces, 'direct'>;
  log: { warn(data: object, message: string): void };
}

/**
 * Tells administrators of users who were switched on elsewhere and are off again, of first passkeys and of actions that
 * nobody owns up to: by direct message, or by mail whom chat does not reach.
 */
export async function workAdministratorNotices(options: Options): Promise<void> {
  const { deps, queue, transport, surfaces, log } = options;

  const mail = async (notice: AdministratorNotice, transport: MailTransport): Promise<void> => {
    const words = wordsFor(notice.language);
    const { title, text } = noticeText(words, notice);
    try {
      const said = { subject: title, before: [text], after: [] };
      await transport.send(notice.mailTo, renderMail(said, words.language, transport.hexabot));
    } catch (error) {
      if (!(error instanceof MailRefused)) throw error;
      log.warn({ reason: error.message }, 'an administrator was not told by mail');
    }
  };

  const direct = async (identity: ChatIdentity, notice: AdministratorNotice): Promise<Delivery['result']> => {
    const words = wordsFor(await localeOf(deps, identity), notice.language);
    const { title, text } = noticeText(words, notice);
    const screen: Screen = { title, tone: 'warning', parts: [{ type: 'text', text }] };
    const delivery = await surfaces.direct(identity, screen);
    if (delivery.result !== 'sent')
      log.warn({ reason: delivery.reason }, 'an administrator was not told in chat');
    return delivery.result;
  };

  for (const job of ['lockout-notice', 'passkey-notice'] as const) {
    await queue.work(job, async (data) => {
      const notice = await readAdministratorNotice(deps, data);
      if (notice === null) return;
      const results = [];
      for (const identity of notice.identities) results.push(await direct(identity, notice));
      if (results.includes('sent')) return;
      if (transport !== null) await mail(notice, transport);
      else if (results.includes('failed')) throw new Error('an administrator could not be told');
    });
  }
}

function noticeText({ notices }: Words, notice: AdministratorNotice): { title: string; text: string } {
  if (notice.action === 'passkeys add') return notices.firstPasskey(notice);
  if (notice.action === 'passkeys confirm') return notices.disowned(notice);
  if (notice.roleless) return notices.roleless(notice);
  if (notice.action === 'lockout unseen') return notices.lockoutUnseen(notice);
  if (notice.action === 'lockout trusted') return notices.lockoutTrusted(notice);
  return notices.lockoutUpheld(notice);
}
