import { licenceStatus, planName } from './plans.ts';

/** At `words.screens.why`: what the gate asks, and what it says of somebody else. */
export const why = {
  ownTitle: (path: string) => `May I /hexa ${path}?`,
  otherTitle: (path: string, name: string) => `May ${name} /hexa ${path}?`,
  shortTitle: 'Why',
  yes: 'Yes: nothing stops it.',
  otherYes: (name: string) => `Yes: nothing stops ${name}.`,
  no: 'No: ',
  questions: {
    workspace: 'Workspace served',
    link: 'Linked',
    account: 'Account active',
    plan: 'Plan',
    permissions: 'Permissions',
    sso: 'Single sign-on',
    quota: 'Quota',
  },
  passed: '✓ passed',
  stops: '✕ stops here',
  alsoStops: (text: string) => `✕ would stop it too. ${text}`,
  notReached: '– not reached',
  notAsked: '– not asked for this command',
  rules:
    'The rules of the thing itself, such as not disabling one’s own account, are looked at when it is done.',
  /** The refusals, said of somebody else: why, and what to do. */
  other: {
    workspace: (name: string) => `${name} does not belong to this workspace.`,
    link: (name: string) => `${name} has no linked chat account here. They can type /hexa link.`,
    account: (name: string) =>
      `The account of ${name}, or its link, is not active. Enable the user first: /hexa users enable.`,
    permissions: (name: string, missing: string) =>
      `The roles of ${name} do not include: ${missing}. Give them a role that does: /hexa users roles.`,
    plan: (plan: string, status: string) =>
      `User management needs an active licence of the plan Pro or higher. Current plan: ${planName(plan)} (${licenceStatus(status)}). See /hexa plan.`,
  },
};

export const whyCommands = {
  why: {
    summary: 'Whether a command is open to you, what stops it, and what to do',
    options: {
      command: 'A command, for example users add',
      for: 'Somebody else: email, username, id or @mention',
    },
  },
};
