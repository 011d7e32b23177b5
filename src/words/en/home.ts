export const whoami = {
  title: 'Who you are here',
  chat: 'Chat account',
  permissions: 'Permissions',
  mayDo: (count: number) => (count === 1 ? '1 permission' : `${count} permissions`),
};

export const home = {
  title: 'Hexabot users',
  you: 'You are',
  plan: 'Plan',
  quota: 'Quota',
  youMayNot: 'You may not, and why',
  sso: 'Single sign-on is on: roles and status are managed by the identity provider.',
  /** On the Home tab. */
  search: 'Search',
  searchHint: 'Part of a first name, last name or email',
  status: 'Status',
  anyStatus: 'All',
  role: 'Role',
  anyRole: 'All',
  clear: 'Clear',
  add: 'Add user',
};

export const help = {
  title: 'Commands',
  intro: 'Options are typed as name:value; values with spaces go in quotes. Answers are seen by you only.',
  /** Where the platform has a field for each option. */
  introFields: 'Choose a command, and its options are offered as fields. Answers are seen by you only.',
};
