import { listed } from '../listed.ts';
import { passkeyErrors } from './passkeys.ts';
import { licenceStatus, planName } from './plans.ts';
import type { Refusal } from './refusal.ts';
import { requestErrors, requestProblems } from './requests.ts';
import { screens } from './screens.ts';

const statusWord = (status: string): string => screens.common.status[status as 'active'].toLowerCase();
const EACH_PERSON = 'Mention each person, or use their email.';
const list = (items: readonly string[]): string => listed(items, (more) => `and ${more} more`);

export const errors = {
  ...requestErrors,
  stranger: (): Refusal => ({
    title: 'Not available here',
    text: 'This app isn’t set up for your workspace. Ask the people who run it.',
  }),
  membership_unknown: (): Refusal => ({
    title: 'Try again in a moment',
    text: 'We couldn’t check whether you belong to this workspace. Nothing was changed.',
  }),
  not_linked: (): Refusal => ({
    title: 'Account not linked yet',
    text: 'Your chat account isn’t linked to a Hexabot user yet. Type /hexa link to link it.',
  }),
  account_not_active: (): Refusal => ({
    title: 'Account not active',
    text: 'Your Hexabot account isn’t active, so you can’t use this app. Ask an administrator to enable it.',
  }),
  plan_locked: ({ plan, status }: { plan: string; status: string }): Refusal => ({
    title: 'User management is locked',
    text: `User management needs an active Pro licence or higher. Your plan is ${planName(plan)} (${licenceStatus(status)}).`,
  }),
  permission_missing: ({ missing }: { missing: readonly string[] }): Refusal => ({
    title: 'Missing permission',
    text: `Your roles don’t include ${list(missing)}. Ask an administrator for a role that does.`,
  }),
  sso_closed: (): Refusal => ({
    title: 'Managed by single sign-on',
    text: 'Single sign-on is on, so this is managed in your identity provider.',
  }),
  quota_reached: ({
    used,
    limit,
    upgradeTo,
  }: {
    used: number;
    limit: number;
    upgradeTo: string | null;
  }): Refusal => ({
    title: 'Quota reached',
    text:
      upgradeTo === null
        ? `Users: ${used}/${limit}. Your plan has no room for more.`
        : `Users: ${used}/${limit}. Upgrade to ${planName(upgradeTo)} to add more.`,
  }),
  unknown_command: ({ typed, nearest }: { typed: string; nearest: string | null }): Refusal => ({
    title: 'Unknown command',
    text:
      nearest === null
        ? `There’s no command “${typed}”.`
        : `There’s no command “${typed}”. Did you mean /hexa ${nearest}?`,
  }),
  unknown_option: (data: { option: string; known: readonly string[]; nearest: string | null }): Refusal => ({
    title: 'Unknown option',
    text: [
      `This command has no option ${data.option}:.`,
      ...(data.nearest === null ? [] : [`Did you mean ${data.nearest}:?`]),
      data.known.length === 0 ? 'It takes none.' : `It takes ${list(data.known.map((name) => `${name}:`))}.`,
      'If it’s part of a text, put that text in quotes.',
    ].join(' '),
  }),
  unexpected_text: ({ text, usage }: { text: string; usage: string }): Refusal => ({
    title: 'I didn’t get that',
    text: `I don’t know what “${text}” means here. Type it like this: ${usage}`,
  }),
  option_missing: ({ option, usage }: { option: string; usage: string }): Refusal => ({
    title: 'Something is missing',
    text: `Add ${option}, like this: ${usage}`,
  }),
  option_invalid: (data: {
    option: string;
    value: string;
    allowed: readonly string[];
    least?: string;
    most?: string;
  }): Refusal => ({
    title: 'That value doesn’t work',
    text: [
      `${data.option}: can’t be “${data.value}”. Use ${list(data.allowed)}.`,
      ...(data.least === undefined ? [] : [`At least ${data.least}, at most ${data.most}.`]),
    ].join(' '),
  }),
  password_typed: ({ usage }: { usage: string }): Refusal => ({
    title: 'Never type a password here',
    text: `Chat keeps what you type, so we only take passwords in a form. Nothing was changed. Type ${usage} without it, and choose a different password.`,
  }),
  only_one_person: ({ named }: { named: number }): Refusal => ({
    title: 'One person at a time',
    text: `You named ${named} people, and this command takes one. Nothing was changed.`,
  }),
  too_many_people: ({ named, most }: { named: number; most: number }): Refusal => ({
    title: 'Too many people',
    text: `You named ${named} people. One command takes at most ${most}, so nothing was changed. Split the list.`,
  }),
  invalid: (): Refusal => ({
    title: 'Check the form',
    text: 'Some fields need another look. Nothing was changed.',
  }),
  user_not_found: ({ query, by }: { query: string; by?: string | undefined }): Refusal => {
    switch (by) {
      case 'mention':
        return {
          title: 'Not linked to a user',
          text: 'This person isn’t linked to a Hexabot user. Ask them to type /hexa link, or use their email.',
        };
      case 'role':
      case 'group':
      case 'everyone':
        return { title: 'Not a person', text: `${screens.unclear.many(query, by)} ${EACH_PERSON}` };
      case 'username':
        return {
          title: 'User not found',
          text: `“${query}” didn’t come as a mention, so I looked for the username “${query.slice(1)}”. No user has it. Pick the person from the list that opens after @, or use their email. If it’s a group, mention each person in it.`,
        };
      default:
        return {
          title: 'User not found',
          text: `No user has the email, username, ID or name “${query}”.`,
        };
    }
  },
  /** Without candidates: to whoever may not see users. */
  user_ambiguous: ({ query, candidates }: { query: string; candidates: readonly unknown[] }): Refusal => ({
    title: 'Several users',
    text: `“${query}” matches several users. ${candidates.length > 0 ? 'Choose one:' : 'Type an exact email or username.'}`,
  }),
  users_unclear: (): Refusal => ({
    title: 'Check these names',
    text: 'Nothing was changed. We couldn’t tell who you mean:',
  }),
  already_linked: ({ name }: { name: string }): Refusal => ({
    title: 'Already linked',
    text: `This chat account or ${name} is already linked. Remove the old link first with /hexa unlink, or ask an administrator to (/hexa links).`,
  }),
  role_not_found: ({ query, known }: { query: string; known: readonly string[] | null }): Refusal => ({
    title: 'Role not found',
    text:
      known === null
        ? `There’s no role “${query}”.`
        : `There’s no role “${query}”. The roles are ${list(known)}.`,
  }),
  role_ambiguous: ({ query, names }: { query: string; names: readonly string[] }): Refusal => ({
    title: 'Several roles',
    text: `“${query}” could be any of ${list(names)}. Type the name exactly as it’s written.`,
  }),
  own_account: (): Refusal => ({
    title: 'Your own account',
    text: 'You can’t enable or disable your own account. Ask another administrator.',
  }),
  own_admin_role: (): Refusal => ({
    title: 'Your own admin role',
    text: 'You can’t remove your own admin role. Ask another administrator.',
  }),
  own_role: ({ role }: { role: string }): Refusal => ({
    title: 'Your own role',
    text: `You have the role ${role}, so you can’t delete it. Ask an administrator who doesn’t have it.`,
  }),
  last_admin: ({ name }: { name: string }): Refusal => ({
    title: 'The last full administrator',
    text: `Without ${name}, nobody could manage users, roles and permissions. Make someone else a full administrator first.`,
  }),
  status_unchanged: ({ name, status }: { name: string; status: string }): Refusal => ({
    title: 'Nothing to change',
    text: `${name} is already ${statusWord(status)}.`,
  }),
  roles_changed: ({ name, present }: { name: string; present: readonly string[] }): Refusal => ({
    title: 'The roles have changed',
    text: `Someone else changed ${name}’s roles to ${present.length === 0 ? 'none' : list(present)}. Your change wasn’t saved. Open the form again.`,
  }),
  review_changed: ({ name }: { name: string }): Refusal => ({
    title: 'Permissions have changed',
    text: `What these roles allow has changed since you reviewed them for ${name}. Nothing was saved. Check the new review first.`,
  }),
  role_review_changed: ({ name }: { name: string }): Refusal => ({
    title: 'The role has changed',
    text: `Someone changed the role ${name}, or who has it, since you reviewed it. Nothing was saved. Check the new review first.`,
  }),
  role_protected: ({ role }: { role: string }): Refusal => ({
    title: 'Protected role',
    text: `The role ${role} can’t be renamed or deleted.`,
  }),
  role_in_use: ({ role, users }: { role: string; users: number }): Refusal => ({
    title: 'This role is in use',
    text: `${users === 1 ? '1 user has' : `${users} users have`} the role ${role}. Give them other roles first: /hexa users list role:"${role}"`,
  }),
  not_pending: ({ name, status }: { name: string; status: string }): Refusal => ({
    title: 'Nothing to confirm',
    text: `${name} is ${statusWord(status)}, so there’s nothing to confirm.`,
  }),
  mail_off: (): Refusal => ({
    title: 'Mail is off',
    text: 'We can’t send mail until your operator sets EMAIL_SMTP_ENABLED and EMAIL_SMTP_HOST. You can enable the user yourself with /hexa users enable.',
  }),
  undo_too_late: (): Refusal => ({
    title: 'Too late to undo',
    text: 'You can undo your own changes for five minutes. Make the opposite change instead.',
  }),
  undo_overtaken: ({ name }: { name: string }): Refusal => ({
    title: 'Changed again since',
    text: `${name} has changed again since, so this can’t be undone.`,
  }),
  busy: (): Refusal => ({
    title: 'Someone else is changing this',
    text: 'Nothing was changed. Try again in a moment.',
  }),
  channel_shared: (): Refusal => ({
    title: 'You can’t share here',
    text: 'This channel is shared with another organisation, so nothing was posted.',
  }),
  not_in_channel: (): Refusal => ({
    title: 'The app isn’t in this channel',
    text: 'Nothing was posted. Invite the app with /invite @hexa, then share again.',
  }),
  outdated: (): Refusal => ({
    title: 'Out of date',
    text: 'This has expired. Type the command again.',
  }),
  already_handled: (): Refusal => ({
    title: 'Already done',
    text: 'You already sent this. Nothing was done twice.',
  }),
  too_many_invocations: (): Refusal => ({
    title: 'A little slower, please',
    text: 'You can do 30 things a minute here. Wait a moment, then carry on.',
  }),
  ...passkeyErrors,
};

