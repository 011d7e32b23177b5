import { createTransport } from 'nodemailer';
import { mailed } from '#metrics/events.ts';
import { MailRefused } from './refused.ts';
import type { RenderedMail } from './render.ts';

/** The mail server, and the sender of all mails. */
export interface SmtpSettings {
  host: string;
  port: number;
  secure: boolean;
  user: string | null;
  pass: string | null;
  from: string;
}

function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, responseCode = 0 } = error as { code?: string; responseCode?: number };
  // Refused credentials are the operator's to mend: the mail itself may go out later.
  return (code === 'EENVELOPE' || code === 'EMESSAGE') && responseCode >= 500;
}

/** What the server said, where it said something. */
function answerOf(error: Error): string {
  const { response } = error as { response?: unknown };
  return typeof response === 'string' && response !== '' ? response : error.message;
}

/** Sends mails, or takes them. */
export interface MailTransport {
  /** The host of the Hexabot that mails are about, where it is known. */
  hexabot?: string | null;
  /**
   * Resolves when the server has accepted the mail for this one address; rejects with its answer. Throws `MailRefused`
   * where trying again is of no use.
   */
  send(to: string, mail: RenderedMail): Promise<void>;
  /** Rejects when the server does not answer or refuses the credentials. */
  verify(): Promise<void>;
  close(): void;
}

/** SMTP with time limits on every step, so that a hanging server costs one attempt and nothing else. */
export function createMailTransport(settings: SmtpSettings, hexabot: string | null = null): MailTransport {
  const transport = createTransport({
    host: settings.host,
    port: settings.port,
    secure: settings.secure,
    ...(settings.user === null ? {} : { auth: { user: settings.user, pass: settings.pass ?? '' } }),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    hexabot,
    async send(address, mail) {
      // An object is taken as it is: an address in a string could name further recipients.
      try {
        await transport.sendMail({
          from: settings.from,
          to: { name: '', address },
          ...mail,
        });
        mailed.say(() => ({ outcome: 'sent' }));
      } catch (error) {
        mailed.say(() => ({ outcome: 'failed' }));
        throw isFinal(error) ? new MailRefused(answerOf(error as Error), { cause: error }) : error;
      }
    },
    async verify() {
      await transport.verify();
    },
    close: () => transport.close(),
  };
}
