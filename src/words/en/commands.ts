import { auditCommands } from './audit.ts';
import { linkCommands } from './links.ts';
import { planCommands } from './plan.ts';
import { requestCommands } from './request-screens.ts';
import { roleCommands } from './roles.ts';
import { whyCommands } from './why.ts';

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
    options: {
      search: 'Part of a first name, last name or email',
      status: 'active, pending, disabled or inactive',
      role: 'Name of a role',
      sort: 'By name, email, created or updated',
      page: 'Page, from 1',
    },
  },
  'users show': {
    summary: 'One user: everything known, and what you may do',
    options: { user: 'Email, username, id or @mention' },
  },
  'users roles': {
    summary: 'Replace the roles of a user',
    options: { user: 'Email, username, id or @mention' },
  },
  'users enable': {
    summary: 'Switch users on',
    options: { users: 'Emails, usernames or @mentions, separated by commas' },
  },
  'users disable': {
    summary: 'Switch users off',
    options: { users: 'Emails, usernames or @mentions, separated by commas' },
  },
  'users resend': {
    summary: 'Mail the confirmation again to a pending user',
    options: { user: 'Email, username, id or @mention' },
  },
  ...roleCommands,
  ...requestCommands,
  ...linkCommands,
  ...auditCommands,
  ...planCommands,
  ...whyCommands,
};
