import { platformName } from '../platform-name.ts';

/** The words of linking; `link` and `links` stand at `words.screens` under their names. */

export const link = {
  title: 'Link your account',
  button: 'Link my account',
  intro: 'We’ll email you a code to check that you’re a user of the Hexabot admin panel.',
  email: 'Email you sign in to Hexabot with',
  submit: 'Email me a code',
  working: 'Sending a code…',
  codeTitle: 'Enter the code',
  /** The same whether or not a user has the address. */
  mailed: (email: string) =>
    `If ${email} belongs to a user, we’ve sent a code there. It works for 10 minutes.`,
  code: 'Code',
  codeHint: 'The 8 characters from the email.',
  codeSubmit: 'Link',
  checking: 'Checking the code…',
  again: 'New code',
  done: (name: string) => `You’re linked as ${name}`,
  doneText: (email: string) =>
    `You now act as ${email} in chat. We’ve sent an email to confirm it. Type /hexa to start.`,
  /** Of somebody whose account is not active. */
  doneInactive: (email: string) =>
    `You now act as ${email} in chat. That account isn’t active, so you can’t do anything here yet. Ask an administrator to enable it.`,
  /** By the email that the platform has confirmed. */
  unlinkTitle: 'Remove your link?',
  unlinkText: (name: string, email: string) =>
    `You act as ${name} (${email}) here. Without the link you can’t use this app or decide requests until you link again. Requests you made stay open.`,
  unlink: 'Remove the link',
  unlinked: 'Your account is unlinked',
  unlinkedText: 'You can’t use this app until you link again with /hexa link.',
  /** Where no mail can be sent. */
  operator: (chat: { platform: string; workspace: string; user: string }) =>
    `Mail is off, so we can’t email you a code. Ask an operator to run this on the server: npm run hexa -- link ${chat.platform} ${chat.workspace} ${chat.user} YOUR_HEXABOT_EMAIL`,
};

export const links = {
  title: 'Linked chat accounts',
  own: 'Your linked chat accounts',
  user: 'User',
  chat: 'Chat account',
  since: 'Linked',
  suspended: 'suspended',
  notServed: 'doesn’t work any more: its workspace isn’t connected',
  deletedUser: 'Deleted user',
  page: (first: number, last: number, total: number) => `${first}–${last} of ${total}`,
  nobody: 'No linked chat accounts yet.',
  remove: 'Remove',
  removeTitle: 'Remove this link?',
  removeText: (name: string) =>
    `This chat account will no longer act as ${name} or decide requests. Requests they made stay open. We’ll let them know by email.`,
  removed: (name: string) => `The link to ${name} was removed.`,
  gone: 'This link was already removed.',
  previous: 'Previous',
  next: 'Next',
};

export const linkCommands = {
  link: {
    summary: 'Link your chat account to your Hexabot user',
    options: { email: 'Email you sign in to Hexabot with' },
  },
  unlink: { summary: 'Unlink your chat account', options: {} },
  links: {
    summary: 'List linked chat accounts, and remove them',
    options: { user: 'Email, username, ID or @mention', page: 'Page, from 1' },
  },
};

interface LinkCode {
  name: string;
  code: string;
  platform: string;
  workspace: string;
  chatUser: string;
  /** As the platform shows it, where it is known. */
  chatName: string | null;
}

/** Mailed to the user. */
export const linkMails = {
  linkCode: ({ name, code, platform, workspace, chatUser, chatName }: LinkCode) => ({
    subject: 'Your code to link a chat account',
    paragraphs: [
      `Hi ${name},`,
      `The ${platformName(platform)} account ${chatName === null ? chatUser : `${chatName} (${chatUser})`} in the workspace ${workspace} wants to be linked to your Hexabot account. If that’s you, enter this code there:`,
      code,
      'It works once, for 10 minutes. Don’t share it: whoever enters it can act as you in chat.',
      'If it isn’t you, you can ignore this email.',
    ],
  }),
};

/** What a notice about a link knows: which chat account, and who did it. */
export interface LinkNotice {
  firstName: string;
  /** Who did it; null: the system. */
  actorName: string | null;
  isOwn: boolean;
  platform: string;
  chatUser: string;
}

export const linkNotices = {
  linked: (data: LinkNotice) => ({
    subject: 'A chat account was linked to your Hexabot account',
    paragraphs: [
      `Hi ${data.firstName},`,
      `The ${platformName(data.platform)} account ${data.chatUser} can now act as you in chat.`,
      'If that wasn’t you, ask an administrator to remove the link right away (/hexa links), and change your password.',
    ],
  }),
  unlinked: (data: LinkNotice) => ({
    subject: 'A chat account was unlinked from your Hexabot account',
    paragraphs: [
      `Hi ${data.firstName},`,
      data.isOwn
        ? `You unlinked the ${platformName(data.platform)} account ${data.chatUser}.`
        : data.actorName === null
          ? `The ${platformName(data.platform)} account ${data.chatUser} left its workspace, so we unlinked it.`
          : `${data.actorName} unlinked the ${platformName(data.platform)} account ${data.chatUser}.`,
      'To link an account again, type /hexa link.',
    ],
  }),
  linkRefused: (data: LinkNotice) => ({
    subject: 'Someone tried to link a chat account to your Hexabot account',
    paragraphs: [
      `Hi ${data.firstName},`,
      `The ${platformName(data.platform)} account ${data.chatUser} tried to link to your account. We refused it.`,
      'If that wasn’t you, you don’t have to do anything. If it keeps happening, tell an administrator.',
    ],
  }),
};
