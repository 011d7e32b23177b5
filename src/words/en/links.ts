import { platformName } from '../platform-name.ts';

/** The words of linking; `link` and `links` stand at `words.screens` under their names. */

export const link = {
  title: 'Link your account',
  button: 'Link my account',
  intro:
    'Prove that you are a user of the Hexabot admin panel: a code is mailed to the address that you sign in with.',
  email: 'Email of your Hexabot account',
  submit: 'Mail me a code',
  working: 'Mailing a code…',
  codeTitle: 'Enter the code',
  /** The same whether or not a user has the address. */
  mailed: (email: string) =>
    `If a user has the address ${email}, a code is on its way to it. It works for 10 minutes.`,
  code: 'Code',
  codeHint: 'The 8 characters from the mail.',
  codeSubmit: 'Link',
  checking: 'Checking the code…',
  again: 'New code',
  done: (name: string) => `You are ${name} now`,
  doneText: (email: string) =>
    `This chat account acts as ${email} from now on. /hexa home shows what you may do. The user is told by mail.`,
  /** By the email that the platform has confirmed. */
  unlinkTitle: 'Remove your link?',
  unlinkText: (name: string, email: string) =>
    `This chat account acts as ${name} (${email}). Without the link it can do nothing here until you link it again.`,
  unlink: 'Remove the link',
  unlinked: 'Your link was removed',
  unlinkedText: 'This chat account no longer acts for anybody. /hexa link makes a new link.',
  /** Where no mail can be sent. */
  operator: (chat: { platform: string; workspace: string; user: string }) =>
    `Mail is off here, so no code can be sent. Ask an operator to run on the host: npm run hexa -- link ${chat.platform} ${chat.workspace} ${chat.user} YOUR_HEXABOT_EMAIL`,
};

export const links = {
  title: 'Linked chat accounts',
  own: 'Your linked chat accounts',
  user: 'User',
  chat: 'Chat account',
  since: 'Linked',
  suspended: 'suspended',
  page: (first: number, last: number, total: number) => `${first} to ${last} of ${total}.`,
  nobody: 'No chat account is linked.',
  remove: 'Remove',
  removeTitle: 'Remove this link?',
  removeText: (name: string) => `The chat account will no longer act as ${name}, who is told by mail.`,
  removed: (name: string) => `The link to ${name} was removed.`,
  gone: 'This link was removed already.',
  previous: 'Previous',
  next: 'Next',
};

export const linkCommands = {
  link: {
    summary: 'Link your chat account to your Hexabot user',
    options: { email: 'Email of your Hexabot account' },
  },
  unlink: { summary: 'Remove the link of your chat account', options: {} },
  links: {
    summary: 'Linked chat accounts: yours, or everybody’s, to remove them',
    options: { user: 'Email, username, id or @mention', page: 'Page, from 1' },
  },
};

/** Mailed to the user. */
export const linkMails = {
  linkCode: ({ name, platform, code }: { name: string; platform: string; code: string }) => ({
    subject: 'Your code to link a chat account',
    lines: [
      `Hello ${name},`,
      `somebody asked in ${platformName(platform)} to link their chat account to your user of the Hexabot admin panel. If that was you, enter this code there:`,
      code,
      'It works once, for 10 minutes. Give it to nobody: whoever enters it can do in chat what you may do.',
      'If it was not you, do nothing.',
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
    subject: 'A chat account was linked to your Hexabot user',
    lines: [
      `Hello ${data.firstName},`,
      `the ${platformName(data.platform)} account ${data.chatUser} now acts as you in chat: it can do there what you may do.`,
      'If that was not you, ask an administrator at once to remove the link (/hexa links) and change your password.',
    ],
  }),
  unlinked: (data: LinkNotice) => ({
    subject: 'A chat account no longer acts as your Hexabot user',
    lines: [
      `Hello ${data.firstName},`,
      data.isOwn
        ? `you removed the link of the ${platformName(data.platform)} account ${data.chatUser}.`
        : data.actorName === null
          ? `the ${platformName(data.platform)} account ${data.chatUser} has left its workspace, so its link was removed.`
          : `${data.actorName} removed the link of the ${platformName(data.platform)} account ${data.chatUser}.`,
      'To link an account again, type /hexa link.',
    ],
  }),
  linkRefused: (data: LinkNotice) => ({
    subject: 'A chat account was not linked to your Hexabot user',
    lines: [
      `Hello ${data.firstName},`,
      `somebody with the ${platformName(data.platform)} account ${data.chatUser} tried to link it to your user, and it was refused.`,
      'If that was not you, nothing needs to be done: nobody was linked. If it goes on, tell an administrator.',
    ],
  }),
};
