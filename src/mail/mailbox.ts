import type { MailTransport } from './transport.ts';

/** A mail that was caught, as it would have gone out. */
export interface CaughtMail {
  id: number;
  to: string;
  subject: string;
  text: string;
  /** ISO 8601. */
  at: string;
}

/** Takes mails in place of a mail server, to be looked at. */
export interface Mailbox extends MailTransport {
  /** Newest first. */
  mails(): readonly CaughtMail[];
  /** Calls back after each new mail; what is returned stops it. */
  watch(changed: () => void): () => void;
}

const MOST = 100;

/** Takes mails and holds the newest in memory, to be looked at where no mail goes out. */
export function createMailbox(clock: () => Date): Mailbox {
  const caught: CaughtMail[] = [];
  const watching = new Set<() => void>();
  let id = 0;
  return {
    async send(to, { subject, text }) {
      id += 1;
      caught.unshift({ id, to, subject, text, at: clock().toISOString() });
      caught.splice(MOST);
      for (const changed of watching) changed();
    },
    verify: async () => {},
    close: () => watching.clear(),
    mails: () => caught,
    watch(changed) {
      watching.add(changed);
      return () => watching.delete(changed);
    },
  };
}
