import { planName } from './plans.ts';

const common = {
  appName: 'Hexabot users',
  close: 'Close',
  cancel: 'Cancel',
  loading: 'Loading…',
  none: 'none',
  hidden: 'hidden',
  never: 'never',
  openInHexabot: 'Open in Hexabot',
  plan: planName,
  quota: (used: number, limit: number | null) => `Users: ${used}/${limit ?? 'unlimited'}`,
  /** For an error of ours; the reference is in the log. */
  unexpected: (reference: string) => ({
    title: 'Something went wrong',
    text: `An error of ours: nothing was changed. Try again; if it stays, tell the operator this reference: ${reference}`,
  }),
  status: { active: 'Active', pending: 'Pending', disabled: 'Disabled', inactive: 'Inactive' },
};

const user = {
  id: 'Id',
  name: 'Full name',
  username: 'Username',
  email: 'Email',
  roles: 'Roles',
  status: 'Status',
  created: 'Created',
  updated: 'Updated',
};

const users = {
  title: 'Users',
  found: (search: string, total: number) =>
    total === 1 ? `1 user fits "${search}".` : `${total} users fit "${search}".`,
  firstPage: (shown: number, total: number) =>
    `The first ${shown} of ${total}. Search for part of a name or email.`,
  nobody: 'No users.',
  nobodyFound: (search: string) => `No user's name or email contains "${search}".`,
  rolesHidden: 'Roles are hidden: your roles do not include Role: read.',
};

const add = {
  title: 'Add user',
  submit: 'Add user',
  working: 'Creating the user…',
  first: 'First name',
  last: 'Last name',
  username: 'Username',
  email: 'Email',
  password: 'Password',
  passwordHint: 'At least 8 characters. Everybody who sees your screen can read it here.',
  confirmation: 'Password again',
  roles: 'Roles',
  rolesPlaceholder: 'Choose roles',
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

const whoami = {
  title: 'Who you are here',
  chat: 'Chat account',
  permissions: 'Permissions',
  unlinked: 'Not linked to a Hexabot user.',
  howToLink: 'Type /hexa link to link it, or ask an operator to run hexa link.',
  mayDo: (count: number) => (count === 1 ? '1 permission' : `${count} permissions`),
};

const home = {
  title: 'Hexabot users',
  you: 'You are',
  plan: 'Plan',
  quota: 'Quota',
  youMay: 'You may',
  youMayNot: 'You may not, and why',
  sso: 'Single sign-on is on: roles and status are managed by the identity provider.',
};

const help = {
  title: 'Commands',
  intro: 'Options are typed as name:value; values with spaces go in quotes. Answers are seen by you only.',
};

const refusal = {
  seePricing: 'See pricing',
  enterKey: 'Enter license key',
  enterKeyStandalone: 'On this installation the plan is set by the variable CHATOPS_PLAN.',
};

/** What platforms say by themselves. */
const platform = {
  /** Told in a direct message when an answer could not be shown where it belonged. */
  couldNotShow: 'Slack did not let me show this where you asked, so here it is:',
  formExpired: 'The form could not be opened in time. Please try again.',
};

export const screens = { common, user, users, add, whoami, home, help, refusal, platform };
