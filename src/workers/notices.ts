import type { Screen } from '#chat/screen.ts';
import type { Surfaces } from '#chat/surfaces.ts';
import type { AuditEntry } from '#domain/audit.ts';
import { auditAction } from '#domain/audit-actions.ts';
import { MailRefused } from '#mail/refused.ts';
import { renderMail } from '#mail/render.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import { type Notice, readNotice } from '#services/audit/notices.ts';
import { findAuditEntry } from '#services/audit/read-audit.ts';
import type { Deps } from '#services/deps.ts';
import { localeOf } from '#services/links/locale.ts';
import { type Words, wordsFor } from '#words/index.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  /** Null while mail is off; then no such jobs are made. */
  transport: MailTransport | null;
  surfaces: Pick<Surfaces, 'direct' | 'post'>;
  /** How a post in the audit channel looks. */
  auditScreen(entry: AuditEntry): Screen;
  log: { warn(data: object, message: string): void };
}

/** Tells people of changes to their account, by mail and in chat, and the audit channels of every change. */
export async function workNotices(options: Options): Promise<void> {
  const { deps, queue, transport, surfaces, auditScreen, log } = options;

  /** Who made the change is told that its mail did not arrive, where that is somebody else in chat. */
  const tellActor = async ({ actor, isOwn, language, fullName, email }: Notice, reason: string) => {
    if (actor === null || isOwn) return;
    const words = wordsFor(await localeOf(deps, actor), language);
    const { title, text } = words.mails.noticeRefused({ name: fullName, email, reason });
    const delivery = await surfaces.direct(actor, {
      title,
      tone: 'warning',
      parts: [{ type: 'text', text }],
    });
    if (delivery.result !== 'sent') log.warn({ reason: delivery.reason }, 'nobody could be told of it');
  };

  if (transport !== null) {
    await queue.work('notice-mail', async ({ auditId }) => {
      const notice = await readNotice(deps, auditId);
      if (notice === null) return;
      const words = wordsFor(notice.language);
      const { subject, paragraphs } = noticeText(words, notice);
      try {
        const mail = renderMail(
          { subject, before: paragraphs, after: [] },
          words.language,
          transport.hexabot,
        );
        await transport.send(notice.email, mail);
      } catch (error) {
        if (!(error instanceof MailRefused)) throw error;
        log.warn({ auditId, reason: error.message }, 'a notice was refused by the mail server');
        await tellActor(notice, error.message);
      }
    });
  }

  await queue.work('notice-direct', async ({ auditId, identity }) => {
    const notice = await readNotice(deps, auditId);
    if (notice === null) return;
    const words = wordsFor(await localeOf(deps, identity), notice.language);
    const { subject, paragraphs } = noticeText(words, notice);
    const parts = paragraphs.map((text) => ({ type: 'text', text }) as const);
    const delivery = await surfaces.direct(identity, { title: subject, tone: 'warning', parts });
    if (delivery.result === 'sent') return;
    log.warn({ auditId, reason: delivery.reason }, 'a notice was not delivered in chat');
    if (delivery.result === 'failed') throw new Error(delivery.reason);
  });

  await queue.work('audit-post', async ({ auditId, channel }) => {
    const entry = await findAuditEntry(deps, auditId);
    if (entry === null) return;
    const delivery = await surfaces.post(channel, auditScreen(entry));
    if (delivery.result === 'sent') return;
    log.warn({ auditId, channel, reason: delivery.reason }, 'an audit entry was not posted');
    if (delivery.result === 'failed') throw new Error(delivery.reason);
  });
}

function noticeText(words: Words, notice: Notice): { subject: string; paragraphs: string[] } {
  const told = auditAction(notice.action)?.tells;
  const kind = typeof told === 'object' ? told?.notice : undefined;
  if (kind === 'link') return linkNotice(words, notice);
  if (kind === 'passkey') return passkeyNotice(words, notice);
  const names = (values: Notice['before']): string[] => (Array.isArray(values?.roles) ? values.roles : []);
  const actorName = notice.actorName ?? words.screens.audit.system;
  const data = { ...notice, actorName, before: names(notice.before), after: names(notice.after) };
  if (kind === 'roles') return words.notices.roles(data);
  if (notice.after?.status === 'active' && Array.isArray(notice.after.roles)) {
    return words.notices.enabledWithoutRoles(data);
  }
  return notice.after?.status === 'active' ? words.notices.enabled(data) : words.notices.disabled(data);
}

/** Which passkey it is about stands in the entry. */
function passkeyNotice({ notices }: Words, { before, after, firstName, isOperator }: Notice) {
  const data = { firstName, isOperator, passkey: String((after ?? before)?.passkey ?? '') };
  return after === null ? notices.passkeyRemoved(data) : notices.passkeyAdded(data);
}

/** Which chat account it is about stands in the entry: linked, unlinked, or refused. */
function linkNotice(words: Words, notice: Notice): { subject: string; paragraphs: string[] } {
  const { action, outcome, before, after, firstName, actorName, isOwn } = notice;
  const account =
    outcome === 'refused' ? { platform: notice.platform, user: notice.chatUser } : (after ?? before);
  const data = {
    firstName,
    actorName: notice.isOperator ? words.screens.audit.operator : actorName,
    isOwn,
    platform: String(account?.platform ?? ''),
    chatUser: String(account?.user ?? ''),
  };
  if (outcome === 'refused') return words.notices.linkRefused(data);
  return action === 'link' ? words.notices.linked(data) : words.notices.unlinked(data);
}
