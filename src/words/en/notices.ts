import { linkNotices } from './links.ts';
import { requestNotices } from './request-screens.ts';

/** A change as the affected user is told of it, by mail and in chat. */
export interface NoticeData {
  firstName: string;
  actorName: string;
  actorEmail: string | null;
  before: readonly string[];
  after: readonly string[];
}

interface Notice {
  subject: string;
  lines: string[];
}

const roles = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
const ask = ({ actorName, actorEmail }: NoticeData): string =>
  actorEmail === null ? `Questions: ask ${actorName}.` : `Questions: ask ${actorName}, ${actorEmail}.`;

export const notices = {
  enabled: (data: NoticeData): Notice => ({
    subject: 'Your Hexabot account is on',
    lines: [
      `Hello ${data.firstName},`,
      `${data.actorName} switched your account of the Hexabot admin panel on. You can sign in now.`,
      ask(data),
    ],
  }),
  disabled: (data: NoticeData): Notice => ({
    subject: 'Your Hexabot account is off',
    lines: [
      `Hello ${data.firstName},`,
      `${data.actorName} switched your account of the Hexabot admin panel off.`,
      ask(data),
    ],
  }),
  roles: (data: NoticeData): Notice => ({
    subject: 'Your Hexabot roles have changed',
    lines: [
      `Hello ${data.firstName},`,
      `${data.actorName} changed your roles in the Hexabot admin panel.`,
      `Before: ${roles(data.before)}. Now: ${roles(data.after)}.`,
      ask(data),
    ],
  }),
  /** To administrators, in chat. */
  lockoutUpheld: ({ name, email }: { name: string; email: string }) => ({
    title: 'A disabled user was switched on in Hexabot',
    text: `${name} (${email}) was disabled here and has been switched on in Hexabot by nobody who may do that: old confirmation links can be used again. The user is disabled again and out. If it was meant: /hexa users enable ${email}`,
  }),
  ...linkNotices,
  ...requestNotices,
};
