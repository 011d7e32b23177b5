/** The words of all `roles …` commands; `roles` and `roleForms` stand at `words.screens` under their names. */

const people = (count: number): string => (count === 1 ? '1 user' : `${count} users`);
const permissionCount = (count: number): string => (count === 1 ? '1 permission' : `${count} permissions`);

export const roles = {
  title: 'Roles',
  name: 'Role',
  users: 'Users',
  people,
  count: (total: number) => (total === 1 ? '1 role.' : `${total} roles.`),
  page: (first: number, last: number, total: number) => `${first} to ${last} of ${total}.`,
  nobodyFound: 'No role has this in its name. Leave out the search to see all.',
  again: 'The same again: ',
  open: 'Open…',
  show: 'Open the role',
  create: 'New role',
  previous: 'Previous',
  next: 'Next',
  refresh: 'Refresh',
  /** The card of a role. */
  cardTitle: (name: string) => `Role ${name}`,
  holds: 'Holds',
  permissionCount,
  holdsNothing: 'This role holds no permission yet: whoever has only this role can sign in and see nothing.',
  actions: { create: 'Create', read: 'Read', update: 'Update', delete: 'Delete' },
  whoHas: (name: string) => `Who has the role ${name}`,
  nobody: 'Nobody has this role.',
  more: (count: number) => `And ${people(count)} more: `,
  usersHidden: 'Who has this role is hidden: your roles do not include User: read.',
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
  removeText: (name: string, permissions: number) =>
    `Nobody has the role ${name}. It holds ${permissionCount(permissions)}. Deleting it cannot be undone.`,
  removeConfirm: 'Delete role',
  removed: (name: string) => `The role ${name} was deleted`,
  /** The Roles screen on top of a half-filled form. */
  manageTitle: 'Roles',
  manageText: 'Create a role, or adjust what one may do. What you typed in the form below is kept.',
  adjust: 'Adjust…',
};

export const roleForms = {
  createTitle: 'New role',
  createSubmit: 'Create role',
  creating: 'Creating the role…',
  name: 'Name',
  like: 'With the permissions of',
  likeHint: 'Copies what that role holds now. Leave it empty to choose everything yourself.',
  likeHidden: 'Copying another role is not offered: your roles do not include Role: read.',
  created: (name: string) => `The role ${name} was created`,
  createdNext: (name: string) =>
    `The role ${name} was created. Now choose what it may do; closing this leaves it as it is.`,
  createdClosed: 'What it may do is changed by somebody whose roles include Permission: create and delete.',
  renameTitle: (name: string) => `Rename the role ${name}`,
  renameShort: 'Rename role',
  renameSubmit: 'Rename',
  renaming: 'Renaming the role…',
  renamed: (before: string, after: string) => `The role ${before} is now ${after}`,
  permissionsTitle: (name: string) => `Permissions of ${name}`,
  permissionsShort: 'Permissions',
  permissionsIntro: (name: string) =>
    `Choose the models that the role ${name} may create, read, update and delete. You can give only what you hold yourself.`,
  field: { create: 'May create', read: 'May read', update: 'May update', delete: 'May delete' },
  save: 'Save',
  saving: 'Saving the permissions…',
  saved: (name: string) => `The permissions of ${name} were changed`,
  unchanged: (name: string) => `The permissions of ${name} stay as they are`,
  gained: 'Gains',
  lost: 'Loses',
  delay: 'Hexabot applies this within 5 minutes.',
  back: (name: string) => `Close this to go back to the form: the role ${name} can be chosen there.`,
};

export const roleCommands = {
  'roles list': {
    summary: 'All roles, and how many users have each',
    options: { search: 'Part of a role name', page: 'Page, from 1' },
  },
  'roles show': { summary: 'What a role may do, and who has it', options: { role: 'Name of a role' } },
  'roles create': {
    summary: 'Make a new role',
    options: { name: 'Name of the new role', like: 'Role to copy the permissions from' },
  },
  'roles rename': {
    summary: 'Rename a role',
    options: { role: 'Name of a role', to: 'The new name' },
  },
  'roles permissions': {
    summary: 'Change what a role may do',
    options: { role: 'Name of a role', action: 'Only create, read, update or delete' },
  },
  'roles delete': { summary: 'Delete a role that nobody has', options: { role: 'Name of a role' } },
};
