import { platformName } from '../platform-name.ts';

/** The words of all `users …` commands; each const stands at `words.screens` under its name. */

export const user = {
  id: 'ID',
  name: 'Full name',
  username: 'Username',
  email: 'Email',
  roles: 'Roles',
  status: 'Status',
  created: 'Created',
  updated: 'Updated',
  /** Behind the roles that are in force, if any. */
  setAside: (names: string) => `${names} (returns when the account is active)`,
};

/** What users lost by being switched off, in numbers. */
interface Ended {
  sessions: number;
  tokens: number;
  roles: number;
}

const count = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`);

const people = (n: number): string => count(n, 'user');

export const users = {
  title: 'Users',
  /** What a page shows: the first and last row, of how many. */
  page: (first: number, last: number, total: number) => `${first}–${last} of ${total}`,
  found: (total: number) => `${total} found`,
  nobody: 'No users.',
  nobodyFound: 'No user matches. Clear the search or a filter to see more.',
  rolesHidden: 'You can’t see roles because yours don’t include Role: read.',
  sso: 'Single sign-on is on: your identity provider manages roles and status.',
  again: 'Repeat this search: ',
  shared: (name: string) => `Shared by ${name}. Only you see what you open from here.`,
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
  share: 'Share',
  shareConfirm: {
    title: 'Share this list?',
    text: 'Everyone in this channel will see these users’ names, emails, roles and status.',
    confirm: 'Share',
  },
};

export const card = {
  mayDo: 'What the roles allow',
  mayDoNothing: 'nothing',
  permissionsHidden: 'What the roles allow is hidden: your roles do not include Role: read.',
  links: 'Linked in chat',
  notLinked: 'not linked',
  linkedSince: ' since ',
  suspended: 'suspended',
  history: 'Last changes',
  noHistory: 'No changes yet.',
  historyHidden: 'The last changes are hidden: your roles do not include AuditLog: read.',
  enable: 'Enable',
  disable: 'Disable',
  manageRoles: 'Manage roles',
  resend: 'Resend confirmation',
  open: 'Open',
};

/** Enabling and disabling. */
export const userStatus = {
  enable: {
    title: (count: number) => `Enable ${people(count)}?`,
    listed: 'Will be enabled',
    effect:
      'They can sign in and use this app again. They are told: by mail where mail is on, and in chat if linked.',
    confirm: 'Enable',
    confirmOne: (name: string) => `${name} will be able to sign in and use this app. They are told.`,
    done: (count: number) => `${people(count)} enabled`,
    listedDone: 'Enabled',
    ended: (_: Ended, hexabotLinks: boolean): string =>
      hexabotLinks
        ? 'There is nothing left to confirm.'
        : 'Links of earlier confirmation mails no longer work: there is nothing left to confirm.',
  },
  disable: {
    title: (count: number) => `Disable ${people(count)}?`,
    listed: 'Will be disabled',
    effect:
      'They are out until somebody enables them. They are told: by mail where mail is on, and in chat if linked.',
    confirm: 'Disable',
    confirmOne: (name: string) => `${name} will be out until somebody enables them again. They are told.`,
    done: (count: number) => `${people(count)} disabled`,
    listedDone: 'Disabled',
    ended: ({ sessions, tokens, roles }: Ended, hexabotLinks: boolean): string =>
      `${[
        `Ended: what their chat accounts can do here${hexabotLinks ? '' : ', and links of confirmation mails'}`,
        ...(sessions > 0 ? [count(sessions, 'open session')] : []),
        ...(tokens > 0 ? [count(tokens, 'MCP token')] : []),
        ...(roles > 0 ? [`${count(roles, 'role')} set aside until enabled again`] : []),
      ].join(
        '; ',
      )}.${hexabotLinks ? ' Confirmation links are Hexabot’s, and stay usable until they expire.' : ''}`,
  },
  titleOne: { enable: 'Enable this user?', disable: 'Disable this user?' },
  leftOut: 'Left out, and why',
  failed: 'Not done, and why',
  nothingDone: 'Nothing was changed',
  undo: 'Undo',
  undoNote: 'You can undo this for five minutes.',
  cancelled: { title: 'Cancelled', text: 'Nothing was changed.' },
  undone: 'Undone',
  undoneText: (names: string) => `Taken back for ${names}.`,
};

/** Beside every selector of roles. */
export const manage = { label: 'Manage roles…' };

export const userRoles = {
  title: 'Manage roles',
  submit: 'Continue',
  working: 'Working out what changes…',
  present: 'Present roles',
  field: 'Roles',
  hint: 'The list is replaced by what is chosen here.',
  same: (roles: string) => `The user has exactly these roles already: ${roles}. Nothing was changed.`,
  reviewTitle: (name: string) => `Change the roles of ${name}?`,
  reviewShort: 'Save these roles?',
  before: 'Roles now',
  after: 'Roles then',
  gained: 'Gains these permissions',
  lost: 'Loses these permissions',
  noDiff: 'What the user may do stays the same.',
  change: 'Change',
  save: 'Save',
  saving: 'Saving the roles…',
  done: (name: string) => `The roles of ${name} were changed`,
};

export const resend = {
  title: 'Confirmation mail on its way',
  text: (name: string, email: string, hexabotLinks: boolean) =>
    `A new confirmation mail to ${name} is on its way to ${email}. Earlier links ${hexabotLinks ? 'work until they expire' : 'no longer work'}.`,
};

export const add = {
  title: 'Add user',
  submit: 'Add user',
  working: 'Creating the user…',
  first: 'First name',
  last: 'Last name',
  username: 'Username',
  email: 'Email',
  password: 'Password',
  passwordHint: 'At least 8 characters.',
  passwordExposed: (platform: string) =>
    `Everybody who sees your screen can read it, and it passes through ${platformName(platform)}.`,
  confirmation: 'Password again',
  roles: 'Roles',
  ssoNote: 'Single sign-on is on: this account will be local, apart from the identity provider.',
  inviteNote: 'The new user sets a password when confirming.',
  /** Problems of fields that the surface cannot show, such as options that prefill the form. */
  unknownRoles: (names: string) => `No such role, left out: ${names}.`,
  done: (name: string) => `${name} was added`,
  mailOn: (email: string) =>
    `A confirmation mail is on its way to ${email}. Until it is confirmed the user is pending.`,
  mailOff:
    'Mail is off, so no confirmation was sent and the user stays pending. Activate by hand: /hexa users enable, or the Users page of the admin panel.',
};
