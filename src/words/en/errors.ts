import { licenceStatus, planName } from './plans.ts';
import type { Refusal } from './refusal.ts';
import { requestErrors, requestProblems } from './requests.ts';
import { screens } from './screens.ts';

const statusWord = (status: string): string => screens.common.status[status as 'active'].toLowerCase();
const list = (items: readonly string[]): string => items.join(', ');

/** The id in a mention such as `<@U024BE7LH>`. */
const mentioned = (query: string): string => query.replace(/^<@!?|[|>].*$/g, '');

export const errors = {
  ...requestErrors,
  stranger: (): Refusal => ({
    title: 'Not available here',
    text: 'This app does not serve your workspace. Ask the people who run it.',
  }),
  not_linked: (): Refusal => ({
    title: 'Not linked yet',
    text: 'Your chat account is not linked to a Hexabot user. Type /hexa link to link it.',
  }),
  account_not_active: (): Refusal => ({
    title: 'Account not active',
    text: 'The Hexabot user behind your chat account is not active. Ask another administrator to activate it.',
  }),
  plan_locked: ({ plan, status }: { plan: string; status: string }): Refusal => ({
    title: 'User management is locked',
    text: `User management needs an active licence of the plan Pro or higher. Current plan: ${planName(plan)} (${licenceStatus(status)}).`,
  }),
  permission_missing: ({ missing }: { missing: readonly string[] }): Refusal => ({
    title: 'Permission missing',
    text: `Your roles do not include: ${list(missing)}. Ask an administrator for a role that does.`,
  }),
  sso_closed: (): Refusal => ({
    title: 'Managed by single sign-on',
    text: 'Single sign-on is on, so the identity provider is the source of truth. Make this change there.',
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
        ? `Users: ${used}/${limit}. The plan allows no more users.`
        : `Users: ${used}/${limit}. Upgrade to the plan ${planName(upgradeTo)} to add more.`,
  }),
  unknown_command: ({ typed, nearest }: { typed: string; nearest: string | null }): Refusal => ({
    title: 'Unknown command',
    text:
      nearest === null
        ? `There is no command "${typed}". /hexa help lists all commands.`
        : `There is no command "${typed}". Did you mean /hexa ${nearest}? /hexa help lists all commands.`,
  }),
  unknown_option: (data: { option: string; known: readonly string[]; nearest: string | null }): Refusal => ({
    title: 'Unknown option',
    text: [
      `This command has no option "${data.option}:".`,
      ...(data.nearest === null ? [] : [`Did you mean ${data.nearest}:?`]),
      data.known.length === 0 ? 'It takes none.' : `It takes: ${list(data.known.map((name) => `${name}:`))}.`,
      'If it’s part of a text, put that text in quotes.',
    ].join(' '),
  }),
  unexpected_text: ({ text, usage }: { text: string; usage: string }): Refusal => ({
    title: 'Not understood',
    text: `I do not know what "${text}" means here. Usage: ${usage}`,
  }),
  option_missing: ({ option, usage }: { option: string; usage: string }): Refusal => ({
    title: 'Something is missing',
    text: `Say ${option}, like this: ${usage}`,
  }),
  option_invalid: (data: { option: string; value: string; allowed: readonly string[] }): Refusal => ({
    title: 'Not a possible value',
    text: `"${data.value}" is not possible for ${data.option}:. Possible: ${list(data.allowed)}.`,
  }),
  password_typed: ({ usage }: { usage: string }): Refusal => ({
    title: 'Never type a password here',
    text: `What is typed in chat stays in its history, so a password is taken in the form only. Nothing was done. Type ${usage} without it, and choose another password than the one you typed.`,
  }),
  only_one_person: ({ named }: { named: number }): Refusal => ({
    title: 'One person at a time',
    text: `You named ${named} people, and this command takes one. Nothing was done.`,
  }),
  too_many_people: ({ named, most }: { named: number; most: number }): Refusal => ({
    title: 'Too many people',
    text: `You named ${named} people. One command takes at most ${most}, so nothing was done. Split the list.`,
  }),
  invalid: (): Refusal => ({
    title: 'Please check the form',
    text: 'Some fields need another look. Nothing was changed.',
  }),
  user_not_found: ({ query }: { query: string }): Refusal => {
    if (/^<@&|^<!/.test(query)) {
      return {
        title: 'Not a person',
        text: 'That mention is a role or a group, not a person. Mention each person, or name them by email.',
      };
    }
    if (query.startsWith('<@')) {
      return {
        title: 'Not linked to a user',
        text: `The chat account ${mentioned(query)} is not linked to a Hexabot user. Ask the person to type /hexa link, or name the user by email.`,
      };
    }
    if (query.startsWith('@')) {
      return {
        title: 'No such user',
        text: `"${query}" didn’t come as a mention, so I looked for the username "${query.slice(1)}". No user has it. Choose the person from the list that opens after @, or name them by email.`,
      };
    }
    return {
      title: 'No such user',
      text: `No user has the email, username, id or name "${query}". /hexa users list shows all users.`,
    };
  },
  /** Without candidates: to whoever may not see users. */
  user_ambiguous: ({ query, candidates }: { query: string; candidates: readonly unknown[] }): Refusal => ({
    title: 'Several users',
    text: `"${query}" fits several users. ${candidates.length > 0 ? 'Choose one:' : 'Type the email or username of one exactly.'}`,
  }),
  users_unclear: (): Refusal => ({
    title: 'Not all users are clear',
    text: 'Nothing was done. These names need another look:',
  }),
  already_linked: ({ name }: { name: string }): Refusal => ({
    title: 'Already linked',
    text: `This chat account or ${name} is linked already. Remove the old link first, with /hexa unlink or by an administrator with /hexa links.`,
  }),
  role_not_found: ({ query, known }: { query: string; known: readonly string[] | null }): Refusal => ({
    title: 'No such role',
    text:
      known === null
        ? `There is no role "${query}".`
        : `There is no role "${query}". There are: ${list(known)}.`,
  }),
  role_ambiguous: ({ query, names }: { query: string; names: readonly string[] }): Refusal => ({
    title: 'Several roles',
    text: `"${query}" could be any of these: ${list(names)}. Type the name exactly as it’s written.`,
  }),
  own_account: (): Refusal => ({
    title: 'Not your own account',
    text: 'Nobody changes the status of their own account. Ask another administrator.',
  }),
  own_admin_role: (): Refusal => ({
    title: 'Not your own admin role',
    text: 'Nobody takes the role admin from themselves. Ask another administrator.',
  }),
  own_role: ({ role }: { role: string }): Refusal => ({
    title: 'Your own role',
    text: `You have the role ${role} yourself, so you cannot delete it. Ask an administrator who does not have it.`,
  }),
  last_admin: ({ name }: { name: string }): Refusal => ({
    title: 'The last full administrator',
    text: `Without ${name} nobody could manage users, roles and permissions any more. Make somebody else a full administrator first.`,
  }),
  status_unchanged: ({ name, status }: { name: string; status: string }): Refusal => ({
    title: 'Nothing to change',
    text: `${name} is ${statusWord(status)} already.`,
  }),
  roles_changed: ({ name, present }: { name: string; present: readonly string[] }): Refusal => ({
    title: 'The roles have changed meanwhile',
    text: `Somebody else changed the roles of ${name}. They are now: ${present.length === 0 ? 'none' : list(present)}. Nothing was saved; open the form again.`,
  }),
  role_protected: ({ role }: { role: string }): Refusal => ({
    title: 'A protected role',
    text: `The role ${role} is neither renamed nor deleted.`,
  }),
  role_in_use: ({ role, users }: { role: string; users: number }): Refusal => ({
    title: 'The role is in use',
    text: `${users === 1 ? '1 user has' : `${users} users have`} the role ${role}. Give them other roles first: /hexa users list role:"${role}"`,
  }),
  not_pending: ({ name, status }: { name: string; status: string }): Refusal => ({
    title: 'Not waiting for a confirmation',
    text: `${name} is ${statusWord(status)}, so there is nothing to confirm.`,
  }),
  mail_off: (): Refusal => ({
    title: 'Mail is off',
    text: 'No mail can be sent until the operator sets EMAIL_SMTP_ENABLED and EMAIL_SMTP_HOST. Activate the user by hand: /hexa users enable.',
  }),
  undo_too_late: (): Refusal => ({
    title: 'Too late to undo',
    text: 'A change can be undone for five minutes by who made it. Make the opposite change instead.',
  }),
  undo_overtaken: ({ name }: { name: string }): Refusal => ({
    title: 'Changed again meanwhile',
    text: `${name} was changed again since, so this can no longer be undone. Look at the present state first.`,
  }),
  busy: (): Refusal => ({
    title: 'Being changed right now',
    text: 'Another change of the same users or roles is under way. Nothing was changed; try again in a moment.',
  }),
  channel_shared: (): Refusal => ({
    title: 'Not in this channel',
    text: 'This channel is shared with another organisation, or that could not be ruled out, so nothing was posted.',
  }),
  outdated: (): Refusal => ({
    title: 'Out of date',
    text: 'This was made by an earlier version or has expired. Type the command again.',
  }),
  already_handled: (): Refusal => ({
    title: 'Already done',
    text: 'This was sent before and was handled then. Nothing was done twice.',
  }),
  too_many_invocations: (): Refusal => ({
    title: 'A little slower, please',
    text: 'You may do 30 things a minute here. Wait a moment, then go on.',
  }),
};

