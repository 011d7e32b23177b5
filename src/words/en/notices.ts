import { linkNotices } from './links.ts';
import { passkeyNotices } from './passkeys.ts';
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
  paragraphs: string[];
}

const roles = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));
const ask = ({ actorName, actorEmail }: NoticeData): string =>
  actorEmail === null ? `Questions? Ask ${actorName}.` : `Questions? Ask ${actorName} (${actorEmail}).`;

export const notices = {
  enabled: (data: NoticeData): Notice => ({
    subject: 'Your Hexabot account was enabled',
    paragraphs: [
      `Hi ${data.firstName},`,
      `${data.actorName} enabled your account in the Hexabot admin panel. You can sign in now.`,
      ask(data),
    ],
  }),
  /** All their roles were deleted meanwhile. */
  enabledWithoutRoles: (data: NoticeData): Notice => ({
    subject: 'Your Hexabot account was enabled',
    paragraphs: [
      `Hi ${data.firstName},`,
      'Your account is active but has no roles yet, so the Hexabot admin panel has nothing to show you. We’ve let an administrator know.',
    ],
  }),
  disabled: (data: NoticeData): Notice => ({
    subject: 'Your Hexabot account was disabled',
    paragraphs: [
      `Hi ${data.firstName},`,
      `${data.actorName} disabled your account in the Hexabot admin panel. You can’t sign in until someone enables it again.`,
      ask(data),
    ],
  }),
  roles: (data: NoticeData): Notice => ({
    subject: 'Your Hexabot roles were changed',
    paragraphs: [
      `Hi ${data.firstName},`,
      `${data.actorName} changed your roles in the Hexabot admin panel from ${roles(data.before)} to ${roles(data.after)}.`,
      ask(data),
    ],
  }),
  /** To administrators, in chat. */
  lockoutUpheld: ({ name, email }: { name: string; email: string }) => ({
    title: `We disabled ${name} again`,
    text: `${name} (${email}) was disabled here, then enabled in Hexabot without an administrator doing it. An old confirmation link can do that. If it was intended, type /hexa users enable ${email}`,
  }),
  lockoutUnseen: ({ name, email }: { name: string; email: string }) => ({
    title: `We disabled ${name} again`,
    text: `${name} (${email}) was disabled here, then enabled in Hexabot. Its audit isn’t in this database, so we can’t see who did it. If it was intended, type /hexa users enable ${email}`,
  }),
  lockoutTrusted: ({ name, email }: { name: string; email: string }) => ({
    title: `${name} is active again`,
    text: `${name} (${email}) was disabled here, then enabled in Hexabot. Its audit isn’t in this database, so we can’t see who did it. If it wasn’t intended, type /hexa users disable ${email}`,
  }),
  roleless: ({ name, email }: { name: string; email: string }) => ({
    title: `${name} has no roles`,
    text: `${name} (${email}) is active now, but every role they had was deleted, so they can’t do anything. To give them roles, type /hexa users roles ${email}`,
  }),
  ...linkNotices,
  ...requestNotices,
  ...passkeyNotices,
};
