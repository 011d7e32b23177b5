import { linkMails } from './links.ts';
import { passkeyMails } from './passkeys.ts';

export interface Mail {
  subject: string;
  /** Paragraphs; the link stands after the first one as a button. */
  before: string[];
  button: string;
  after: string[];
}

const MINUTE_MS = 60_000;

function duration(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const [count, unit] =
    minutes < 120 && minutes !== 60 ? [minutes, 'minute'] : [Math.round(minutes / 60), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export const mails = {
  /** `ours`: the link leads to a page of ours and works once; Hexabot's own works until it expires. */
  confirmation: (data: {
    name: string;
    inviter: string;
    lifeMs: number;
    setsPassword: boolean;
    ours: boolean;
  }): Mail => ({
    subject: 'Confirm your Hexabot account',
    before: [
      `Hi ${data.name},`,
      `${data.inviter} added you to the Hexabot admin panel.`,
      data.setsPassword
        ? 'To start, choose a password and activate your account:'
        : 'To start, activate your account:',
    ],
    button: 'Confirm my account',
    after: [
      `This link ${data.ours ? 'works once and ' : ''}expires in ${duration(data.lifeMs)}. After that, ask ${data.inviter} for a new one.`,
      'If you weren’t expecting this email, you can ignore it. Your account stays inactive until you confirm it.',
    ],
  }),
  /** Told in chat to the admin who added the user. */
  confirmationFailed: ({
    name,
    email,
    reason,
    refused,
  }: {
    name: string;
    email: string;
    reason: string | null;
    refused: boolean;
  }) => {
    return {
      title: `We couldn’t email ${name}`,
      text: [
        refused
          ? `The mail server refused the confirmation email to ${email}, so we won’t try again.`
          : `We tried for a day to send a confirmation email to ${email}.`,
        ...(reason === null ? [] : [`It said: ${reason}.`]),
        `Check the address${refused ? '' : ' and the mail server'}, then type /hexa users resend ${email}. You can also enable them yourself.`,
      ].join(' '),
    };
  },
  noticeRefused: ({ name, email, reason }: { name: string; email: string; reason: string }) => ({
    title: `We couldn’t email ${name}`,
    text: `Your change is done, but the mail server refused the email about it to ${email}. It said: ${reason}. Let them know yourself, and check the address.`,
  }),
  ...linkMails,
  ...passkeyMails,
};