/** What is wrong with one field, said beside it. */
export const problems = {
  ...requestProblems,
  required: () => 'Please fill this in.',
  too_long: ({ max }: { max: number }) => `At most ${max} characters.`,
  has_control_characters: () => 'Only one line of visible characters.',
  email_invalid: () => 'Not a valid email address, such as ann@example.com.',
  email_taken: () => 'Another user has this email.',
  email_subscriber: () => 'This email belongs to a subscriber of the chatbot. Use another one.',
  username_taken: () => 'Another user has this username.',
  username_is_email: () => 'This is another user’s email. Choose another username.',
  password_short: ({ min }: { min: number }) => `At least ${min} characters.`,
  password_long: ({ maxBytes }: { maxBytes: number }) =>
    `At most ${maxBytes} bytes (accented letters count 2, emoji 4): the rest would not be checked at sign-in.`,
  password_mismatch: () => 'Not the same as the password.',
  role_required: () => 'Choose at least one role.',
  role_unknown: ({ names }: { names: readonly string[] }) => `No such role: ${list(names)}.`,
  name_taken: () => 'Another role has this name.',
  name_looks_like: ({ name }: { name: string }) =>
    `People could take this for the role ${name}. Choose another name.`,
  role_exceeds: (data: { roles: readonly string[]; permissions: readonly string[] }) =>
    `You cannot give what you do not hold: ${list(data.roles)} includes ${list(data.permissions)}. Leave it out here; /hexa requests new asks somebody who holds it to give a user such a role.`,
};
