import type { MailTransport } from '#mail/transport.ts';
import type { Queue } from '#queue/index.ts';
import type { Deps } from '#services/deps.ts';
import { preparePasskeyCodeMail } from '#services/passkeys/codes.ts';
import { wordsFor } from '#words/index.ts';
import { sendCode } from './link-mails.ts';

/** Mails codes for a first passkey. */
export async function workPasskeyMails(options: {
  deps: Deps;
  queue: Queue;
  transport: MailTransport;
  log: { info(data: object, message: string): void; warn(data: object, message: string): void };
}): Promise<void> {
  const { deps, queue } = options;
  await queue.work('passkey-code-mail', async ({ codeId }) => {
    const mail = await preparePasskeyCodeMail(deps, codeId);
    if (mail === null) return;
    const words = wordsFor(mail.language);
    await sendCode(options, { ...mail, codeId }, words.mails.passkeyCode(mail), words.language);
  });
}
