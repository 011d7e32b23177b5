import { platformName } from '../platform-name.ts';

/** The words of passkeys: lists, confirmations, pages, mails. `passkeys` and `proof` stand at `words.screens`. */

export const passkeys = {
  title: 'Your passkeys',
  what: 'A passkey is your face, finger or PIN on a device of yours. Some changes need one, so that a chat account alone isn’t enough.',
  none: 'You have no passkey yet.',
  added: 'Added',
  used: 'Last used',
  elsewhere: 'Made for another address of this service, so it no longer works.',
  add: 'Add a passkey',
  remove: (name: string) => `Remove ${name}`,
  removed: (name: string) => `${name} was removed.`,
  codeTitle: 'Check your email',
  mailed: (email: string) => `We sent a code to ${email}. It works for 10 minutes.`,
  code: 'Code',
  codeHint: 'The 8 characters from the mail.',
  codeSubmit: 'Continue',
  checking: 'Checking the code…',
  again: 'New code',
  openTitle: 'Add your passkey',
  openText: 'Open the page on the device that you want to confirm with. The link works once, for 15 minutes.',
  open: 'Add a passkey',
};

interface Named {
  name: string;
}

/** The heading on the passkey page, for every action that can need one. */
const headlines = {
  'users add': ({ name }: Named) => `Add ${name}`,
  'users roles': ({ name }: Named) => `Change the roles of ${name}`,
  'users enable': ({ name }: Named) => `Enable ${name}`,
  'users disable': ({ name }: Named) => `Disable ${name}`,
  'roles create': ({ name }: Named) => `Create the role ${name}`,
  'roles rename': ({ name }: Named) => `Rename the role ${name}`,
  'roles permissions': ({ name }: Named) => `Change the permissions of the role ${name}`,
  'roles delete': ({ name }: Named) => `Delete the role ${name}`,
  'requests approved': ({ name }: Named) => `Approve the role change for ${name}`,
  unlink: ({ name }: Named) => `Remove a chat account of ${name}`,
  'passkeys add': () => 'Add another passkey',
  'passkeys remove': () => 'Remove a passkey',
} satisfies Record<string, (target: Named) => string>;

export const proof = {
  title: 'Confirm with your passkey',
  text: 'This needs your passkey. Nothing has been changed yet. The link works for 5 minutes.',
  confirm: 'Confirm with your passkey',
  headlines,
  gained: 'Permissions gained',
  lost: 'Permissions lost',
  /** Values before and after, where both are known. */
  change: (before: string, after: string) => `${before} → ${after}`,
  labels: {
    roles: 'Roles',
    status: 'Status',
    name: 'Name',
    email: 'Email',
    username: 'Username',
    passkey: 'Passkey',
    account: 'Chat account',
    requester: 'Requested by',
    reason: 'Reason',
    lasts: 'Ends after',
    users: 'Users with this role',
    withdraws: 'Requests it withdraws',
    outdates: 'Requests it leaves out of date',
  } as Record<string, string>,
  /** To whoever has no passkey. */
  noneTitle: 'You need a passkey for this',
  noneText: 'Nothing has been changed. Add a passkey first, then do this again.',
  back: 'Back to the form',
};

export const passkeyErrors = {
  passkeys_unavailable: () => ({
    title: 'Passkeys don’t work here yet',
    text: 'This service has no address that browsers accept passkeys for. Ask the operator to set PUBLIC_URL to an https:// address.',
  }),
  passkey_mail_off: ({ email }: { email: string }) => ({
    title: 'Ask the operator',
    text: `Mail is off here, so we can’t send you a code. Ask the operator to run: npm run hexa -- passkeys invite ${email}`,
  }),
  passkey_limit: () => ({
    title: 'Too many codes',
    text: 'We sent you three codes within an hour. Use the newest one, or wait a while.',
  }),
  passkey_code_dead: () => ({
    title: 'This code no longer works',
    text: 'It has expired, was used, or was mistyped five times. Ask for a new one with /hexa passkeys.',
  }),
  passkeys_full: ({ most }: { most: number }) => ({
    title: 'You have enough passkeys',
    text: `You have ${most} passkeys already. Remove one you no longer use first.`,
  }),
  passkey_gone: () => ({
    title: 'Already removed',
    text: 'You no longer have this passkey. /hexa passkeys lists the ones you have.',
  }),
  passkey_unknown: () => ({
    title: 'Not your passkey',
    text: 'Only the person who started this can confirm it, with a passkey of their own.',
  }),
  proof_invalid: () => ({
    title: 'That didn’t work',
    text: 'We couldn’t check your passkey. Nothing was changed. Try again.',
  }),
  proof_outdated: ({ name }: { name: string }) => ({
    title: 'Things have changed',
    text: `${name} has changed since we showed you this, so nothing was done. Check it and start over.`,
  }),
  proof_gone: () => ({
    title: 'This link doesn’t work',
    text: 'It was used, has expired, or was never ours. If you still want this, start over in chat.',
  }),
  proof_disowned: () => ({
    title: 'Not started by its owner',
    text: 'The person who was asked to confirm said they didn’t start it.',
  }),
};

