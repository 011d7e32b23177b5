/** The words of all `roles …` commands; `roles` and `roleForms` stand at `words.screens` under their names. */

const people = (count: number): string => (count === 1 ? '1 user' : `${count} users`);
const openRequests = (count: number): string => (count === 1 ? '1 open request' : `${count} open requests`);
const permissionCount = (count: number): string => (count === 1 ? '1 permission' : `${count} permissions`);

export const roles = {
  title: 'Roles',
  name: 'Role',
  users: 'Users',
  people,
  count: (total: number) => (total === 1 ? '1 role' : `${total} roles`),
  page: (first: number, last: number, total: number) => `${first}–${last} of ${total}`,
  nobodyFound: 'No role matches. Clear the search to see all.',
  again: 'Repeat this search: ',
  open: 'Open…',
  show: 'Open the role',
  create: 'New role',
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
  /** The card of a role. */
  cardTitle: (name: string) => `Role ${name}`,
  holds: 'Permissions',
  permissionCount,
  holdsNothing:
    'This role has no permissions yet. Someone with only this role can sign in, but sees nothing.',
  actions: { create: 'Create', read: 'Read', update: 'Update', delete: 'Delete' },
  whoHas: (name: string) => `Who has the role ${name}`,
  nobody: 'Nobody has this role.',
  more: (count: number) => `${people(count)} more: `,
  usersHidden: 'You can’t see who has this role because your roles don’t include User: read.',
  permissions: 'Permissions',
  permissionsOf: {
    create: 'Permissions: create',
    read: 'Permissions: read',
    update: 'Permissions: update',
    delete: 'Permissions: delete',
  },
  rename: 'Rename',
  remove: 'Delete',
  removeTitle: (name: string) => `Delete the role ${name}?`,
  removeShort: 'Delete this role?',
  removeText: (name: string, permissions: number, requests: number) =>
    [
      `Nobody has the role ${name}. It has ${permissionCount(permissions)}.`,
      ...(requests > 0 ? [`${openRequests(requests)} for it can’t be approved after this.`] : []),
      'You can’t undo this.',
    ].join(' '),
  removeConfirm: 'Delete role',
  removed: (name: string) => `The role ${name} was deleted`,
  removedOutdated: (requests: number) => `${openRequests(requests)} for it can’t be approved any more.`,
  /** The Roles screen on top of a half-filled form. */
  manageTitle: 'Roles',
  manageText: 'Create a role or edit one. Your form is still there when you come back.',
  adjust: 'Edit…',
};

export const roleForms = {
  createTitle: 'New role',
  createSubmit: 'Create role',
  creating: 'Creating the role…',
  name: 'Name',
  like: 'Copy permissions from',
  likeHint: 'Leave it empty to start with none.',
  likeHidden: 'You can’t copy another role because your roles don’t include Role: read.',
  created: (name: string) => `The role ${name} was created`,
  createdNext: (name: string) => `The role ${name} was created. Now choose its permissions.`,
  createdClosed: 'To give it permissions, ask someone whose roles include Permission: create and delete.',
  renameTitle: (name: string) => `Rename the role ${name}`,
  renameShort: 'Rename role',
  renameSubmit: 'Rename',
  renaming: 'Renaming the role…',
  renamed: (before: string, after: string) => `The role ${before} is now ${after}`,
  permissionsTitle: (name: string) => `Permissions of ${name}`,
  permissionsShort: 'Permissions',
  permissionsIntro: (name: string) =>
    `Choose what the role ${name} can create, read, update and delete. You can only give permissions you have yourself.`,
  held: (users: number) =>
    users === 0
      ? 'Nobody has this role.'
      : users === 1
        ? '1 person has this role.'
        : `${users} people have this role.`,
  field: { create: 'Can create', read: 'Can read', update: 'Can update', delete: 'Can delete' },
  submit: 'Continue',
  checking: 'Checking what changes…',
  reviewTitle: (name: string) => `Change the permissions of ${name}?`,
  reviewShort: 'Save permissions?',
  outdates: (requests: number) => `${openRequests(requests)} can’t be approved after this.`,
  outdated: (requests: number, canUndo: boolean) =>
    `${openRequests(requests)} can’t be approved any more${canUndo ? ', unless you undo this' : ''}.`,
  change: 'Edit permissions',
  save: 'Save',
  saving: 'Saving permissions…',
  saved: (name: string) => `The permissions of ${name} were changed`,
  unchanged: (name: string) => `The permissions of ${name} stay as they are`,
  gained: 'Gains',
  lost: 'Loses',
  delay: 'Hexabot picks this up within 5 minutes.',
  back: (name: string) => `Close this to go back to your form. You can choose the role ${name} there.`,
};

export const roleCommands = {
  'roles list': {
    summary: 'List all roles, and how many users have each',
    options: { search: 'Part of a role name', page: 'Page, from 1' },
  },
  'roles show': { summary: 'Show a role’s permissions, and who has it', options: { role: 'Name of a role' } },
  'roles create': {
    summary: 'Create a role',
    options: { name: 'Name of the new role', like: 'Role to copy the permissions from' },
  },
  'roles rename': {
    summary: 'Rename a role',
    options: { role: 'Name of a role', to: 'The new name' },
  },
  'roles permissions': {
    summary: 'Change a role’s permissions',
    options: { role: 'Name of a role', action: 'Only create, read, update or delete' },
  },
  'roles delete': { summary: 'Delete a role that nobody has', options: { role: 'Name of a role' } },
};