/** What is wrong with one field, said beside it. */
export const problems = {
  ...requestProblems,
  required: () => 'Please fill this in.',
  too_long: ({ max }: { max: number }) => `At most ${max} characters.`,
  has_control_characters: () => 'Use one line of visible characters.',
  email_invalid: () => 'Enter a valid email, such as ann@example.com.',
  email_taken: () => 'Another user already has this email.',
  email_subscriber: () => 'This email belongs to a subscriber of the chatbot. Use another one.',
  username_taken: () => 'Another user already has this username.',
  username_is_email: () => 'This is another user’s email. Choose another username.',
  password_short: ({ min }: { min: number }) => `At least ${min} characters.`,
  password_long: ({ maxBytes }: { maxBytes: number }) =>
    `At most ${maxBytes} bytes. Accented letters count as 2, emoji as 4.`,
  password_mismatch: () => 'The passwords don’t match.',
  role_required: () => 'Choose at least one role.',
  own_admin_role: () => 'You can’t remove your own admin role. Ask another administrator.',
  role_unknown: ({ names }: { names: readonly string[] }) => `There’s no role ${list(names)}.`,
  name_taken: () => 'Another role already has this name.',
  name_looks_like: ({ name }: { name: string }) =>
    `People could take this for the role ${name}. Choose another name.`,
  roles_differ: ({ roles }: { roles: readonly string[] }) =>
    `What ${list(roles)} allows has changed since you opened this form. Check the permissions, then send it again.`,
  role_exceeds: (data: { roles: readonly string[]; permissions: readonly string[] }) =>
    `You can’t give permissions you don’t have: ${list(data.roles)} includes ${list(data.permissions)}. Leave it out, or ask for it with /hexa requests new.`,
};
