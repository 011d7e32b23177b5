import { auditCommands } from './audit.ts';
import { linkCommands } from './links.ts';
import { passkeyCommands } from './passkeys.ts';
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
  home: { summary: 'Where you start: what waits for you, your plan and quota', options: {} },
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
      confirmation: 'Confirm password',
    },
  },
  'users list': {
    summary: 'List the users of the admin panel',
    options: {
      search: 'Part of a first name, last name or email',
      status: 'active, pending, disabled or inactive',
      role: 'Name of a role',
      sort: 'By name, email, created or updated',
      page: 'Page, from 1',
    },
  },
  'users show': {
    summary: 'Show one user, with what you can do about them',
    options: { user: 'Email, username, ID or @mention' },
  },
  'users roles': {
    summary: 'Change a user’s roles',
    options: { user: 'Email, username, ID or @mention' },
  },
  'users enable': {
    summary: 'Enable users',
    options: { users: 'Emails, usernames or @mentions, separated by commas' },
  },
  'users disable': {
    summary: 'Disable users',
    options: { users: 'Emails, usernames or @mentions, separated by commas' },
  },
  'users resend': {
    summary: 'Send a pending user a new confirmation email',
    options: { user: 'Email, username, ID or @mention' },
  },
  ...roleCommands,
  ...requestCommands,
  ...linkCommands,
  ...auditCommands,
  ...planCommands,
  ...whyCommands,
  ...passkeyCommands,
};
