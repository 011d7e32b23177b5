import { MailRefused } from '#mail/refused.ts';
import { renderMail } from '#mail/render.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import type { Deps } from '#services/deps.ts';
import { prepareLinkCodeMail } from '#services/links/link-codes.ts';
import { wordsFor } from '#words/index.ts';

interface Options {
  deps: Deps;
  queue: Queue;
  transport: MailTransport;
  log: { info(data: object, message: string): void; warn(data: object, message: string): void };
}

/** Mails codes to link a chat account; nothing where no user has the address. */
export async function workLinkMails({ deps, queue, transport, log }: Options): Promise<void> {
  await queue.work('link-code-mail', async ({ codeId }) => {
    const mail = await prepareLinkCodeMail(deps, codeId);
    if (mail === null) return;
    const words = wordsFor(mail.language);
    await sendCode({ transport, log }, { ...mail, codeId }, words.mails.linkCode(mail), words.language);
  });
}

/** Sends a mail with a code, which stays out of the log. */
export async function sendCode(
  { transport, log }: Pick<Options, 'transport' | 'log'>,
  { to, code, codeId }: { to: string; code: string; codeId: string },
  { subject, paragraphs }: { subject: string; paragraphs: readonly string[] },
  language: string,
): Promise<void> {
  try {
    const mail = renderMail({ subject, before: paragraphs, after: [] }, language, transport.hexabot);
    await transport.send(to, mail);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replaceAll(code, '…') : 'unknown';
    if (error instanceof MailRefused) return log.warn({ codeId, reason }, 'a code was refused');
    log.warn({ codeId, reason }, 'a code could not be mailed yet');
    throw new Error(reason);
  }
  log.info({ codeId }, 'code mailed');
}
