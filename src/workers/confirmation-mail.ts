import type { Surfaces } from '#chat/surfaces.ts';
import { MailRefused } from '#mail/refused.ts';
import { renderMail } from '#mail/render.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import {
  giveUpConfirmationMail,
  markConfirmationMailSent,
  noteConfirmationMailError,
  prepareConfirmationMail,
  refuseConfirmationMail,
} from '#services/confirmation/confirmation-mails.ts';
import type { Deps } from '#services/deps.ts';
import { localeOf } from '#services/links/locale.ts';
import { wordsFor } from '#words/index.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  transport: MailTransport;
  surfaces: Pick<Surfaces, 'direct'>;
  log: { info(data: object, message: string): void; warn(data: object, message: string): void };
}

/**
 * Mails confirmations. What the server refuses for good, or could not be mailed for a day, is marked as failed and told to
 * who added the user.
 */
export async function workConfirmationMails({
  deps,
  queue,
  transport,
  surfaces,
  log,
}: Options): Promise<void> {
  await queue.work('confirmation-mail', async ({ confirmationId }) => {
    const mail = await prepareConfirmationMail(deps, confirmationId);
    if (mail === null) return;
    const words = wordsFor(mail.language);
    const { button, ...text } = words.mails.confirmation(mail);
    try {
      await transport.send(
        mail.to,
        renderMail(
          { ...text, button: { label: button, link: mail.link } },
          words.language,
          transport.hexabot,
        ),
      );
    } catch (error) {
      const reason = error instanceof Error ? error.message.replaceAll(mail.link, '…') : 'unknown';
      if (error instanceof MailRefused) {
        log.warn({ confirmationId, reason }, 'a confirmation mail was refused');
        return refuseConfirmationMail(deps, confirmationId, reason);
      }
      log.warn({ confirmationId, reason }, 'a confirmation mail could not be sent yet');
      await noteConfirmationMailError(deps, confirmationId, reason);
      throw new Error(reason);
    }
    await markConfirmationMailSent(deps, confirmationId);
    log.info({ confirmationId }, 'confirmation mail sent');
  });

  await queue.work('confirmation-mail-failed', async ({ confirmationId, refused = false }) => {
    const failed = await giveUpConfirmationMail(deps, confirmationId);
    if (failed === null) return;
    log.warn({ confirmationId }, 'a confirmation mail was given up');
    const words = wordsFor(await localeOf(deps, failed.inviter), failed.inviterLanguage);
    const { title, text } = words.mails.confirmationFailed({ ...failed, refused });
    const delivery = await surfaces.direct(failed.inviter, {
      title,
      tone: 'warning',
      parts: [{ type: 'text', text }],
    });
    if (delivery.result === 'failed') throw new Error(delivery.reason);
  });
}