export const passkeyCommands = {
  passkeys: { summary: 'Your passkeys: what you confirm changes with', options: {} },
};

export const passkeyActions = {
  'passkeys add': { done: 'added a passkey for', tried: 'tried to add a passkey' },
  'passkeys remove': { done: 'removed a passkey of', tried: 'tried to remove a passkey' },
  'passkeys confirm': { done: 'confirmed an action of', tried: 'tried to confirm an action' },
};

export const passkeyMails = {
  passkeyCode: ({ name, code }: { name: string; code: string }) => ({
    subject: 'Your code to add a passkey',
    paragraphs: [
      `Hi ${name},`,
      'You asked in chat to add your first passkey. Enter this code there:',
      code,
      'It works once, for 10 minutes. Don’t share it: whoever has it and your chat account can confirm changes as you.',
      'If this wasn’t you, tell an administrator right away. Someone may be using your chat account.',
    ],
  }),
};

/** What a notice about a passkey knows. */
export interface PasskeyNotice {
  firstName: string;
  /** Of the passkey. */
  passkey: string;
  /** The operator removed it. */
  isOperator: boolean;
}

export const passkeyNotices = {
  passkeyAdded: ({ firstName, passkey }: PasskeyNotice) => ({
    subject: 'A passkey was added to your Hexabot user',
    paragraphs: [
      `Hi ${firstName},`,
      `The passkey “${passkey}” can now confirm changes as you.`,
      'If this wasn’t you, tell an administrator right away: they can disable your account while the operator removes it.',
    ],
  }),
  passkeyRemoved: ({ firstName, passkey, isOperator }: PasskeyNotice) => ({
    subject: 'A passkey of your Hexabot user was removed',
    paragraphs: [
      `Hi ${firstName},`,
      isOperator
        ? `The operator removed your passkey “${passkey}”. It can no longer confirm changes.`
        : `You removed your passkey “${passkey}”. It can no longer confirm changes.`,
      'If you didn’t expect this, tell an administrator right away.',
    ],
  }),
  /** To full administrators, in chat. */
  firstPasskey: ({ name, email }: { name: string; email: string }) => ({
    title: `${name} has added a first passkey`,
    text: `${name} (${email}) can now confirm changes with it. If that surprises you, ask them. You can stop it with /hexa users disable ${email}`,
  }),
  disowned: ({ name, email }: { name: string; email: string }) => ({
    title: `${name} may not have started this`,
    text: `Someone opened a confirmation that was started as ${name} (${email}) and said “I didn’t start this”. Nothing was changed. Their chat account may be in other hands. You can remove it with /hexa links.`,
  }),
};

export const passkeyPages = {
  /** `chatName`: of the chat account, where it is known. */
  startedBy: (name: string, platform: string, chatName: string | null) =>
    platform === 'console'
      ? `${name}, in the console`
      : `${name}, in ${platformName(platform)}${chatName === null ? '' : ` (${chatName})`}`,
  started: 'Started by',
  startedAt: 'Started',
  confirm: 'Confirm with your passkey',
  disown: 'I didn’t start this',
  enrolTitle: 'Add a passkey',
  enrolText: (name: string, email: string) =>
    `For ${name} (${email}). Your device asks for your face, finger or PIN, and remembers this service.`,
  enrolName: 'Name of this passkey',
  enrol: 'Add a passkey',
  enrolled: {
    title: 'Your passkey is ready',
    text: 'You can close this page and go on in chat. We’ve emailed you about it too.',
  },
  disowned: {
    title: 'Thank you',
    text: 'This was cancelled, and the administrators have been told. Change your password if someone else may have it.',
  },
  backToChat: 'You can close this page. The answer is in chat too.',
  /** Before what is a button in chat and none on the page. */
  inChat: 'In chat:',
  /** Said by the page's script. */
  waiting: 'Waiting for your device…',
  refused: 'Your device didn’t confirm. Press the button to try again.',
  unsupported: 'This browser can’t use passkeys. Open the page in your usual browser instead.',
  openElsewhere: 'Open in your browser',
  copied: 'The address was copied. Paste it into your browser.',
  offline: 'The service didn’t answer. Check your connection and try again.',
  noScript: 'This page needs JavaScript to reach your passkey.',
};
