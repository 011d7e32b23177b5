import { hostOf } from '#http/host-of.ts';
import { createMailbox, type Mailbox } from '#mail/mailbox.ts';
import type { MailTransport } from '#mail/transport.ts';
import type { Clock } from '#services/deps.ts';
import { isDemo } from '#services/standalone/demo.ts';
import type { Config } from '../config.ts';
import type { OpenDatabase } from './open-database.ts';
import { platformsOn } from './platforms.ts';

/** Where mails go. */
export interface Mail {
  /** Null: mail is off. */
  transport: MailTransport | null;
  /** Takes what would be mailed, for a platform to show: only on made-up data, while mail is off. */
  mailbox: Mailbox | null;
}

/** Mail as it is configured, or the mailbox that a platform shows instead. */
export async function openMail(config: Config, { db }: OpenDatabase, clock: Clock): Promise<Mail> {
  if (config.mail !== null) {
    const { createMailTransport } = await import('#mail/transport.ts');
    const transport = createMailTransport(config.mail, hostOf(config.frontendBaseUrl));
    return { transport, mailbox: null };
  }
  const isShown = platformsOn(config).some(({ platform, settings }) => platform.showsMails?.(settings));
  const mailbox = isShown && (await isDemo(db)) ? createMailbox(clock) : null;
  return { transport: mailbox, mailbox };
}
