import type { AddressInfo } from 'node:net';
import { type AddressObject, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface ReceivedMail {
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailbox {
  port: number;
  mails: ReceivedMail[];
  /** The next mail to this address that was not asked for before. */
  next(to: string): Promise<ReceivedMail>;
  /** From now on each mail is refused with this answer (for good where it begins with 5xx), or accepted again (null). */
  refuse(answer: string | null): void;
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const WITHIN_MS = 15_000;

/** A real SMTP server that keeps what it is given; with a key and its certificate (PEM) it speaks STARTTLS. */
export async function startMailbox({ certificate = null as string | null } = {}): Promise<Mailbox> {
  const mails: ReceivedMail[] = [];
  const taken = new Set<ReceivedMail>();
  const watchers = new Set<() => void>();
  let refusal: string | null = null;
  const server = new SMTPServer({
    disabledCommands: certificate === null ? ['AUTH', 'STARTTLS'] : ['AUTH'],
    ...(certificate === null ? {} : { key: certificate, cert: certificate }),
    onData(stream, _session, callback) {
      simpleParser(stream).then((parsed) => {
        if (refusal !== null) {
          const responseCode = Number(/^5\d\d/.exec(refusal)?.[0] ?? 451);
          return callback(Object.assign(new Error(refusal.replace(/^5\d\d /, '')), { responseCode }));
        }
        mails.push({
          to: (parsed.to as AddressObject).value[0]?.address ?? '',
          from: parsed.from?.value[0]?.address ?? '',
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          html: parsed.html || '',
        });
        callback();
        for (const watch of watchers) watch();
      }, callback);
    },
  });
  const stop = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.server.address() as AddressInfo).port,
    mails,
    next: (to) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = mails.find((mail) => mail.to === to && !taken.has(mail));
          if (found === undefined) return;
          taken.add(found);
          watchers.delete(look);
          clearTimeout(deadline);
          resolve(found);
        };
        const deadline = setTimeout(() => {
          watchers.delete(look);
          reject(
            new Error(`no mail to ${to}; there are: ${mails.map((mail) => mail.to).join(', ') || 'none'}`),
          );
        }, WITHIN_MS);
        watchers.add(look);
        look();
      }),
    refuse: (answer) => {
      refusal = answer;
    },
    stop,
    [Symbol.asyncDispose]: stop,
  };
}
