export const whoami = {
  title: 'Who you are',
  chat: 'Chat account',
  permissions: 'Permissions',
  mayDo: (count: number) => (count === 1 ? '1 permission' : `${count} permissions`),
};

export const home = {
  greeting: (firstName: string) => `Hi ${firstName}`,
  /** Who one is, the plan and the quota in one line. */
  you: (name: string, email: string) => `You’re signed in as ${name} (${email})`,
  plan: (plan: string) => `${plan} plan`,
  sso: 'Single sign-on is on: your identity provider manages roles and status.',
  waiting: (count: number) =>
    count === 1 ? 'Waiting for your decision' : `Waiting for your decision (${count})`,
  review: 'Review',
  allWaiting: (count: number) => `See all ${count}`,
  users: 'Users',
  requests: 'Requests',
  help: 'Help',
  /** On the Home tab. */
  search: 'Search',
  searchHint: 'Name or email',
  status: 'Status',
  anyStatus: 'All statuses',
  role: 'Role',
  anyRole: 'All roles',
  clear: 'Clear',
  add: 'Add user',
};

export const help = {
  title: 'Commands',
  intro:
    'Type options as name:value, with quotes around values that contain spaces. Only you see the answers.',
  /** Where the platform has a field for each option. */
  introFields: 'Pick a command, and Discord asks for its options. Only you see the answers.',
};
