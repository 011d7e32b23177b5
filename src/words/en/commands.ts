/** Summaries (at most 100 characters: Discord shows them) and options of each command. */
interface CommandWords {
  summary: string;
  options: Record<string, string>;
}

export const commands: Record<string, CommandWords> = {
  home: { summary: 'Who you are here, the plan, the quota, and what you may do', options: {} },
  help: { summary: 'All commands', options: {} },
  whoami: { summary: 'The Hexabot user behind your chat account', options: {} },
  'users add': {
    summary: 'Add a user to the admin panel',
    options: {
      first: 'First name',
      last: 'Last name',
      username: 'Username',
      email: 'Email, used to sign in',
      roles: 'Roles, separated by commas',
      password: 'Password',
      confirmation: 'Password again',
    },
  },
  'users list': {
    summary: 'The users of the admin panel',
    options: { search: 'Part of a first name, last name or email' },
  },
  'users show': { summary: 'One user', options: { user: 'Email, username or id' } },
};
