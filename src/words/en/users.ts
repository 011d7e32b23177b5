import { listed } from '../listed.ts';
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
  requests: number;
}

/** What switching users off or on will end besides. */
interface Ending {
  /** Open requests that are withdrawn. */
  requests: number;
  /** Their sessions and MCP tokens in Hexabot end. */
  signsOut: boolean;
  /** Confirmation links that were sent die. */
  linksDie: boolean;
  /** There is a panel, and nothing cuts off a page of it that is open. */
  panelStays: boolean;
}

/** What Undo gave back, what it could not, and what it ended in its turn. */
interface Returned {
  reopened: number;
  stayWithdrawn: number;
  approvable: number;
  sessions: number;
  tokens: number;
  withdrawn: number;
  mailed: boolean;
}

const count = (n: number, one: string): string => (n === 1 ? `1 ${one}` : `${n} ${one}s`);

const people = (n: number): string => count(n, 'user');
const together = (all: readonly string[]): string =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
const list = (items: readonly string[]): string => listed(items, (more) => `and ${more} more`);
const openRequests = (n: number): string => count(n, 'open request');

/** One by name, several by their number. */
type Affected = string | number;

const whom = (who: Affected): string => (typeof who === 'string' ? who : people(who));
const were = (who: Affected): string => (typeof who === 'string' || who === 1 ? 'was' : 'were');
const told = (mail: boolean): string =>
  mail ? 'We’ll let them know by email and in chat.' : 'We’ll let them know in chat.';

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
  mayDo: 'Permissions',
  mayDoNothing: 'none',
  permissionsHidden: 'You can’t see permissions because your roles don’t include Role: read.',
  links: 'Linked chat accounts',
  notLinked: 'none',
  mail: 'Confirmation email',
  mailRefused: (reason: string) => `Not delivered: ${reason}`,
  linkedSince: ' since ',
  suspended: 'suspended',
  notServed: 'doesn’t work any more: its workspace isn’t connected',
  history: 'Recent changes',
  panelEnables: {
    undo: 'Enable them here. Enabling them in Hexabot lasts a minute at most: its audit isn’t in this database, so we can’t see who did it.',
    trust:
      'Hexabot’s audit isn’t in this database, so anyone who enables them there lets them in. An old confirmation link can do that too.',
  },
  noHistory: 'No changes yet.',
  historyHidden: 'You can’t see recent changes because your roles don’t include AuditLog: read.',
  enable: 'Enable',
  disable: 'Disable',
  manageRoles: 'Manage roles',
  resend: 'Resend confirmation',
  open: 'Open',
};

/** Enabling and disabling. */
export const userStatus = {
  enable: {
    title: (who: Affected) => `Enable ${whom(who)}?`,
    effect: (mail: boolean, { linksDie }: Ending) =>
      [
        'They’ll be able to sign in and use this app.',
        ...(linksDie ? ['Confirmation links that were sent stop working.'] : []),
        told(mail),
      ].join(' '),
    confirm: 'Enable',
    done: (who: Affected) => `${whom(who)} ${were(who)} enabled`,
    ended: (_: Ended, hexabotLinks: boolean): string =>
      hexabotLinks ? 'They don’t need to confirm their email.' : 'Earlier confirmation links no longer work.',
  },
  disable: {
    title: (who: Affected) => `Disable ${whom(who)}?`,
    effect: (mail: boolean, { requests, signsOut, linksDie, panelStays }: Ending) =>
      [
        'They won’t be able to sign in until someone re-enables them.',
        `${together(['Their chat access', ...(linksDie ? ['confirmation links'] : []), ...(signsOut ? ['sessions', 'MCP tokens'] : [])])} will stop working.`,
        ...(requests > 0 ? [`Withdraws ${openRequests(requests)}.`] : []),
        ...(panelStays
          ? ['A panel page that’s open keeps receiving messages until it’s closed or Hexabot restarts.']
          : []),
        told(mail),
      ].join(' '),
    confirm: 'Disable',
    done: (who: Affected) => `${whom(who)} ${were(who)} disabled`,
    ended: ({ sessions, tokens, roles, requests }: Ended, hexabotLinks: boolean): string =>
      [
        hexabotLinks
          ? 'Their chat access no longer works. Hexabot’s own confirmation links work until they expire.'
          : 'Their chat access and confirmation links no longer work.',
        ...(sessions > 0 ? [`They were signed out of ${count(sessions, 'session')}.`] : []),
        ...(tokens > 0
          ? [`${count(tokens, 'MCP token')} no longer ${tokens === 1 ? 'works' : 'work'}.`]
          : []),
        ...(roles > 0 ? [`${count(roles, 'role')} will return when the account is active.`] : []),
        ...(requests > 0 ? [`Withdrew ${openRequests(requests)}.`] : []),
      ].join(' '),
  },
  roleless: (names: readonly string[]) =>
    `No roles are left for ${list(names)}: the roles were deleted in Hexabot. Give them new ones with Manage roles.`,
  skipped: 'Skipped',
  failed: 'Failed',
  nothingDone: 'Nothing was changed',
  undo: 'Undo',
  undoNote: 'You can undo this for five minutes.',
  cancelled: { title: 'Cancelled', text: 'Nothing was changed.' },
  undone: 'Undone',
  undoneText: (names: readonly string[]) =>
    `Restored: ${names.length > 3 ? `${names.length} users` : names.join(', ')}`,
  returned: ({
    reopened,
    stayWithdrawn,
    approvable,
    sessions,
    tokens,
    withdrawn,
    mailed,
  }: Returned): string[] => [
    ...(reopened > 0 ? [`${count(reopened, 'request')} ${reopened === 1 ? 'is' : 'are'} open again.`] : []),
    ...(stayWithdrawn > 0
      ? [
          `${count(stayWithdrawn, 'request')} can’t be reopened: the time is over, it was made again, or the person who asked isn’t active.`,
        ]
      : []),
    ...(approvable > 0 ? [`${openRequests(approvable)} can be approved again.`] : []),
    ...(sessions > 0 ? ['They have to sign in again.'] : []),
    ...(tokens > 0 ? [`${count(tokens, 'revoked MCP token')} can’t be restored.`] : []),
    ...(withdrawn > 0 ? [`Withdrew ${openRequests(withdrawn)}.`] : []),
    ...(mailed ? ['A new confirmation email is on its way.'] : []),
  ],
};

