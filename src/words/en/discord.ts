/** What only Discord needs to say. */
export const discord = {
  openForm: 'Open the form',
  /** In the select that holds what can be done with each user of a list. */
  menu: 'Choose a user and what to do…',
  /** The labels of fields that are filled in already. */
  change: (labels: string) => `Edit ${labels}`,
  continue: 'Continue',
  /** After a part of a form that is too long for one modal. */
  more: { title: 'One more step', text: 'The rest of the form comes next.' },
  /** A list that no form of Discord can hold. */
  tooManyOptions: (label: string) =>
    `There are too many to choose from for ${label}. Type the command again with this option filled in.`,
  /** Where the dialog's own words are gone (the service was restarted meanwhile). */
  areYouSure: 'Are you sure?',
  confirm: 'Yes',
  couldNotShow: 'Discord wouldn’t let me show this where you asked, so here it is:',
  tooLate: {
    title: 'Too late',
    text: 'Discord didn’t let me answer in time, so nothing was changed. Please try again.',
  },
  /** The menu of a member who is a bot. */
  isBot: (name: string) => ({ title: `${name} is a bot`, text: 'Bots don’t have Hexabot accounts.' }),
  /** Entries of a member's menu ("Apps"), at most 32 characters. */
  menus: { user: 'Hexabot user', toggle: 'Toggle status' },
  /** Descriptions of groups of commands. */
  groups: {
    users: 'Users of the admin panel',
    roles: 'Roles and their permissions',
    requests: 'Role change requests',
  } as Readonly<Record<string, string>>,
};
