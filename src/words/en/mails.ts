import { linkMails } from './links.ts';

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
      `Hello ${data.name},`,
      `${data.inviter} added you to the Hexabot admin panel.`,
      data.setsPassword
        ? 'Open this page to set your password and activate your account:'
        : data.ours
          ? 'Open this page and press the button to activate your account:'
          : 'Open this page to activate your account:',
    ],
    button: 'Confirm my account',
    after: [
      `The link ${data.ours ? 'works once and ' : ''}expires ${duration(data.lifeMs)} after this mail was sent.`,
      'If you do not know what this is about, do nothing: without the confirmation the account stays off.',
    ],
  }),
  /** Told in chat to the admin who added the user. */
  confirmationFailed: ({ name, email }: { name: string; email: string }) => ({
    title: 'A confirmation mail failed',
    text: `The confirmation mail to ${name} (${email}) could not be delivered for a day and is given up. Check the address and the mail server, then type /hexa users resend ${email}, or activate the user by hand.`,
  }),
  ...linkMails,
};