/** Beside every selector of roles. */
export const manage = { label: 'Manage roles…' };

export const userRoles = {
  title: 'Manage roles',
  submit: 'Continue',
  working: 'Checking what changes…',
  present: 'Current roles',
  field: 'Roles',
  hint: 'These replace the current roles.',
  same: (roles: readonly string[]) => `Nothing to save. The roles are already: ${list(roles)}.`,
  reviewTitle: (name: string) => `Change ${name}’s roles?`,
  reviewShort: 'Save these roles?',
  outdates: (name: string, requests: number) =>
    `${openRequests(requests)} for ${name} can’t be approved after this.`,
  outdated: (name: string, requests: number) =>
    `${openRequests(requests)} for ${name} can’t be approved any more, unless you undo this.`,
  endsTimed: (roles: readonly string[]) => `Their timed access to ${together(roles)} ends early.`,
  endedTimed: (roles: readonly string[]) =>
    `Their timed access to ${together(roles)} ended early. Undo restores it until its original end.`,
  before: 'Current roles',
  after: 'New roles',
  gained: 'Gains these permissions',
  lost: 'Loses these permissions',
  noDiff: 'Permissions stay the same.',
  change: 'Edit roles',
  save: 'Save',
  saving: 'Saving roles…',
  done: (name: string) => `${name}’s roles were changed`,
};

/** Of several people who were named, those who are not clear. */
export const unclear = {
  nobody: (query: string, by?: string): string => {
    if (by === 'mention') return 'not linked to a Hexabot user';
    return by === 'role' || by === 'group' || by === 'everyone' ? unclear.many(query, by) : 'no such user';
  },
  /** What names more than one person; `query`: a name, or a mention that tells none. */
  many: (query: string, by: 'role' | 'group' | 'everyone'): string => {
    if (by === 'role') return 'That mention is a Discord role, not a person.';
    if (by === 'everyone') return `“${query}” means everyone in the channel.`;
    return query.startsWith('<')
      ? 'That mention is a Slack group, not a person.'
      : `“${query}” is a Slack group, not a person.`;
  },
  several: (candidates: readonly string[]) =>
    candidates.length === 0 ? 'fits several users' : `could be ${candidates.join(', ')}`,
};

export const resend = {
  title: (name: string) => `We sent ${name} a new confirmation email`,
  text: (email: string, hexabotLinks: boolean) =>
    `It’s on its way to ${email}. Earlier links ${hexabotLinks ? 'work until they expire' : 'no longer work'}.`,
  refusedTitle: 'Trying the email again',
  refused: (name: string, email: string, reason: string) =>
    `The last confirmation email to ${name} (${email}) wasn’t delivered. The mail server said: ${reason}. We’ll try once more and tell you right away if it’s refused again. If the address is wrong, correct it in the admin panel first.`,
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
    `Anyone who sees your screen can read it, and it passes through ${platformName(platform)}.`,
  confirmation: 'Confirm password',
  roles: 'Roles',
  ssoNote: 'Single sign-on is on. This account is local: your identity provider won’t know it.',
  inviteNote: 'They’ll choose a password when they confirm their email.',
  /** Problems of fields that the surface cannot show, such as options that prefill the form. */
  unknownRoles: (names: readonly string[]) => `Skipped because there’s no such role: ${list(names)}.`,
  done: (name: string) => `${name} was added`,
  mailOn: (email: string) =>
    `We sent a confirmation email to ${email}. They’re pending until they confirm it.`,
  mailOff: 'Mail is off, so we couldn’t send a confirmation email. They stay pending until you enable them.',
};
